from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.policies import ProrationDisplay
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import BillingPeriod, Order
from connect_ext.books.periods.terms import Terms
from connect_ext.books.subscription.asset import AssetFacts
from tests.books.builders import REQUEST, a_fee, a_price, an_order, facts, some_settings
from tests.books.builders import invoice_of as made

SEPARATE = some_settings(proration_display=ProrationDisplay.SEPARATE)
TERMS = Terms(length=BillingPeriod(months=1), next_date=date(2026, 12, 1), anniversary_day=1)


def from_day(day: int, *fees: object) -> Order:
    order = an_order(*(fees or (a_fee(1, "10"), a_fee(2, "3", period=None))))  # type: ignore[arg-type]
    return replace(order, effective_at=datetime(2026, 11, day, tzinfo=UTC))


def about(price: str = "12.50", separately: bool = True) -> Facts:
    chosen = SEPARATE if separately else some_settings()
    return facts(a_price(price), settings=chosen, asset=AssetFacts(terms=TERMS))


def test_part_of_a_period_is_a_line_at_full_price_and_one_that_adjusts_it() -> None:
    full, once, adjustment = sorted(made(from_day(21), about()).lines, key=lambda line: line.quantity, reverse=True)
    assert (full.mark, full.quantity, full.line_amount) == (f"{REQUEST}/1", Decimal(10), Decimal("125.00"))
    assert (once.mark, once.line_amount) == (f"{REQUEST}/2", Decimal("37.50"))
    assert (adjustment.mark, adjustment.line_amount) == (f"{REQUEST}/3", Decimal("-83.33"))


def test_only_the_line_at_full_price_covers_days_and_both_are_explained() -> None:
    full, adjustment = made(from_day(21, a_fee(1, "10")), about()).lines
    assert [len(line.covers) for line in (full, adjustment)] == [1, 0]
    assert f"at full price here and adjusted on {REQUEST}/2" in full.explanation
    assert f"as an adjustment of the full price on {REQUEST}/1" in adjustment.explanation


def test_a_full_period_is_one_line() -> None:
    assert len(made(from_day(1, a_fee(1, "10")), about()).lines) == 1


@given(st.integers(1, 30), st.decimals("0.5", "2000", places=4), st.integers(1, 500))
def test_both_displays_come_to_the_same_total_and_never_below_zero(day: int, price: Decimal, seats: int) -> None:
    order = from_day(day, a_fee(1, str(seats)))
    folded, separate = made(order, about(str(price), separately=False)), made(order, about(str(price)))
    assert separate.subtotal == folded.subtotal >= 0
