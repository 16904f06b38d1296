from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.days import Days
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.periods import Periods, periods_through
from tests.books.day_builders import (
    MONTHLY,
    QUARTERLY,
    YEARLY,
    day,
    days,
    each,
    periods,
    some_day,
    some_days,
    some_periods,
)

A_DAY = timedelta(days=1)
numbers = st.integers(-40, 40)


@pytest.mark.parametrize(
    ("anchor", "length", "boundaries"),
    [
        ("31 Jan", MONTHLY, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]),
        ("2028-01-31", MONTHLY, ["2028-01-31", "2028-02-29", "2028-03-31"]),
        ("2028-02-29", YEARLY, ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("30 Nov", QUARTERLY, ["2026-11-30", "2027-02-28", "2027-05-30"]),
        ("1 Dec", MONTHLY, ["2026-12-01", "2027-01-01", "2027-02-01"]),
    ],
)
def test_boundaries_are_clamped_to_the_month_and_come_back(
    anchor: str, length: BillingPeriod, boundaries: list[str]
) -> None:
    counted = periods(anchor, length)
    assert [counted.boundary(number).isoformat() for number in range(len(boundaries))] == boundaries


def test_boundaries_before_the_anchor_follow_the_same_rule() -> None:
    assert [periods("31 Mar").boundary(number) for number in (-1, -3)] == [day("28 Feb"), day("2025-12-31")]


@given(some_periods, numbers)
def test_boundaries_increase(counted: Periods, number: int) -> None:
    assert counted.boundary(number) < counted.boundary(number + 1)


@given(some_periods, numbers)
def test_a_boundary_is_the_anchors_day_or_the_last_of_a_shorter_month(counted: Periods, number: int) -> None:
    """So it cannot come from the boundary before it, which may have been clamped."""
    boundary = counted.boundary(number)
    is_last_of_its_month = (boundary + A_DAY).day == 1
    assert boundary.day == counted.anchor.day or (is_last_of_its_month and boundary.day < counted.anchor.day)
    months = (boundary.year - counted.anchor.year) * 12 + boundary.month - counted.anchor.month
    assert months == number * counted.length.months


@given(some_periods, some_day)
def test_every_day_belongs_to_exactly_one_period(counted: Periods, one: date) -> None:
    number = counted.number(one)
    assert [near for near in range(number - 2, number + 3) if one in counted.period(near)] == [number]
    assert counted.containing(one) == counted.period(number)


@given(some_periods, numbers)
def test_a_boundary_is_the_first_day_of_its_period_and_the_day_before_it_is_the_last_of_another(
    counted: Periods, number: int
) -> None:
    assert counted.number(counted.boundary(number)) == number
    assert counted.number(counted.boundary(number) - A_DAY) == number - 1


@given(some_periods, some_days)
def test_the_periods_that_touch_a_range_are_those_of_its_days(counted: Periods, of: Days) -> None:
    assert list(counted.touching(of)) == sorted({counted.containing(one) for one in each(of)})


def test_a_range_that_ends_at_a_boundary_does_not_touch_the_next_period() -> None:
    assert periods().touching(days("31 Jan", "1 Mar")) == (days("1 Jan", "1 Feb"), days("1 Feb", "1 Mar"))


@pytest.mark.parametrize("months", [0, -1])
def test_a_period_is_at_least_a_month(months: int) -> None:
    with pytest.raises(ValueError, match="A period of"):
        periods(length=BillingPeriod(months=months))


@pytest.mark.parametrize(
    ("next_date", "length", "anniversary", "anchor"),
    [
        ("28 Feb", MONTHLY, 31, "31 Jan"),
        ("28 Feb", MONTHLY, None, "28 Feb"),
        ("28 Feb", MONTHLY, 28, "28 Feb"),
        ("28 Feb", MONTHLY, 15, "28 Feb"),
        ("30 Apr", MONTHLY, 31, "31 Mar"),
        ("30 Apr", QUARTERLY, 31, "31 Jan"),
        ("2029-02-28", YEARLY, 29, "2028-02-29"),
        ("2104-02-28", YEARLY, 29, "2104-02-28"),
        ("2103-02-28", YEARLY, 29, "2096-02-29"),
        ("28 Feb", YEARLY, 31, "28 Feb"),
        ("31 Mar", MONTHLY, 31, "31 Mar"),
    ],
)
def test_the_anniversary_tells_which_day_was_clamped(
    next_date: str, length: BillingPeriod, anniversary: int | None, anchor: str
) -> None:
    found = periods_through(day(next_date), length, anniversary)
    assert found == periods(anchor, length)
    assert found.boundary(found.number(day(next_date))) == day(next_date)


@given(some_periods, numbers)
def test_the_periods_of_a_subscription_are_found_again_from_any_of_its_monthly_boundaries(
    counted: Periods, number: int
) -> None:
    monthly = Periods(anchor=counted.anchor, length=MONTHLY)
    found = periods_through(monthly.boundary(number), MONTHLY, monthly.anchor.day)
    assert [found.boundary(n) for n in range(-3, 4)] == [
        monthly.boundary(monthly.number(found.anchor) + n) for n in range(-3, 4)
    ]
