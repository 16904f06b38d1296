"""A credit note that is to be set off, as it stands in Xero now."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.documents.follow_up import Ends, SetsOff, Waits, follow_up
from connect_ext.books.documents.held import HeldAllocation, HeldCreditNote, HeldInvoice
from connect_ext.books.ids import XeroId
from tests.books.refund_builders import a_credit_note, a_held_invoice

TODAY = date(2026, 11, 21)
NOTE = a_credit_note(date=date(2026, 11, 10))
"""CN-0001 with 11.00 AUD left."""


def due(name: str, amount: str, **changes: Any) -> HeldInvoice:
    return a_held_invoice(id=XeroId(name), number=name, amount_due=Decimal(amount), **changes)


Found = Waits | Ends | SetsOff


def now(note: HeldCreditNote | None, *invoices: HeldInvoice, locked_until: date | None = None) -> Found:
    return follow_up(note, invoices, name="CN-0001", today=TODAY, locked_until=locked_until)


def set_off(found: Found) -> list[tuple[str, str, date]]:
    assert isinstance(found, SetsOff)
    return [(part.name, str(part.amount), on) for part, on in found.parts]


def test_it_is_set_off_with_the_later_date_of_each_pair() -> None:
    early, late = due("INV-1", "4", date=date(2026, 11, 1)), due("INV-2", "4", date=date(2026, 11, 20))
    assert set_off(now(NOTE, early, late)) == [
        ("INV-2", "4", date(2026, 11, 20)),
        ("INV-1", "4", date(2026, 11, 10)),
    ]


def test_what_has_no_date_counts_as_of_today() -> None:
    assert set_off(now(NOTE, due("INV-1", "4", date=None))) == [("INV-1", "4", TODAY)]
    assert set_off(now(a_credit_note(), due("INV-1", "4"))) == [("INV-1", "4", TODAY)]


def test_a_note_that_is_gone_has_nothing_to_set_off() -> None:
    assert now(None) == Ends(sentence="Credit note CN-0001 is not in Xero any more: there is nothing to set off.")
    voided = a_credit_note(status="VOIDED")
    assert now(voided) == Ends(sentence="Credit note CN-0001 is voided: there is nothing to set off.")


def test_a_note_that_nobody_has_approved_waits_and_says_for_what() -> None:
    draft = a_credit_note(status="DRAFT")
    assert now(draft, due("INV-1", "4"), due("INV-2", "4")) == Waits(
        sentence="Credit note CN-0001 waits for approval; then it is set off against INV-1, INV-2."
    )
    assert now(draft) == Waits(sentence="Credit note CN-0001 waits for approval; then it is set off against nothing.")


def test_a_locked_period_is_waited_for() -> None:
    invoice = due("INV-1", "4", date=date(2026, 11, 1))
    assert now(NOTE, invoice, locked_until=date(2026, 11, 10)) == Waits(
        sentence="Credit note CN-0001 cannot be set off against INV-1: periods are locked until 2026-11-10."
    )
    assert isinstance(now(NOTE, invoice, locked_until=date(2026, 11, 9)), SetsOff)


@pytest.mark.parametrize("status", ["DRAFT", "SUBMITTED"])
def test_invoices_that_nobody_has_approved_are_waited_for(status: str) -> None:
    paid = due("INV-2", "0", status="PAID")
    assert now(NOTE, due("INV-1", "4", status=status), paid) == Waits(
        sentence="Credit note CN-0001 is set off against INV-1 once approved in Xero."
    )


def test_what_a_person_has_set_off_is_told_and_not_done_again() -> None:
    used = a_credit_note(
        status="PAID",
        remaining_credit=Decimal(0),
        allocations=(
            HeldAllocation(id=None, invoice_id=XeroId("INV-1"), amount=Decimal(4)),
            HeldAllocation(id=None, invoice_id=XeroId("elsewhere"), amount=Decimal(7)),
        ),
    )
    assert now(used, due("INV-1", "4", status="DRAFT")) == Ends(
        sentence="Credit note CN-0001 is set off against INV-1 (4.00 AUD), another invoice (7.00 AUD)."
    )


def test_a_note_that_was_paid_out_is_settled_without_us() -> None:
    for note in (a_credit_note(status="PAID"), a_credit_note(remaining_credit=Decimal(0))):
        assert now(note, due("INV-1", "0")) == Ends(sentence="Credit note CN-0001 is settled without us.")


def test_what_stays_open_is_told_with_what_was_set_off() -> None:
    assert now(NOTE, due("INV-1", "0", status="PAID")) == Ends(
        sentence="Credit note CN-0001: 11.00 AUD stay open credit, since nothing more is due."
    )
    used = a_credit_note(allocations=(HeldAllocation(id=None, invoice_id=XeroId("INV-1"), amount=Decimal(4)),))
    assert now(used, due("INV-1", "0", status="PAID")) == Ends(
        sentence=(
            "Credit note CN-0001 is set off against INV-1 (4.00 AUD); "
            "11.00 AUD stay open credit, since nothing more is due."
        )
    )
