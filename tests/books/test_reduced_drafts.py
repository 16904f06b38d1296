"""What is left of a draft's line, and of the line after it that shows its proration."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connect_ext.books.crediting.refunds import ChangeDraft, DeleteDraft, refunds
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from tests.books.refund_builders import a_billed, a_held_invoice, a_held_line, a_take

FULL = a_held_line(1, description="Ten mailboxes PR-1/1")
ADJUSTMENT = a_held_line(
    2,
    description="Less the days before PR-1/2",
    quantity=Decimal(1),
    unit_amount=Decimal(-10),
    line_amount=Decimal(-10),
    tax_amount=Decimal(-1),
)
NEXT = a_held_line(3, description="A router PR-1/3")


def a_draft(*lines: HeldLine) -> HeldInvoice:
    return a_held_invoice(*lines, status="DRAFT")


def kept(held: HeldInvoice, give_back: str, quantity: Decimal | None = None) -> list[tuple[str, Decimal, Decimal]]:
    """Each line that stays: the end of its text, quantity and amount."""
    (found,) = refunds([a_billed(held, a_take(give_back, quantity=quantity))], "PR-9")
    if isinstance(found, DeleteDraft):
        return []
    assert isinstance(found, ChangeDraft)
    assert {one.line for one in found.lines} | set(found.removed) == set(held.lines)
    rows = []
    for one in found.lines:
        quantity_left = one.figures.quantity if one.figures else one.line.quantity
        amount = one.figures.amount if one.figures else one.line.line_amount
        rows.append((one.line.description[-6:], quantity_left or Decimal(0), amount))
    return rows


def test_what_is_given_back_whole_goes_together_with_what_was_taken_off_it() -> None:
    assert kept(a_draft(FULL, ADJUSTMENT, NEXT), "20") == [("PR-1/3", Decimal(10), Decimal(30))]
    assert kept(a_draft(FULL, ADJUSTMENT), "20") == []


def test_less_than_that_leaves_both() -> None:
    assert kept(a_draft(FULL, ADJUSTMENT), "18") == [
        ("PR-1/1", Decimal(4), Decimal(12)),
        ("PR-1/2", Decimal(1), Decimal(-10)),
    ]


def test_what_is_taken_off_another_order_stays() -> None:
    of_another = a_held_line(2, description="Less PR-2/2", line_amount=Decimal(-10))
    assert [row[0] for row in kept(a_draft(FULL, of_another), "20")] == ["PR-1/1", "PR-2/2"]


def test_orders_are_told_apart_by_the_whole_of_their_number() -> None:
    one = a_held_line(1, description="Ten mailboxes BS-1/2026-01-01/1")
    other = a_held_line(2, description="Less BS-1/2026-02-01/1", line_amount=Decimal(-10))
    (found,) = refunds([a_billed(a_draft(one, other), a_take("20", mark="BS-1/2026-01-01/1"))], "PR-9")
    assert isinstance(found, ChangeDraft)
    assert found.removed == ()


@pytest.mark.parametrize("amount", ["0", "10"])
def test_a_line_after_it_that_takes_nothing_off_stays(amount: str) -> None:
    after = a_held_line(2, description="A line PR-1/2", line_amount=Decimal(amount))
    assert [row[0] for row in kept(a_draft(FULL, after), "20")] == ["PR-1/1", "PR-1/2"]


def test_a_line_after_it_that_takes_something_else_off_stays() -> None:
    after = a_held_line(2, description="Less PR-1/2", line_amount=Decimal(-9))
    assert [row[0] for row in kept(a_draft(FULL, after), "20")] == ["PR-1/1", "PR-1/2"]


def test_lines_without_a_mark_belong_to_no_order() -> None:
    remark, less = a_held_line(1, description="For you"), a_held_line(2, description="Less", line_amount=Decimal(-10))
    assert [row[0] for row in kept(a_draft(remark, less, a_held_line(1)), "3")] == ["or you", "Less", "PR-1/1"]


def test_seats_that_are_given_back_leave_the_other_seats() -> None:
    assert kept(a_draft(FULL), "6", Decimal(2)) == [("PR-1/1", Decimal(8), Decimal(24))]


def test_days_that_are_given_back_leave_an_amount_and_no_seats() -> None:
    """A fifth of the days of ten seats costs what two seats do, and eight are not what is left."""
    assert kept(a_draft(FULL), "6", Decimal(0)) == [("PR-1/1", Decimal(1), Decimal(24))]


def test_seats_that_are_given_back_of_another_number_than_the_amount_says_leave_an_amount() -> None:
    assert kept(a_draft(FULL), "6", Decimal(3)) == [("PR-1/1", Decimal(1), Decimal(24))]


def test_a_line_without_a_quantity_is_left_with_its_amount() -> None:
    assert kept(a_draft(a_held_line(quantity=None)), "6", Decimal(2)) == [("PR-1/1", Decimal(1), Decimal(24))]
