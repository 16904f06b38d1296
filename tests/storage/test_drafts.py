from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import LineKey
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, OrderKey, TenantId, XeroId, invoice_key
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.periods import Periods
from connect_ext.storage import coverage, drafts, links
from connect_ext.storage.database import Database
from tests.storage.builders import LATER, NOW, TENANT, US, after
from tests.storage.world import A_STRETCH, BILLED

ANOTHER = XeroId("another contact")


def an_invoice(
    tx: Connection, order: str, xero_id: str, *, contact: XeroId = BILLED, at: int = 0, months: int | None = None
) -> DocumentKey:
    key = invoice_key(OrderKey(order))
    picture = {"Status": "DRAFT", "Contact": {"ContactID": contact}, "of": order}
    link = Link(key=key, xero_id=XeroId(xero_id), number=f"INV-{xero_id}")
    links.put(tx, US, TENANT, link, picture=picture, task_id=None, now=after(at))
    if months is not None:
        assert A_STRETCH.rate is not None
        assert A_STRETCH.rate.periods is not None
        periods = Periods(anchor=A_STRETCH.rate.periods.anchor, length=BillingPeriod(months=months))
        one = replace(
            A_STRETCH, line=LineKey(document=key, mark=f"{order}/1"), rate=replace(A_STRETCH.rate, periods=periods)
        )
        coverage.add(tx, US, TENANT, key, [one], NOW)
    return key


def found(tx: Connection, *contacts: XeroId, tenant: TenantId = TENANT) -> list[tuple[str, str | None]]:
    candidates = drafts.of_contacts(tx, US, tenant, contacts or [BILLED], NOW)
    return [(one.link.key, one.link.number) for one in candidates]


def test_the_latest_of_a_contact_come_first_and_those_of_others_not_at_all(database: Database) -> None:
    with database.transaction() as tx:
        an_invoice(tx, "PR-1", "1", at=1)
        an_invoice(tx, "PR-2", "2", at=2)
        an_invoice(tx, "PR-3", "3", at=3, contact=ANOTHER)
        assert found(tx) == [("invoice:PR-2", "INV-2"), ("invoice:PR-1", "INV-1")]
        assert len(found(tx, BILLED, ANOTHER)) == 3
        assert found(tx, tenant=TenantId("tenant-2")) == []


def test_what_was_made_before_the_month_is_left_out_unless_something_was_added_since(database: Database) -> None:
    with database.transaction() as tx:
        an_invoice(tx, "PR-1", "1", at=-100)
        an_invoice(tx, "PR-2", "2", at=-100)
        an_invoice(tx, "PR-3", "2", at=5)
        assert found(tx) == [("invoice:PR-2", "INV-2")]


def test_an_invoice_of_several_orders_has_the_name_of_the_first_and_the_cycles_of_all(database: Database) -> None:
    with database.transaction() as tx:
        an_invoice(tx, "PR-2", "1", at=1, months=1)
        an_invoice(tx, "PR-1", "1", at=2, months=12)
        an_invoice(tx, "PR-3", "1", at=3)
        (one,) = drafts.of_contacts(tx, US, TENANT, [BILLED], NOW)
    assert (one.link.key, one.picture["of"]) == ("invoice:PR-2", "PR-3")
    assert set(one.cycles) == {1, 12}


def test_what_was_released_has_no_cycle_any_more(database: Database) -> None:
    with database.transaction() as tx:
        key = an_invoice(tx, "PR-1", "1", months=1)
        coverage.release(tx, US, TENANT, key)
        (one,) = drafts.of_contacts(tx, US, TENANT, [BILLED], NOW)
    assert one.cycles == frozenset()


def test_only_the_last_few_of_each_contact_are_candidates(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(drafts.NEWEST + 2):
            an_invoice(tx, f"PR-{number}", str(number), at=number)
        an_invoice(tx, "PR-99", "99", at=0, contact=ANOTHER)
        assert len(found(tx)) == drafts.NEWEST
        assert ("invoice:PR-99", "INV-99") in found(tx, BILLED, ANOTHER)


def test_a_credit_note_of_the_contact_is_no_candidate(database: Database) -> None:
    with database.transaction() as tx:
        note = Link(key=DocumentKey("credit:PR-1"), xero_id=XeroId("note"))
        picture = {"Status": "DRAFT", "Contact": {"ContactID": BILLED}}
        links.put(tx, US, TENANT, note, picture=picture, task_id=None, now=LATER)
        assert found(tx) == []
