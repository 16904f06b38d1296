"""What the tests of days, quantities and coverage build, each from as few words as say what matters."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.ids import AssetId, DocumentKey, ProductItemId, RequestId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.orders.quantities import Part, Quantities, Step
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import Rate
from connect_ext.books.subscription.in_force import Cancellation, Change, QuantityChange

AUD, JPY = Currency("AUD"), Currency("JPY")
MONTHLY, QUARTERLY, YEARLY = (BillingPeriod(months=months) for months in (1, 3, 12))
SEATS = AssetItem(asset_id=AssetId("AS-1895-0864-1238"), product_item=ProductItemId("PRD-276-377-545-0001"))
STORAGE = AssetItem(asset_id=SEATS.asset_id, product_item=ProductItemId("PRD-276-377-545-0002"))


def day(text: str) -> date:
    """A day of 2026 as `20 Jan`, or any as `2028-02-29`."""
    if "-" in text:
        return date.fromisoformat(text)
    number, month = text.split()
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return date(2026, months.index(month) + 1, int(number))


def days(start: str, end: str) -> Days:
    return Days(start=day(start), end=day(end))


def each(of: Days) -> list[date]:
    """Every single day."""
    return [of.start + timedelta(days=number) for number in range(len(of))]


def periods(anchor: str = "1 Jan", length: BillingPeriod = MONTHLY) -> Periods:
    return Periods(anchor=day(anchor), length=length)


def part(start: str, end: str, quantity: str = "1") -> Part:
    return Part(days=days(start, end), quantity=Decimal(quantity))


def quantities(*steps: tuple[str, int]) -> Quantities:
    return Quantities(steps=tuple(Step(on=day(on), quantity=Decimal(quantity)) for on, quantity in steps))


def request(number: int) -> RequestId:
    return RequestId(f"PR-1895-0864-1238-{number:03}")


def changed(on: str, number: int, quantity: str, old: str | None = None) -> QuantityChange:
    return QuantityChange(
        effective_on=day(on),
        request_id=request(number),
        quantity=Decimal(quantity),
        old_quantity=None if old is None else Decimal(old),
    )


def cancelled(on: str, number: int) -> Cancellation:
    return Cancellation(effective_on=day(on), request_id=request(number))


def a_rate(price: str = "10", of: Periods | None = None, currency: Currency = AUD) -> Rate:
    return Rate(unit_price=Decimal(price), currency=currency, periods=of or periods())


def a_line(number: int = 1) -> LineKey:
    return LineKey(document=DocumentKey(f"invoice:{request(number)}"), mark=f"{request(number)}/1")


def a_note(number: int = 1) -> LineKey:
    return LineKey(document=DocumentKey(f"credit:{request(number)}"), mark=f"{request(number)}/1")


def a_stretch(start: str = "1 Jan", end: str = "1 Feb", quantity: str = "5", **changes: Any) -> Stretch:
    default = {
        "item": SEATS,
        "days": days(start, end),
        "quantity": Decimal(quantity),
        "line": a_line(),
        "dated": day("1 Jan"),
        "state": CoverageState.BILLED,
        "rate": a_rate(),
    }
    return Stretch(**{**default, **changes})


def covering(*stretches: Stretch) -> Coverage:
    return Coverage(stretches=stretches)


some_day = st.dates(date(2019, 1, 1), date(2033, 12, 31))
some_periods = st.builds(
    Periods,
    anchor=some_day,
    length=st.sampled_from([1, 2, 3, 6, 12, 36]).map(lambda months: BillingPeriod(months=months)),
)
some_days = st.builds(
    lambda start, length: Days(start=start, end=start + timedelta(days=length)), some_day, st.integers(1, 800)
)
a_few_days = st.builds(
    lambda first, length: Days(
        start=day("1 Jan") + timedelta(days=first), end=day("1 Jan") + timedelta(days=first + length)
    ),
    st.integers(0, 60),
    st.integers(1, 40),
)
some_parts = st.lists(st.builds(Part, days=a_few_days, quantity=st.integers(-4, 6).map(Decimal)), max_size=6)
HORIZON = days("2025-12-20", "20 May")
"""In tests of changes over time, every one of them takes effect within it."""


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Approved requests of one item, numbered as they were made; they take effect on days of any order."""
    on = st.integers(0, 75).map(lambda number: day("1 Jan") + timedelta(days=number))
    wanted = draw(st.lists(st.tuples(on, st.integers(0, 6)), min_size=1, max_size=6))
    changes: list[Change] = [
        QuantityChange(effective_on=when, request_id=request(number), quantity=Decimal(quantity), old_quantity=None)
        for number, (when, quantity) in enumerate(wanted, start=1)
    ]
    end = draw(st.none() | on)
    return changes if end is None else [*changes, Cancellation(effective_on=end, request_id=request(len(wanted) + 1))]
