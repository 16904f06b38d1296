"""What people do in Xero is heard here: told by a webhook, or found by asking; and never sent again by itself."""

from __future__ import annotations

from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import AssetId, InstallationId, TenantId, TierAccountId, XeroId, contact_key
from connect_ext.books.problems.problem import Code
from connect_ext.storage import coverage, journal, links, looks
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.hearing.accepting import Now, accept, documents_now
from connect_ext.sync.hearing.hearing import hear
from connect_ext.sync.hearing.notice import heed_webhook
from connect_ext.sync.hearing.restoring import NotPossible, restore
from connect_ext.work.task import Actor, TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.mapping_world import Mapped
from tests.sync.watching import INVOICES
from tests.webhooks import CONTACT, body, event, signature
from tests.world import WEBHOOK_KEY, World

APPROVED = {"sent_as": "AUTHORISED"}


class Billed:
    """One order that is synced, and the invoice that bills it."""

    def __init__(self, world: World, **chosen: Any) -> None:
        self.world = world
        self.installation_id = world.ready(**chosen)
        self.order: str = world.buy(self.installation_id)["id"]
        world.sync(self.installation_id)
        assert self.status is TaskStatus.SYNCED
        [self.invoice] = world.books().invoices
        self.number: str = self.invoice["InvoiceNumber"]
        self.xero_id: str = self.invoice["InvoiceID"]
        self.person = world.xero.person(HARBOUR)
        hear(world.app.runtime, self.installation_id)

    def told(self, xero_id: str = "", **changes: Any) -> bool:
        """A webhook has come."""
        sent = body(event(xero_id or self.xero_id, HARBOUR, **changes))
        return heed_webhook(self.world.app.runtime, WEBHOOK_KEY, sent, signature(sent))

    def hear(self) -> int:
        return hear(self.world.app.runtime, self.installation_id)

    def told_and_heard(self) -> int:
        assert self.told()
        return self.hear()

    @property
    def status(self) -> TaskStatus:
        return self.world.task(self.installation_id, self.order).status

    @property
    def codes(self) -> list[Code]:
        return [found.code for found in self.world.task(self.installation_id, self.order).problems]

    @property
    def heard(self) -> list[journal.JournalEntry]:
        """What the journal says of documents, the oldest first."""
        with self.world.app.runtime.database.transaction() as tx:
            entries = journal.page(tx, self.installation_id, limit=100)
        return [entry for entry in reversed(entries) if entry.event.startswith("document.")]

    @property
    def sentences(self) -> list[str]:
        return [entry.sentence for entry in self.heard]

    @property
    def now(self) -> Now:
        task = self.world.task(self.installation_id, self.order)
        with self.world.app.runtime.database.transaction() as tx:
            [found] = documents_now(tx, self.installation_id, task.id)
        return found

    @property
    def states(self) -> set[CoverageState]:
        asset = self.world.task(self.installation_id, self.order).asset_id
        assert asset is not None
        with self.world.app.runtime.database.transaction() as tx:
            found = coverage.load(tx, self.installation_id, TenantId(HARBOUR), [AssetId(asset)])
        return {stretch.state for stretch in found}


def test_a_voided_invoice_frees_its_days_and_its_order_waits_for_a_person(world: World) -> None:
    billed = Billed(world, **APPROVED)
    billed.person.void(billed.number)
    billed.told_and_heard()

    assert (billed.status, billed.codes) == (TaskStatus.ATTENTION, [Code.FALLEN_IN_XERO])
    assert billed.states == {CoverageState.RELEASED}
    assert billed.sentences == [f"Invoice {billed.number} was voided in Xero."]
    assert billed.heard[0].actor is Actor.WEBHOOK

    world.schedule_fires()
    assert len(world.books().invoices) == 1

    world.sync_only(billed.installation_id, billed.order)
    first, second = world.books().invoices
    assert (first["Status"], second["Total"]) == ("VOIDED", first["Total"])
    assert (billed.status, billed.states) == (TaskStatus.SYNCED, {CoverageState.RELEASED, CoverageState.BILLED})


def test_a_deleted_draft_does_the_same(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    billed.person.delete(billed.number)
    billed.told_and_heard()

    assert (billed.status, billed.codes) == (TaskStatus.ATTENTION, [Code.FALLEN_IN_XERO])
    assert billed.sentences == [f"Invoice {billed.number} was deleted in Xero."]


def test_a_lost_webhook_hides_nothing_for_more_than_an_hour(world: World) -> None:
    billed = Billed(world, **APPROVED)
    billed.person.void(billed.number)
    world.later(minutes=30)
    world.schedule_fires()
    assert billed.status is TaskStatus.SYNCED
    world.later(minutes=31)
    world.schedule_fires()

    assert (billed.status, billed.heard[0].actor) == (TaskStatus.ATTENTION, Actor.SCHEDULE)


def test_three_days_of_silence_are_caught_up_at_once(sqlite_world: World) -> None:
    billed = Billed(sqlite_world, **APPROVED)
    sqlite_world.later(days=1)
    billed.person.pay(billed.number)
    sqlite_world.later(days=3)
    sqlite_world.schedule_fires()

    assert billed.sentences == [f"Invoice {billed.number} is now paid in Xero."]


def test_what_is_told_twice_or_replayed_is_written_once(world: World) -> None:
    billed = Billed(world, **APPROVED)
    billed.person.void(billed.number)
    assert billed.told()
    assert billed.told()
    assert billed.hear() == 1
    assert billed.told()
    assert billed.hear() == 1

    assert len(billed.heard) == 1


def test_two_workers_at_once_look_once(world: World) -> None:
    billed = Billed(world, **APPROVED)
    billed.person.void(billed.number)
    billed.told()
    together, looked = Barrier(2), list[int]()

    def work() -> None:
        together.wait()
        looked.append(billed.hear())

    workers = [Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert (sorted(looked), len(billed.heard)) == ([0, 1], 1)


def test_two_ticks_at_once_ask_once(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    asked = len(sqlite_world.xero.calls)
    assert billed.hear() == 0
    assert len(sqlite_world.xero.calls) == asked


def test_payments_and_approvals_are_told_and_are_no_drift(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    total, currency = Decimal(billed.invoice["Total"]), billed.invoice["CurrencyCode"]
    billed.person.approve(billed.number)
    billed.told_and_heard()
    billed.person.pay(billed.number, Decimal(100))
    billed.told_and_heard()
    billed.person.pay(billed.number)
    billed.told_and_heard()

    assert billed.sentences == [
        f"Invoice {billed.number} is now approved and unpaid, {total} {currency} is due in Xero.",
        f"Invoice {billed.number} is now approved and part paid, {total - 100} {currency} is due in Xero.",
        f"Invoice {billed.number} is now paid in Xero.",
    ]
    assert (billed.status, billed.now.differences) == (TaskStatus.SYNCED, ())


def test_an_edited_invoice_is_shown_with_its_difference_and_accepted(world: World) -> None:
    billed = Billed(world)
    billed.person.edit(billed.number, Reference="Another reference")
    billed.told_and_heard()

    [found] = billed.now.differences
    assert (found.what, found.posted, found.now) == ("reference", billed.invoice["Reference"], "Another reference")
    assert billed.status is TaskStatus.SYNCED
    assert billed.sentences == [f"Invoice {billed.number} was edited in Xero ({found.sentence})."]

    task = world.task(billed.installation_id, billed.order)
    shown = billed.now.digest
    assert accept(world.app.runtime, billed.installation_id, task.id, shown, "UR-1")
    assert not accept(world.app.runtime, billed.installation_id, task.id, shown, "UR-1")
    billed.told_and_heard()
    assert billed.now.differences == ()
    assert billed.heard[-1].event == "document.accepted"


def test_what_was_edited_back_says_what_we_posted_again(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    billed.person.edit(billed.number, Reference="Another reference")
    billed.told_and_heard()
    billed.person.edit(billed.number, Reference=billed.invoice["Reference"])
    billed.told_and_heard()

    assert billed.sentences[-1] == f"Invoice {billed.number} says in Xero what we posted again."


def test_nothing_is_accepted_that_the_person_has_not_seen(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    billed.person.edit(billed.number, Reference="One")
    billed.told_and_heard()
    shown = billed.now.digest
    billed.person.edit(billed.number, Reference="Two")
    billed.told_and_heard()
    task = sqlite_world.task(billed.installation_id, billed.order)

    assert not accept(sqlite_world.app.runtime, billed.installation_id, task.id, shown, "UR-1")
    assert [one.now for one in billed.now.differences] == ["Two"]


def put_back(billed: Billed) -> str | NotPossible | None:
    runtime = billed.world.app.runtime
    found = access(runtime, billed.installation_id)
    assert isinstance(found, Access)
    task = billed.world.task(billed.installation_id, billed.order)
    organisation = found.organisation.facts()
    return restore(runtime, found, organisation, billed.installation_id, task.id, billed.now.digest, "UR-1")


def with_other_lines(billed: Billed) -> None:
    [line] = billed.invoice["LineItems"]
    changed = {**line, "Quantity": 1, "LineAmount": line["UnitAmount"]}
    billed.person.edit(billed.number, LineItems=[changed], Reference="Another", DueDate="2027-03-01")
    billed.told_and_heard()


@pytest.mark.parametrize("chosen", [{}, APPROVED])
def test_what_we_posted_is_put_back(world: World, chosen: dict[str, Any]) -> None:
    billed = Billed(world, **chosen)
    with_other_lines(billed)
    assert {one.what.split()[0] for one in billed.now.differences} == {"line", "reference", "due"}
    assert put_back(billed) == f"What we posted was put back in {billed.number}."

    [restored] = world.books().invoices
    for name in ("Total", "Reference", "DueDate", "Status"):
        assert restored[name] == billed.invoice[name]
    assert billed.now.differences == ()
    assert (billed.status, billed.states) == (TaskStatus.SYNCED, {CoverageState.BILLED})


def test_it_is_put_back_once_though_no_answer_came(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    with_other_lines(billed)
    sqlite_world.xero.faults.lose_answer("POST", INVOICES)
    assert put_back(billed) is not None
    sqlite_world.later(hours=2)
    sqlite_world.schedule_fires()
    sqlite_world.later(hours=2)
    sqlite_world.schedule_fires()

    [restored] = sqlite_world.books().invoices
    assert (restored["Total"], restored["Reference"]) == (billed.invoice["Total"], billed.invoice["Reference"])
    assert billed.now.differences == ()


def test_nothing_is_put_back_on_what_somebody_has_changed_again(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    with_other_lines(billed)
    billed.person.edit(billed.number, Reference="And another")
    assert put_back(billed) is None
    assert sqlite_world.books().invoices[0]["Reference"] == "And another"


def test_what_is_paid_is_not_put_back(sqlite_world: World) -> None:
    billed = Billed(sqlite_world, **APPROVED)
    with_other_lines(billed)
    billed.person.pay(billed.number)
    billed.told_and_heard()
    assert put_back(billed) == NotPossible(
        why=f"Invoice {billed.number} is paid: change it in Xero, or accept what it says."
    )


def test_a_merged_contact_is_followed_and_is_no_edit(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    old, new = here.contact("Old Name"), here.contact("New Name")
    customer = sqlite_world.who.sydney["id"]
    with sqlite_world.app.runtime.database.transaction() as tx:
        link = Link(key=contact_key(TierAccountId(customer)), xero_id=XeroId(old))
        links.relink(tx, here.installation_id, TenantId(HARBOUR), link, now=sqlite_world.clock())
    sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    [invoice] = sqlite_world.books().invoices
    sqlite_world.xero.person(HARBOUR).merge(old, new)
    sqlite_world.xero.person(HARBOUR).edit(invoice["InvoiceNumber"], Contact={"ContactID": new})
    sqlite_world.later(hours=2)
    sqlite_world.schedule_fires()

    assert here.linked == {customer: new}
    assert "was merged into" in here.sentence("contact.merged")
    with sqlite_world.app.runtime.database.transaction() as tx:
        events = [entry.event for entry in journal.page(tx, here.installation_id, limit=100)]
    assert "document.edited" not in events


def test_what_names_another_organisation_or_nothing_of_ours_is_forgotten(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    runtime = sqlite_world.app.runtime
    for sent in (
        body(event(billed.xero_id, "11111111-2222-4333-8444-555555555555")),
        body(event("11111111-2222-4333-8444-555555555555", HARBOUR)),
        body(event("DROP TABLE", HARBOUR), {"eventCategory": "INVOICE"}, "nothing"),
        body(event(billed.xero_id, HARBOUR, eventCategory="PAYROLL")),
        b"[1]",
        b'{"events": 7}',
        b"no json",
    ):
        assert heed_webhook(runtime, WEBHOOK_KEY, sent, signature(sent))
    with runtime.database.transaction() as tx:
        now = sqlite_world.clock()
        own = (billed.installation_id, TenantId(HARBOUR))
        assert looks.claim(tx, *own, now=now, until=now, limit=10) == ()


def test_a_contact_is_told_of_like_a_document(sqlite_world: World) -> None:
    billed = Billed(sqlite_world)
    contact = billed.invoice["Contact"]
    found = access(sqlite_world.app.runtime, billed.installation_id)
    assert isinstance(found, Access)
    [linked] = _contacts_of(sqlite_world, billed.installation_id)
    assert billed.told(linked, eventCategory=CONTACT)
    assert billed.hear() == 1
    assert contact


def _contacts_of(world: World, installation_id: InstallationId) -> list[str]:
    customer = world.who.sydney["id"]
    with world.app.runtime.database.transaction() as tx:
        key = contact_key(TierAccountId(customer))
        return [one.xero_id for one in links.find(tx, installation_id, TenantId(HARBOUR), [key]).values()]
