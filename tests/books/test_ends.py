"""Orders that a person ends by hand, and what of their asset is covered then."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.by_hand.ends import End, Wish, covered_by_hand, elsewhere_key, fits, sentence_of
from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.ids import OrderKey, XeroId
from connect_ext.books.money import Amount
from tests.books.builders import USD
from tests.books.day_builders import STORAGE, a_line, a_note, a_rate, a_stretch, day, days
from tests.books.refund_builders import AUD, CONTACT, a_held_invoice, a_held_line

ORDER = OrderKey("PR-1")
OUTSIDE = elsewhere_key(ORDER)
TOLD = Wish(end=End.ALREADY_IN_XERO, invoice="INV-0001")


def by_hand(
    *covers: Stretch, end: End = End.BILLED_ELSEWHERE, period: Days | None = None, known_price: bool = True
) -> tuple[Stretch, ...]:
    return covered_by_hand(covers or (a_stretch(),), OUTSIDE, end, known_price=known_price, period=period)


def spans(found: tuple[Stretch, ...]) -> list[tuple[Days, int]]:
    return [(one.days, int(one.quantity)) for one in found]


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (End.ALREADY_IN_XERO, CoverageState.BILLED_ELSEWHERE),
        (End.BILLED_ELSEWHERE, CoverageState.BILLED_ELSEWHERE),
        (End.NEVER_SEND, CoverageState.WAIVED),
    ],
)
def test_the_days_of_the_order_are_covered_on_a_document_that_we_do_not_make(end: End, state: CoverageState) -> None:
    (found,) = by_hand(end=end)
    line = LineKey(document=OUTSIDE, mark=a_line().mark)
    assert found == replace(a_stretch(), line=line, state=state)
    assert OUTSIDE == "elsewhere:PR-1"


def test_without_a_known_price_nobody_can_credit_the_days_by_it() -> None:
    assert [one.rate for one in by_hand(known_price=False)] == [None]
    assert [one.rate for one in by_hand()] == [a_rate()]


def test_another_period_takes_the_place_of_the_orders_own_days() -> None:
    assert spans(by_hand(period=days("10 Jan", "1 Apr"))) == [(days("10 Jan", "1 Apr"), 5)]


def test_the_first_quantity_counts_from_the_start_and_the_last_up_to_the_end() -> None:
    first, last = a_stretch("1 Jan", "10 Jan", "5"), a_stretch("10 Jan", "1 Feb", "8", line=a_line(2))
    assert spans(by_hand(last, first, period=days("2025-12-01", "1 Mar"))) == [
        (days("2025-12-01", "10 Jan"), 5),
        (days("10 Jan", "1 Mar"), 8),
    ]
    assert spans(by_hand(last, first, period=days("15 Jan", "1 Mar"))) == [(days("15 Jan", "1 Mar"), 8)]
    middle = a_stretch("10 Jan", "20 Jan", "6", line=a_line(3))
    ends = (first, middle, a_stretch("20 Jan", "1 Feb", "8", line=a_line(2)))
    assert spans(by_hand(*ends, period=days("5 Jan", "15 Jan"))) == [
        (days("5 Jan", "10 Jan"), 5),
        (days("10 Jan", "15 Jan"), 6),
    ]


def test_each_item_has_its_own_first_and_last_quantity() -> None:
    other = a_stretch("5 Jan", "1 Feb", "1", item=STORAGE, line=a_line(2))
    found = by_hand(a_stretch(), other, period=days("1 Jan", "1 Mar"))
    assert spans(found) == [(days("1 Jan", "1 Mar"), 5), (days("1 Jan", "1 Mar"), 1)]


def test_what_the_order_takes_back_stays_on_its_own_days() -> None:
    back = a_stretch().credited_by(a_note(), day("10 Jan"))
    (found,) = by_hand(back, period=days("1 Mar", "1 Apr"))
    assert (found.days, found.credits) == (days("1 Jan", "1 Feb"), a_line())


def why_not(wish: Wish = TOLD, **held: Any) -> str | None:
    """With a line of the order, unless told otherwise."""
    found = fits(a_held_invoice(**held), wish, CONTACT, AUD, ORDER)
    return None if found is None else f"{found.code}: {found.why}"


def test_an_invoice_with_the_orders_mark_or_none_may_be_the_orders() -> None:
    assert why_not() is None
    by_hand_only = fits(a_held_invoice(a_held_line(description="By hand")), TOLD, CONTACT, None, OrderKey("PR-9"))
    assert by_hand_only is None


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"status": "VOIDED"}, "not_alive: Invoice INV-0001 is voided."),
        ({"currency": USD}, "other_currency: Invoice INV-0001 is in USD, and the order in AUD."),
        (
            {"lines": (a_held_line(description="Seat PR-8/1"), a_held_line(description="Seat PR-7/1"))},
            "of_another_order: Invoice INV-0001 was made for PR-7, PR-8.",
        ),
        (
            {"contact_id": XeroId("another")},
            (
                "other_contact: Invoice INV-0001 does not go to the customer's contact. Say that it is the right one "
                "all the same, or name another one."
            ),
        ),
    ],
)
def test_an_invoice_that_cannot_be_the_orders_says_why(held: dict[str, Any], why: str) -> None:
    assert why_not(**held) == why


def test_an_invoice_of_several_orders_may_be_each_of_theirs() -> None:
    assert why_not(lines=(a_held_line(1), a_held_line(description="Seat PR-8/1"))) is None


def test_another_contact_is_taken_when_a_person_says_so() -> None:
    assert why_not(replace(TOLD, other_contact=True), contact_id=XeroId("another")) is None


def test_an_invoice_that_is_not_there_is_named() -> None:
    found = fits(None, TOLD, CONTACT, AUD, ORDER)
    assert found is not None
    assert (found.code, found.why) == ("no_such_invoice", "Xero has no sales invoice INV-0001.")


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (TOLD, "Invoice INV-0001 of Harbour was named as this order's by a person; nothing was sent."),
        (Wish(end=End.BILLED_ELSEWHERE), "Billed elsewhere, as a person said."),
        (
            Wish(
                end=End.BILLED_ELSEWHERE,
                reason="By the former agent.",
                amount=Amount(value=Decimal("12.50"), currency=AUD),
                period=days("1 Jan", "1 Feb"),
            ),
            "Billed elsewhere, as a person said, 12.5 AUD, 2026-01-01 to 2026-01-31. By the former agent.",
        ),
        (Wish(end=End.NEVER_SEND, reason="A gift."), "Never to be sent, as a person said. A gift."),
    ],
)
def test_the_task_says_what_the_person_said(wish: Wish, told: str) -> None:
    assert sentence_of(wish, "Harbour", None) == told


def test_an_invoice_named_by_its_id_is_told_by_its_number() -> None:
    found = sentence_of(replace(TOLD, invoice="invoice-1"), "Harbour", a_held_invoice())
    assert found.startswith("Invoice INV-0001 of Harbour")
