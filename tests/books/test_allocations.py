from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.allocations import allocation_date, set_off, set_off_note
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency
from tests.books.refund_builders import a_credit_note, a_held_invoice

CENTS = st.integers(0, 10**6).map(lambda cents: Decimal(cents).scaleb(-2))


def due(name: str, amount: str, **changes: object) -> HeldInvoice:
    return a_held_invoice(id=XeroId(name), number=name, amount_due=Decimal(amount), **changes)


def spread(credit: str, *invoices: HeldInvoice) -> tuple[dict[str, str], str]:
    found = set_off(Decimal(credit), invoices)
    return {part.name: str(part.amount) for part in found.parts}, str(found.left)


def test_a_credit_goes_to_the_newest_invoice_first_and_the_rest_stays_open() -> None:
    old = due("OLD", "5", date=date(2026, 9, 1))
    new = due("NEW", "5", date=date(2026, 11, 1))
    unknown = due("UNDATED", "5", date=None)
    assert spread("8", old, new) == ({"NEW": "5", "OLD": "3"}, "0")
    assert spread("12", unknown, old, new) == ({"NEW": "5", "OLD": "5", "UNDATED": "2"}, "0")
    assert spread("12", old, new) == ({"NEW": "5", "OLD": "5"}, "2")
    assert spread("4", due("INV-1", "9"), due("INV-2", "9")) == ({"INV-2": "4"}, "0")


def test_of_invoices_of_one_day_the_highest_number_comes_first_and_one_without_a_number_last() -> None:
    first, second = due("INV-1", "9"), due("INV-2", "9")
    first, second = replace(first, id=XeroId("z")), replace(second, id=XeroId("a"))
    assert spread("10", first, second) == ({"INV-2": "9", "INV-1": "1"}, "0")
    unnumbered = replace(first, number=None)
    assert spread("10", unnumbered, second) == ({"INV-2": "9", "z": "1"}, "0")


def test_only_what_is_due_on_approved_invoices_is_set_off() -> None:
    closed = [due(status, "5", status=status) for status in ("DRAFT", "SUBMITTED", "PAID", "VOIDED")]
    assert spread("3", *closed, a_held_invoice(amount_due=None)) == ({}, "3")


@given(credit=CENTS, dues=st.lists(st.tuples(CENTS, st.dates()), max_size=6))
def test_no_cent_is_lost_and_no_invoice_gets_more_than_is_due(
    credit: Decimal, dues: list[tuple[Decimal, date]]
) -> None:
    invoices = [due(f"INV-{at}", str(amount), date=day) for at, (amount, day) in enumerate(dues)]
    found = set_off(credit, invoices)
    by_id = {one.id: one for one in invoices}
    assert sum((part.amount for part in found.parts), found.left) == credit
    assert found.left == max(Decimal(0), credit - sum((amount for amount, _ in dues), Decimal(0)))
    assert all(0 < part.amount <= (by_id[part.invoice_id].amount_due or 0) for part in found.parts)
    days = [by_id[part.invoice_id].date for part in found.parts]
    assert days == sorted(days, key=str, reverse=True)
    assert all(part.amount == by_id[part.invoice_id].amount_due for part in found.parts[:-1])


def test_a_note_waits_for_its_approval_and_then_gives_what_remains() -> None:
    invoice = due("INV-1", "50")
    assert set_off_note(a_credit_note(status="DRAFT"), [invoice]) is None
    assert set_off_note(a_credit_note(status="VOIDED"), [invoice]) is None
    found = set_off_note(a_credit_note(remaining_credit=Decimal(4)), [invoice])
    assert found is not None
    assert [part.amount for part in found.parts] == [Decimal(4)]
    used = set_off_note(a_credit_note(status="PAID", remaining_credit=Decimal(0)), [invoice])
    assert used is not None
    assert used.parts == ()
    assert used.left == 0


def test_invoices_of_another_contact_or_currency_are_passed_over() -> None:
    others = [due("A", "9", contact_id=XeroId("other")), due("B", "9", currency=Currency("USD"))]
    found = set_off_note(a_credit_note(), others)
    assert found is not None
    assert found.parts == ()
    assert found.left == Decimal(11)


def test_an_allocation_bears_the_later_date() -> None:
    early, late = date(2026, 11, 1), date(2026, 11, 21)
    assert allocation_date(early, late) == allocation_date(late, early) == late
