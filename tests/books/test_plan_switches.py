from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.policies import ReductionRule, RefundLines
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import ProductItemId, XeroId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.problems.problem import Code
from tests.books.builders import a_fee, a_held_contact, an_organisation
from tests.books.day_builders import SEATS, days, quantities
from tests.books.little_books import Found, LittleBooks, an_order_on, lowered, net_of, problems_in
from tests.books.test_changes import seats

BETTER = ProductItemId("PRD-276-377-545-0002")
QUANTITY_ONLY = ReductionRule.QUANTITY_ONLY
NEGATIVE: dict[str, Any] = {"refund_lines": RefundLines.NEGATIVE_LINE}


def books(price: str = "62", status: str = "AUTHORISED", **settings: Any) -> LittleBooks:
    """Ten seats of January at 31; a better one costs as told."""
    told = LittleBooks(status=status, prices={BETTER: price}, settings=settings)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10")))
    return told


def switch(less: str = "10", more: str = "10", on: str = "10 Jan", number: int = 2) -> Order:
    """So many seats to the better one."""
    left = str(10 - int(less))
    return an_order_on(OrderType.CHANGE, number, on, seats("10", left), seats("0", more, 2, id=BETTER, name="Better"))


def lines(found: Found) -> tuple[list[str], list[str]]:
    """Amounts on the invoice, and on the credit notes."""
    assert isinstance(found, Proposal), found
    charged = [str(line.line_amount) for line in found.invoice.lines] if found.invoice else []
    return charged, [str(line.line_amount) for note in found.credit_notes for line in note.lines]


def test_the_charges_stand_on_the_invoice_and_the_credits_on_a_note() -> None:
    told = books()
    found = told.made(switch())
    assert lines(found) == (["440.00"], ["220.00"])
    assert [line.mark[-2:] for line in found.lines] == ["/2", "/3"]
    assert net_of(found) == Decimal("220.00")
    assert told.total == Decimal("530.00")


def test_where_it_is_chosen_the_credit_is_a_line_below_zero_of_the_invoice() -> None:
    found = books(**NEGATIVE).made(switch())
    assert lines(found) == (["440.00", "-220.00"], [])
    credit = found.lines[1]
    assert (credit.quantity, credit.unit_amount) == (Decimal(1), Decimal("-220.00"))
    (covers,) = credit.covers
    assert covers.credits is not None
    assert (covers.line.document, covers.credits.document) == (
        f"invoice:{found.order.key}",
        "invoice:PR-1895-0864-1238-001",
    )


def test_a_sum_of_zero_may_stand_on_one_invoice_and_one_below_it_may_not() -> None:
    assert lines(books("31", **NEGATIVE).made(switch())) == (["220.00", "-220.00"], [])
    assert lines(books("31", **NEGATIVE).made(switch(more="9"))) == (["198.00"], ["220.00"])


@pytest.mark.parametrize(
    "facts",
    [
        {"held_contact": a_held_contact(id=XeroId("another"))},
        {"held_contact": None},
        {"organisation": an_organisation(base_currency="NZD")},
    ],
)
def test_another_contact_or_a_foreign_currency_keeps_the_credit_on_a_note(facts: dict[str, Any]) -> None:
    told = books(**NEGATIVE)
    told.facts |= facts
    assert lines(told.made(switch())) == (["440.00"], ["220.00"])


def test_so_does_an_invoice_that_says_something_else_of_tax() -> None:
    told = books(**NEGATIVE)
    told.invoices = {key: replace(held, line_amount_types="Inclusive") for key, held in told.invoices.items()}
    # Days are covered at prices without tax, and the lines of this one have it: 10 % on top of 220.00.
    assert lines(told.made(switch())) == (["440.00"], ["242.00"])


def test_a_line_below_zero_counts_as_credited() -> None:
    told = books(**NEGATIVE)
    told.made(switch("5"))
    later = an_order_on(OrderType.CHANGE, 3, "10 Jan", seats("5", "0"))
    assert lines(told.made(later)) == ([], ["110.00"])
    assert told.coverage.covered(SEATS) == quantities(("1 Jan", 10), ("10 Jan", 0))


def test_a_voided_invoice_with_a_line_below_zero_credits_nothing_any_more() -> None:
    told = books(**NEGATIVE)
    first = switch("5")
    told.made(first)
    told.set_status(first, "VOIDED")
    later = an_order_on(OrderType.CHANGE, 3, "10 Jan", seats("5", "3"))
    found = told.made(later)
    assert lines(found) == ([], ["44.00"])
    assert found.released == {f"invoice:{first.key}"}


def test_a_draft_is_reduced_whatever_stands_beside_it() -> None:
    found = books(status="DRAFT", **NEGATIVE).made(switch())
    assert lines(found) == (["440.00"], [])
    assert lowered(found) == [Decimal("220.00")]
    assert found.keys == (
        "invoice:PR-1895-0864-1238-002",
        "change:PR-1895-0864-1238-002:invoice:PR-1895-0864-1238-001",
    )


def test_where_only_the_quantity_changes_the_decrease_pays_for_the_increase_and_for_no_more() -> None:
    assert lines(books(reductions=QUANTITY_ONLY).made(switch())) == (["440.00"], ["220.00"])
    told = books("15.5", reductions=QUANTITY_ONLY)
    found = told.made(switch())
    assert lines(found) == (["110.00"], ["110.00"])
    assert found.remarks == ("Seat: given back up to what the same order charges",)
    assert told.coverage.covered(SEATS).within(days("10 Jan", "1 Feb")) == quantities(("10 Jan", 5), ("1 Feb", 0))


def test_what_was_left_over_is_not_given_back_later_either() -> None:
    told = books("15.5", reductions=QUANTITY_ONLY)
    told.made(switch())
    told.settings["reductions"] = ReductionRule.REFUND
    again = told.take(an_order_on(OrderType.CHANGE, 3, "10 Jan", seats("0", "5")))
    assert isinstance(again, NothingToInvoice)


def test_without_an_increase_nothing_is_given_back() -> None:
    found = books("0", reductions=QUANTITY_ONLY).take(switch())
    assert isinstance(found, NothingToInvoice)
    assert found.reason == (
        "Nothing to invoice: Better: price 0; Seat: nothing to credit: billed up to 2026-01-31; "
        "the quantity changes from 2026-02-01."
    )


def test_a_plan_that_costs_nothing_is_covered_with_the_credit_note() -> None:
    found = books("0").made(switch())
    assert lines(found) == ([], ["220.00"])
    assert {one.line.document for one in found.covers} == {"credit:PR-1895-0864-1238-002"}


def test_where_a_person_is_asked_nothing_of_the_order_is_made() -> None:
    (found,) = problems_in(books(reductions=ReductionRule.ASK).take(switch()))
    assert found.code is Code.REDUCTION_ASKS


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(2, 31)), min_size=1, max_size=3), st.integers(1, 99999))
def test_the_credits_of_a_switch_never_exceed_its_charges_in_quantity_only_mode(
    reductions: list[tuple[int, int]], cents: int
) -> None:
    """Several lines of seats, each rounded by itself, pay for one better seat."""
    told = LittleBooks(settings={"reductions": QUANTITY_ONLY}, status="AUTHORISED")
    items = [ProductItemId(f"PRD-{number}") for number, _ in enumerate(reductions)]
    told.prices = {item: f"0.{price:02}" for item, (_, price) in zip(items, reductions, strict=True)}
    told.prices[BETTER] = str(Decimal(cents) / 10000)
    told.take(an_order_on(OrderType.SALES, 1, "1 Jan", *(a_fee(n, "9", id=item) for n, item in enumerate(items, 1))))
    less = [seats("9", str(9 - reductions[n][0]), n + 1, id=item) for n, item in enumerate(items)]
    found = told.take(an_order_on(OrderType.CHANGE, 2, "10 Jan", *less, seats("0", "9", 9, id=BETTER)))
    if isinstance(found, Proposal):
        charged = found.invoice.subtotal if found.invoice else Decimal(0)
        assert sum((note.subtotal for note in found.credit_notes), Decimal(0)) <= charged
