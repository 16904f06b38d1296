"""Whether a document still says what we posted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.drift import Difference, Drift, Fate, drift_of
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, HeldLine
from connect_ext.books.documents.payment import Payment, payment_of
from connect_ext.books.documents.restore import restore_of
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency
from tests.books.builders import an_organisation

LINE = HeldLine(
    id=XeroId("line-1"),
    description="Mailbox, per month PR-1/1",
    quantity=Decimal(10),
    unit_amount=Decimal("4.50"),
    line_amount=Decimal("45.00"),
    account_code="200",
    tax_type="OUTPUT",
    tax_amount=Decimal("4.50"),
)
POSTED = HeldInvoice(
    id=XeroId("invoice-1"),
    number="INV-1",
    status="DRAFT",
    contact_id=XeroId("contact-1"),
    currency=Currency("AUD"),
    reference="PO-77 PR-1",
    subtotal=Decimal("45.00"),
    total=Decimal("49.50"),
    lines=(LINE,),
    date=date(2026, 11, 21),
    due_date=date(2026, 12, 20),
    url=None,
)


def difference(**changes: Any) -> tuple[Difference, ...]:
    found = drift_of(POSTED, replace(POSTED, **changes))
    assert found is not None
    assert found.fate is Fate.EDITED
    return found.differences


def paid(**changes: Any) -> Payment:
    return payment_of(replace(POSTED, status="AUTHORISED", **changes))


def test_a_document_that_goes_its_way_has_not_drifted() -> None:
    for status in ("DRAFT", "SUBMITTED", "AUTHORISED", "PAID"):
        assert drift_of(POSTED, replace(POSTED, status=status, amount_due=Decimal(0), sent_to_contact=True)) is None


@pytest.mark.parametrize("status", ["VOIDED", "DELETED"])
def test_its_end_is_noticed_whether_we_posted_it_or_not(status: str) -> None:
    ended = replace(POSTED, status=status)
    for posted in (POSTED, None):
        found = drift_of(posted, ended)
        assert found == Drift(fate=Fate(status.lower()))
        assert found.sentence == f"was {status.lower()} in Xero"


def test_what_we_ended_ourselves_has_not_drifted() -> None:
    ended = replace(POSTED, status="DELETED")
    assert drift_of(ended, ended) is None


def test_nothing_is_known_of_what_somebody_else_posted() -> None:
    assert drift_of(None, POSTED) is None


def test_what_was_edited_says_both_sides() -> None:
    assert difference(reference="Another", due_date=None) == (
        Difference(what="due date", posted="2026-12-20", now=""),
        Difference(what="reference", posted="PO-77 PR-1", now="Another"),
    )
    found = drift_of(POSTED, replace(POSTED, due_date=None))
    assert found is not None
    assert found.sentence == "was edited in Xero (due date: 2026-12-20 became nothing)"


def test_lines_are_told_apart_by_their_ids() -> None:
    other = HeldLine(
        id=XeroId("line-2"),
        description="A courtesy",
        line_amount=Decimal(-5),
        tracking=(Tracking(category="Region", option="North"),),
    )
    [changed, added] = difference(lines=(replace(LINE, quantity=Decimal(9), line_amount=Decimal("40.5")), other))
    assert changed == Difference(
        what="line PR-1/1",
        posted="Mailbox, per month PR-1/1 · 10 · 4.5 · 45 · 200 · OUTPUT · tax 4.5",
        now="Mailbox, per month PR-1/1 · 9 · 4.5 · 40.5 · 200 · OUTPUT · tax 4.5",
    )
    assert added == Difference(what="line “A courtesy”", posted="", now="A courtesy · -5 · Region=North")
    [removed] = difference(lines=())
    assert (removed.what, removed.now) == ("line PR-1/1", "")


def test_a_credit_note_has_no_due_date() -> None:
    note = HeldCreditNote(
        id=XeroId("note-1"),
        number="CN-1",
        status="DRAFT",
        contact_id=XeroId("contact-1"),
        currency=Currency("AUD"),
        reference="",
        subtotal=Decimal(5),
        total=Decimal(5),
        lines=(),
        remaining_credit=Decimal(5),
        allocations=(),
    )
    assert drift_of(note, replace(note, remaining_credit=Decimal(0), status="PAID")) is None
    assert drift_of(note, replace(note, number="CN-2")) is not None


def test_whether_it_is_paid() -> None:
    assert payment_of(POSTED) is Payment.NOT_DUE
    assert payment_of(replace(POSTED, status="PAID")) is Payment.PAID
    assert (paid(amount_due=Decimal("49.50")), paid()) == (Payment.UNPAID, Payment.UNPAID)
    assert paid(amount_due=Decimal("0.50")) is Payment.PART_PAID
    assert Payment.PART_PAID.words == "part paid"


def restored(locked_until: date | None = None, **changes: Any) -> InvoiceUpdate | str:
    now = replace(POSTED, **changes)
    found = drift_of(POSTED, now)
    assert found is not None
    return restore_of(POSTED, now, found.differences, an_organisation(locked_until=locked_until))


def test_what_we_posted_is_put_back_and_nothing_else_is_named() -> None:
    assert restored(reference="x") == InvoiceUpdate(
        invoice_id=POSTED.id, status=NewStatus.DRAFT, reference="PO-77 PR-1"
    )
    assert restored(date=None, due_date=None, status="AUTHORISED", amount_due=POSTED.total) == InvoiceUpdate(
        invoice_id=POSTED.id, date=POSTED.date, due_date=POSTED.due_date
    )


def test_a_line_that_was_removed_is_a_new_one() -> None:
    kept = restored(lines=(replace(LINE, quantity=Decimal(9)),))
    assert kept == InvoiceUpdate(invoice_id=POSTED.id, status=NewStatus.DRAFT, lines=(KeptLine(line=LINE),))
    removed = restored(lines=())
    assert isinstance(removed, InvoiceUpdate)
    assert removed.lines == (KeptLine(line=replace(LINE, id=None)),)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": "PAID"}, "Invoice INV-1 is paid: change it in Xero, or accept what it says."),
        (
            {"status": "AUTHORISED", "amount_due": Decimal(1)},
            "Invoice INV-1 is paid or credited in part: Xero changes it no more. Accept what it says.",
        ),
        (
            {"currency": Currency("EUR")},
            "The currency of invoice INV-1 cannot be put back from here: change it in Xero.",
        ),
    ],
)
def test_what_xero_would_not_take_is_not_put_back(changes: dict[str, Any], why: str) -> None:
    assert restored(**{"reference": "x", **changes}) == why


def test_nothing_is_put_back_in_a_locked_period() -> None:
    assert "is locked until 2026-12-01" in str(restored(reference="x", locked_until=date(2026, 12, 1)))


def test_a_text_that_was_removed_cannot_be_told_apart() -> None:
    posted = replace(POSTED, lines=(replace(LINE, description="Only a text"),))
    now = replace(POSTED, lines=())
    found = drift_of(posted, now)
    assert found is not None
    assert "cannot be told apart" in str(restore_of(posted, now, found.differences, an_organisation()))
