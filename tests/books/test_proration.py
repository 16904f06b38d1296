from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connect_ext.books.days import Days
from connect_ext.books.money import LineFigures, has_places, line_figures
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import (
    Rate,
    amount,
    arithmetic,
    exact_amount,
    folded,
    full_periods,
    rounded,
    separate,
    shares,
)
from tests.books.day_builders import (
    AUD,
    JPY,
    QUARTERLY,
    YEARLY,
    a_rate,
    day,
    days,
    each,
    part,
    periods,
    some_day,
    some_days,
    some_periods,
)

prices = st.decimals("0.01", "99999", places=2) | st.decimals("0", "9999", places=8)
amounts_of_things = st.integers(1, 10**6).map(Decimal) | st.decimals("0.0001", "9999", places=4)
rates = st.builds(Rate, unit_price=prices, currency=st.sampled_from([AUD, JPY]), periods=some_periods)
parts = st.builds(Part, days=some_days, quantity=amounts_of_things)

TIE = (part("1 Apr", "11 Apr", "3"), a_rate("0.325"))
"""3 × 0.325 × 10/30 is 0.325 exactly; three times what a decimal can hold of the unit amount is less."""


def total(lines: tuple[LineFigures, ...]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def test_twelve_of_thirty_one_days_cost_twelve_thirty_firsts() -> None:
    first = days("20 Jan", "1 Feb")
    (share,) = shares(first, periods())
    assert (share.days, share.of, share.fraction) == (first, days("1 Jan", "1 Feb"), Fraction(12, 31))
    assert amount(part("20 Jan", "1 Feb", "3"), a_rate("31")) == 36


@pytest.mark.parametrize(
    ("start", "end", "price", "due"),
    [
        ("1 Jan", "1 Feb", "10", "10.00"),
        ("1 Feb", "1 Mar", "10", "10.00"),
        ("1 Jan", "31 Jan", "10", "9.68"),
        ("2 Jan", "1 Feb", "10", "9.68"),
        ("31 Jan", "1 Feb", "10", "0.32"),
        ("20 Jan", "1 Mar", "10", "13.87"),
        ("31 Jan", "2 Mar", "10", "10.65"),
        ("1 Jan", "2027-01-01", "10", "120.00"),
    ],
)
def test_examples_of_what_days_cost(start: str, end: str, price: str, due: str) -> None:
    assert str(amount(part(start, end), a_rate(price))) == due


def test_an_amount_that_spans_periods_is_rounded_once() -> None:
    one, other = part("31 Jan", "1 Feb"), part("1 Feb", "2 Feb")
    assert amount(one, a_rate("0.10")) == amount(other, a_rate("0.10")) == 0
    assert amount(part("31 Jan", "2 Feb"), a_rate("0.10")) == Decimal("0.01")


@given(some_periods, st.integers(-20, 20), amounts_of_things, prices, st.sampled_from([AUD, JPY]))
def test_a_full_period_is_exactly_the_price(
    counted: Periods, number: int, quantity: Decimal, price: Decimal, currency: str
) -> None:
    rate = a_rate(str(price), counted, AUD if currency == AUD else JPY)
    whole = Part(days=counted.period(number), quantity=quantity)
    plain_line = line_figures(quantity, price, rate.currency)
    assert full_periods(whole.days, rate) == 1
    assert arithmetic(whole.days, rate) is None
    assert folded(whole, rate) == plain_line
    assert separate(whole, rate) == (plain_line,)
    assert amount(whole, rate) == plain_line.amount


@given(some_days, rates)
def test_every_day_costs_its_share_of_its_own_period(of: Days, rate: Rate) -> None:
    assert rate.periods
    lengths = [len(rate.periods.containing(one)) for one in each(of)]
    expected = sum((Fraction(lengths.count(length), length) for length in set(lengths)), Fraction(0))
    assert sum((share.fraction for share in shares(of, rate.periods)), Fraction(0)) == expected


@given(parts, rates, st.lists(some_day, max_size=4), st.integers(1, 799).map(timedelta))
def test_the_parts_of_a_line_add_up_exactly_however_its_days_were_cut(
    whole: Part, rate: Rate, cuts: list[date], later: timedelta
) -> None:
    priced = Rate(unit_price=rate.unit_price or Decimal(1), currency=rate.currency, periods=rate.periods)
    pieces = whole.days.split_at([*cuts, whole.days.start + later])
    exact = [exact_amount(Part(days=piece, quantity=whole.quantity), priced) for piece in pieces]
    assert sum(exact, Fraction(0)) == exact_amount(whole, priced)


@given(parts, rates)
@example(*TIE)
@example(part("20 Jan", "1 Feb", "1"), a_rate("0.01"))
@example(part("1 Jan", "31 Jan", "7"), a_rate("5", currency=JPY))
def test_folded_and_separate_come_to_the_same_exactly_rounded_amount(whole: Part, rate: Rate) -> None:
    unit = 1 if rate.currency == JPY else Fraction(1, 100)
    half_up = (exact_amount(whole, rate) / unit + Fraction(1, 2)).__floor__() * unit
    assert folded(whole, rate).amount == total(separate(whole, rate)) == amount(whole, rate) == half_up


@given(parts, rates)
@example(*TIE)
def test_xero_comes_to_the_amount_of_each_line_of_either_display(whole: Part, rate: Rate) -> None:
    for line in (folded(whole, rate), *separate(whole, rate)):
        assert has_places(line.unit_amount, 4)
        with localcontext(prec=60):
            product = line.quantity * line.unit_amount
            for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN):
                assert product.quantize(Decimal("0.01"), rounding=rounding) == line.amount


def test_the_folded_line_keeps_the_quantity_and_tells_the_arithmetic() -> None:
    line = folded(part("20 Jan", "1 Feb", "3"), a_rate("10"))
    assert (line.quantity, line.unit_amount, line.amount) == (Decimal(3), Decimal("3.8710"), Decimal("11.61"))
    assert line.arithmetic == "10 AUD x 12/31 of a month"


def test_a_quantity_that_cannot_be_kept_is_told_too() -> None:
    line = folded(part("20 Jan", "1 Feb", "1000"), a_rate("10.00"))
    assert (line.quantity, line.unit_amount, line.amount) == (Decimal(1), Decimal("3870.97"), Decimal("3870.97"))
    assert line.arithmetic == "1000 x 10 AUD x 12/31 of a month"


def test_on_the_tie_the_amount_is_right_and_the_quantity_is_not_kept() -> None:
    line = folded(*TIE)
    assert (line.quantity, line.amount) == (Decimal(1), Decimal("0.33"))
    assert line.arithmetic == "3 x 0.325 AUD x 10/30 of a month"


def test_the_separate_adjustment_takes_from_a_line_at_full_price() -> None:
    full, adjustment = separate(part("20 Jan", "1 Feb", "3"), a_rate("10"))
    assert (full.quantity, full.unit_amount, full.amount, full.arithmetic) == (
        Decimal(3),
        Decimal(10),
        Decimal(30),
        None,
    )
    assert (adjustment.quantity, adjustment.unit_amount, adjustment.amount) == (Decimal(1), *[Decimal("-18.39")] * 2)
    assert adjustment.arithmetic == "12/31 of a month instead of 1 month"


def test_more_than_a_period_is_adjusted_upwards() -> None:
    full, adjustment = separate(part("20 Jan", "1 Mar", "1"), a_rate("31"))
    assert (full.amount, adjustment.amount) == (Decimal(31), Decimal(12))
    assert adjustment.arithmetic == "(12/31 of a month + 1 month) instead of 1 month"


def test_an_adjustment_of_nothing_is_no_line() -> None:
    assert len(separate(part("1 Jan", "31 Jan"), a_rate("0.10"))) == 1


@pytest.mark.parametrize(
    ("start", "end", "rate", "told"),
    [
        ("1 Jan", "1 Feb", a_rate(), None),
        ("20 Jan", "1 Feb", a_rate(), "12/31 of a month"),
        ("1 Jan", "1 Mar", a_rate(), "2 months"),
        ("20 Jan", "10 Feb", a_rate(), "(12/31 of a month + 9/28 of a month)"),
        ("20 Jan", "10 Apr", a_rate(), "(12/31 of a month + 2 months + 9/30 of a month)"),
        ("20 Jan", "1 Apr", a_rate(of=periods(length=QUARTERLY)), "71/90 of 3 months"),
        ("20 Jan", "1 Jul", a_rate(of=periods(length=QUARTERLY)), "(71/90 of 3 months + 3 months)"),
        ("1 Jan", "1 Jul", a_rate(of=periods(length=QUARTERLY)), "2 x 3 months"),
        ("20 Jan", "2027-01-01", a_rate(of=periods(length=YEARLY)), "346/365 of a year"),
        ("1 Jan", "2029-01-01", a_rate(of=periods(length=YEARLY)), "3 years"),
        ("20 Jan", "1 Feb", a_rate("0"), None),
        ("20 Jan", "1 Feb", Rate(unit_price=Decimal(10), currency=AUD, periods=None), None),
    ],
)
def test_the_arithmetic_as_people_write_it(start: str, end: str, rate: Rate, told: str | None) -> None:
    assert arithmetic(days(start, end), rate) == told


def test_a_one_time_item_costs_its_price_whatever_its_days() -> None:
    once = Rate(unit_price=Decimal("49.90"), currency=AUD, periods=None)
    for whole in (part("20 Jan", "21 Jan", "2"), part("20 Jan", "20 Dec", "2")):
        assert folded(whole, once) == line_figures(Decimal(2), Decimal("49.90"), AUD)
        assert separate(whole, once) == (line_figures(Decimal(2), Decimal("49.90"), AUD),)
        assert amount(whole, once) == Decimal("99.80")


def test_a_price_of_zero_is_not_prorated() -> None:
    free = part("20 Jan", "1 Feb", "2")
    assert folded(free, a_rate("0")) == line_figures(Decimal(2), Decimal(0), AUD)
    assert separate(free, a_rate("0")) == (line_figures(Decimal(2), Decimal(0), AUD),)
    assert full_periods(free.days, a_rate("0")) == 1


@pytest.mark.parametrize(
    ("exact", "in_the_books"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(-1, 200), "-0.01"),
        (Fraction(1, 200) - Fraction(1, 10**9), "0.00"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(10**30 + 1, 3), "333333333333333333333333333333.67"),
    ],
)
def test_exact_amounts_round_half_up(exact: Fraction, in_the_books: str) -> None:
    assert str(rounded(exact, AUD)) == in_the_books


def test_the_share_of_an_anchor_on_the_31st_is_of_its_own_period() -> None:
    (share,) = shares(days("14 Feb", "28 Feb"), periods("31 Jan"))
    assert (share.of, share.fraction) == (days("31 Jan", "28 Feb"), Fraction(14, 28))
    assert day("28 Feb") not in share.of
