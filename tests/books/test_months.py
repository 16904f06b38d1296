from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.months import apportioned, exact_by_month, month_of
from connect_ext.books.periods.proration import Rate, amount, exact_amount, rounded
from tests.books.day_builders import AUD, JPY, YEARLY, a_rate, day, each, part, periods, some_days, some_periods

JAN, FEB, MAR = (day(text) for text in ("1 Jan", "1 Feb", "1 Mar"))

rates = st.builds(
    Rate,
    unit_price=st.decimals("0", "9999", places=4),
    currency=st.sampled_from([AUD, JPY]),
    periods=some_periods,
)
parts = st.builds(Part, days=some_days, quantity=st.integers(1, 500).map(Decimal))


def test_a_month_is_named_by_its_first_day() -> None:
    assert [month_of(day(text)) for text in ("1 Jan", "31 Jan", "28 Feb")] == [JAN, JAN, FEB]


def test_a_period_from_the_middle_of_a_month_pays_for_days_of_two() -> None:
    """28 days from 15 February: 14 of each month."""
    assert exact_by_month(part("15 Feb", "15 Mar", "2"), a_rate("14", periods("15 Jan"))) == {FEB: 14, MAR: 14}


def test_a_year_is_divided_by_days_and_not_by_twelve() -> None:
    found = exact_by_month(part("1 Jan", "2027-01-01"), a_rate("365", periods(length=YEARLY)))
    assert [int(share) for share in found.values()] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@given(parts, rates)
def test_the_months_of_a_part_cost_what_the_part_costs(of: Part, rate: Rate) -> None:
    found = exact_by_month(of, rate)
    assert sum(found.values(), Fraction(0)) == exact_amount(of, rate)
    assert set(found) == {month_of(on) for on in each(of.days)}


@given(parts, rates)
def test_no_cent_is_lost_over_months_and_none_is_further_than_a_cent_from_its_share(of: Part, rate: Rate) -> None:
    exact, due = exact_by_month(of, rate), amount(of, rate)
    found = apportioned(due, exact, rate.currency)
    assert list(found) == list(exact)
    assert sum(found.values(), Decimal(0)) == due
    cent = 1 if rate.currency == JPY else Fraction(1, 100)
    assert all(abs(Fraction(found[month]) - share) < cent for month, share in exact.items())
    assert all(one == rounded(Fraction(one), rate.currency) for one in found.values())


@pytest.mark.parametrize(
    ("amount", "shares", "months"),
    [
        ("10.00", ("3.333", "3.333", "3.334"), ("3.33", "3.33", "3.34")),
        ("0.02", ("0.005", "0.005", "0.005"), ("0.01", "0.01", "0.00")),
        ("0.01", ("0.004", "0.006"), ("0.00", "0.01")),
        ("0.01", ("0", "0.004", "0.005"), ("0.00", "0.00", "0.01")),
        ("0.00", ("0", "0.004"), ("0.00", "0.00")),
    ],
)
def test_missing_cents_go_to_the_largest_remainders_the_earlier_month_first(
    amount: str, shares: tuple[str, ...], months: tuple[str, ...]
) -> None:
    exact = {day(f"1 {name}"): Fraction(share) for name, share in zip(("Jan", "Feb", "Mar"), shares, strict=False)}
    assert [str(one) for one in apportioned(Decimal(amount), exact, AUD).values()] == list(months)


def test_yen_are_not_divided() -> None:
    shares = dict.fromkeys((JAN, FEB), Fraction(1, 2))
    assert apportioned(Decimal(1), shares, JPY) == {JAN: 1, FEB: 0}


@pytest.mark.parametrize("amount", ["9.99", "10.03"])
def test_what_is_not_the_sum_of_its_months_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=rf"^{amount} AUD is not the sum of its months$"):
        apportioned(Decimal(amount), {JAN: Fraction("5.001"), FEB: Fraction("5.001")}, AUD)
    assert sum(apportioned(Decimal("10.02"), {JAN: Fraction("5.001"), FEB: Fraction("5.001")}, AUD).values()) > 10


def test_a_month_of_no_day_gets_nothing_of_what_rounding_adds() -> None:
    with pytest.raises(ValueError, match="is not the sum"):
        apportioned(Decimal("0.01"), {JAN: Fraction(0)}, AUD)
