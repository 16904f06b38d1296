from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.days import Days
from connect_ext.books.money import Amount, Currency
from connect_ext.books.orders.quantities import Quantities, of_parts
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import Rate, amount
from connect_ext.books.reports.expected import Expected, expected
from connect_ext.books.subscription.in_force import Change, in_force
from tests.books.day_builders import (
    AUD,
    HORIZON,
    JPY,
    YEARLY,
    day,
    days,
    histories,
    part,
    periods,
    quantities,
)

Q1 = days("1 Jan", "1 Apr")


def always(price: str, currency: Currency = AUD) -> Mapping[str, Amount]:
    return since(("2020-01-01", price, currency))


def since(*prices: tuple[str, str, Currency]) -> Mapping[str, Amount]:
    return {on: Amount(value=Decimal(price), currency=currency) for on, price, currency in prices}


def counted(
    held: Quantities, prices: Mapping[str, Amount], of: Days = Q1, in_periods: Periods | None = None
) -> Expected:
    """Each price holds from its day on."""

    def price_on(on: date) -> Amount | None:
        known = [price for start, price in prices.items() if day(start) <= on]
        return known[-1] if known else None

    return expected(held, in_periods or periods(), price_on, of)


def by_period(found: Expected) -> dict[tuple[str, str], str]:
    return {(f"{of.start:%-d %b}", currency): str(sum_) for (of, currency), sum_ in found.per_period.items()}


def by_month(found: Expected) -> dict[tuple[str, str], str]:
    return {(f"{month:%b}", currency): str(sum_) for (month, currency), sum_ in found.per_month.items()}


def test_each_period_costs_the_quantity_in_force_times_the_price() -> None:
    found = counted(quantities(("1 Jan", 5), ("1 Feb", 8)), always("12.50"))
    assert by_period(found) == {("1 Jan", "AUD"): "62.50", ("1 Feb", "AUD"): "100.00", ("1 Mar", "AUD"): "100.00"}
    assert found.unpriced == ()


def test_what_is_added_inside_a_period_costs_its_days_at_the_price_of_that_day() -> None:
    found = counted(
        quantities(("1 Jan", 5), ("20 Jan", 8)),
        since(("1 Jan", "31", AUD), ("10 Jan", "62", AUD)),
        days("1 Jan", "1 Feb"),
    )
    assert [(line.part, line.rate.unit_price, line.amount) for line in found.lines] == [
        (part("1 Jan", "1 Feb", "5"), Decimal(31), Decimal(155)),
        (part("20 Jan", "1 Feb", "3"), Decimal(62), Decimal(72)),
    ]
    assert by_period(found) == {("1 Jan", "AUD"): "227.00"}


def test_a_new_price_holds_from_the_first_period_that_begins_under_it() -> None:
    found = counted(quantities(("1 Jan", 1)), since(("1 Jan", "10", AUD), ("2 Feb", "20", AUD)))
    assert list(by_period(found).values()) == ["10.00", "10.00", "20.00"]


def test_what_is_cancelled_inside_a_period_is_expected_up_to_that_day() -> None:
    assert by_period(counted(quantities(("1 Jan", 2), ("11 Feb", 0)), always("28"))) == {
        ("1 Jan", "AUD"): "56.00",
        ("1 Feb", "AUD"): "20.00",
    }


def test_whole_periods_are_expected_wherever_the_days_asked_for_begin() -> None:
    found = counted(quantities(("1 Jan", 1)), always("10"), days("31 Jan", "2 Feb"))
    assert by_period(found) == {("1 Jan", "AUD"): "10.00", ("1 Feb", "AUD"): "10.00"}


def test_a_period_of_two_months_is_divided_by_its_days() -> None:
    found = counted(quantities(("15 Jan", 1)), always("31"), days("15 Jan", "15 Feb"), periods("15 Jan"))
    assert by_month(found) == {("Jan", "AUD"): "17.00", ("Feb", "AUD"): "14.00"}
    year = counted(quantities(("1 Jan", 1)), always("365"), Q1, periods(length=YEARLY))
    assert by_month(year)["Feb", "AUD"] == "28.00"
    assert by_period(year) == {("1 Jan", "AUD"): "365.00"}


def test_two_currencies_stand_side_by_side() -> None:
    prices = since(("1 Jan", "10", AUD), ("10 Jan", "1000", JPY))
    found = counted(quantities(("1 Jan", 1), ("17 Jan", 2)), prices, days("1 Jan", "1 Feb"))
    assert by_period(found) == {("1 Jan", "AUD"): "10.00", ("1 Jan", "JPY"): "484"}
    assert by_month(found) == {("Jan", "AUD"): "10.00", ("Jan", "JPY"): "484"}


def test_what_has_no_price_is_named_and_never_counted_as_nothing() -> None:
    found = counted(quantities(("1 Jan", 1)), since(("1 Feb", "10", AUD)), days("1 Jan", "1 Mar"))
    assert by_period(found) == {("1 Feb", "AUD"): "10.00"}
    assert found.unpriced == (part("1 Jan", "1 Feb"),)


def test_what_is_added_once_there_is_a_price_is_expected_although_the_rest_has_none() -> None:
    found = counted(quantities(("1 Jan", 1), ("17 Jan", 2)), since(("17 Jan", "31", AUD)), days("1 Jan", "1 Feb"))
    assert by_period(found) == {("1 Jan", "AUD"): "15.00"}
    assert found.unpriced == (part("1 Jan", "1 Feb"),)


def test_nothing_in_force_is_nothing_expected() -> None:
    assert counted(Quantities(), always("10")) == Expected(lines=(), unpriced=())


@given(histories(), st.decimals("0", "999", places=4), st.sampled_from([AUD, JPY]), st.integers(0, 30))
def test_every_day_in_force_is_expected_once_and_the_months_are_the_periods(
    history: list[Change], price: Decimal, currency: Currency, shift: int
) -> None:
    held = in_force(history).quantities
    rows = periods((day("1 Jan") + timedelta(days=shift)).isoformat())
    found = counted(held, always(str(price), currency), HORIZON, rows)
    touched = rows.touching(HORIZON)
    whole = Days(start=touched[0].start, end=touched[-1].end)
    assert of_parts(line.part for line in found.lines) == held.within(whole)
    assert sum(found.per_month.values()) == sum(found.per_period.values())
    rate = Rate(unit_price=price, currency=currency, periods=rows)
    assert sum(found.per_period.values()) == sum(amount(line.part, rate) for line in found.lines)
