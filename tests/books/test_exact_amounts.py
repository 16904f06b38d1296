from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connect_ext.books.money import (
    WITHOUT_MINOR_UNIT,
    Currency,
    LineFigures,
    has_places,
    line_figures,
    plain,
    quantum,
    round_amount,
    written,
)
from tests.books.builders import AUD, JPY, KWD, a_fee, a_price, an_order, facts, proposed, the_invoice

CENT = Decimal("0.01")

currencies = st.sampled_from([AUD, JPY, KWD])
whole_quantities = st.integers(1, 10**9).map(Decimal)
broken_quantities = st.decimals("0.000001", "999999", places=6)
quantities = whole_quantities | broken_quantities
prices = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-2)) | st.decimals("0", "99999", places=8)


def rounded_by_xero(figures: LineFigures, rounding: str) -> Decimal:
    """What Xero makes of quantity times unit amount, in the mode that it does not document."""
    with localcontext(prec=60):
        return (figures.quantity * figures.unit_amount).quantize(CENT, rounding=rounding)


def exact_amount(quantity: Decimal, price: Decimal, currency: Currency) -> Fraction:
    """Half up by integer arithmetic alone."""
    unit = Fraction(1, 1 if currency == JPY else 100)
    return (Fraction(quantity) * Fraction(price) / unit + Fraction(1, 2)).__floor__() * unit


@given(quantities, prices, currencies)
@example(Decimal(3), Decimal("0.333333"), AUD)
@example(Decimal(1), Decimal("0.005"), AUD)
@example(Decimal("0.5"), Decimal("0.01"), AUD)
@example(Decimal(5), Decimal("0.001"), AUD)
@example(Decimal(3), Decimal("0.5"), JPY)
@example(Decimal(10**9), Decimal("0.00004999"), AUD)
def test_xero_comes_to_our_amount_whether_it_rounds_half_up_or_half_even(
    quantity: Decimal, price: Decimal, currency: Currency
) -> None:
    figures = line_figures(quantity, price, currency)
    assert rounded_by_xero(figures, ROUND_HALF_UP) == figures.amount
    assert rounded_by_xero(figures, ROUND_HALF_EVEN) == figures.amount


@given(quantities, prices, currencies)
def test_the_product_that_xero_rounds_is_never_on_the_tie(
    quantity: Decimal, price: Decimal, currency: Currency
) -> None:
    figures = line_figures(quantity, price, currency)
    product = Fraction(figures.quantity) * Fraction(figures.unit_amount)
    assert abs(product - Fraction(figures.amount)) < Fraction(1, 200)


@given(quantities, prices, currencies)
@example(Decimal("2.5"), Decimal("0.01"), AUD)
def test_the_amount_is_quantity_times_price_rounded_half_up(
    quantity: Decimal, price: Decimal, currency: Currency
) -> None:
    assert Fraction(line_figures(quantity, price, currency).amount) == exact_amount(quantity, price, currency)


@given(quantities, prices, currencies)
def test_quantity_and_unit_amount_have_no_more_decimals_than_xero_keeps(
    quantity: Decimal, price: Decimal, currency: Currency
) -> None:
    figures = line_figures(quantity, price, currency)
    assert has_places(figures.quantity, 4)
    assert has_places(figures.unit_amount, 4)


@given(whole_quantities, st.integers(0, 10**8).map(lambda cents: Decimal(cents).scaleb(-2)))
def test_a_whole_quantity_at_a_price_in_cents_is_always_kept(quantity: Decimal, price: Decimal) -> None:
    figures = line_figures(quantity, price, AUD)
    assert (figures.quantity, figures.unit_amount, figures.arithmetic) == (quantity, price, None)


@given(quantities, prices, currencies)
def test_whatever_is_not_kept_is_told_by_the_arithmetic(quantity: Decimal, price: Decimal, currency: Currency) -> None:
    figures = line_figures(quantity, price, currency)
    kept = figures.quantity == quantity and abs(figures.unit_amount - price) <= Decimal("0.00005")
    if figures.arithmetic is None:
        assert kept
    else:
        assert figures.arithmetic == f"{plain(quantity)} x {plain(price)} {currency}"
        assert (figures.quantity, figures.unit_amount) == (Decimal(1), figures.amount)


@given(st.lists(st.tuples(whole_quantities, prices), min_size=1, max_size=6), currencies)
def test_the_subtotal_of_an_invoice_is_the_exact_sum_of_its_rounded_lines(
    bought: list[tuple[Decimal, Decimal]], currency: Currency
) -> None:
    affordable = [(quantity % 1000 + 1, price % 1000 + 1) for quantity, price in bought]
    fees = [a_fee(number, str(quantity)) for number, (quantity, _) in enumerate(affordable, start=1)]
    quotes = {number: (a_price(str(price), currency),) for number, (_, price) in enumerate(affordable, start=1)}
    invoice = the_invoice(proposed(an_order(*fees), facts(by_fee=quotes)))
    exact = sum(exact_amount(quantity, price, currency) for quantity, price in affordable)
    assert Fraction(invoice.subtotal) == exact


@pytest.mark.parametrize(
    ("quantity", "price", "currency", "kept", "unit", "amount"),
    [
        ("3", "12.50", AUD, "3", "12.5000", "37.50"),
        ("3", "0.3333", AUD, "3", "0.3333", "1.00"),
        ("1", "1.23456", AUD, "1", "1.2346", "1.23"),
        ("1", "1.00005", AUD, "1", "1.0001", "1.00"),
        ("1000", "0.33333", AUD, "1", "333.33", "333.33"),
        ("1", "0.005", AUD, "1", "0.01", "0.01"),
        ("0.33333", "3", AUD, "1", "1.00", "1.00"),
        ("3", "0.5", JPY, "1", "2", "2"),
        ("3", "500", JPY, "3", "500.0000", "1500"),
        ("1", "1.2345", KWD, "1", "1.2345", "1.23"),
        ("2", "1.0625", KWD, "1", "2.13", "2.13"),
    ],
)
def test_examples_of_lines(quantity: str, price: str, currency: Currency, kept: str, unit: str, amount: str) -> None:
    figures = line_figures(Decimal(quantity), Decimal(price), currency)
    assert (figures.quantity, figures.unit_amount, figures.amount) == (Decimal(kept), Decimal(unit), Decimal(amount))


@pytest.mark.parametrize(("quantity", "price"), [("100000000000", "0.0002"), ("0.0002", "100000000000")])
def test_a_number_too_long_to_leave_exactly_is_not_kept(quantity: str, price: str) -> None:
    figures = line_figures(Decimal(quantity), Decimal(price), AUD)
    assert figures.quantity == 1
    assert figures.unit_amount == figures.amount == 20_000_000


def test_an_amount_of_thirty_digits_is_still_exact() -> None:
    figures = line_figures(Decimal(123456789012345), Decimal("98765432109876.54"), AUD)
    assert Fraction(figures.amount) == exact_amount(Decimal(123456789012345), Decimal("98765432109876.54"), AUD)


def test_the_smallest_amount_is_a_whole_unit_a_cent_and_a_cent_even_where_iso_has_three_decimals() -> None:
    assert [quantum(currency) for currency in (JPY, AUD, KWD)] == [Decimal(1), CENT, CENT]
    assert len(WITHOUT_MINOR_UNIT) == 17


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("0.005", AUD, "0.01"),
        ("-0.005", AUD, "-0.01"),
        ("0.0049", AUD, "0.00"),
        ("2.5", JPY, "3"),
        ("2.675", KWD, "2.68"),
    ],
)
def test_amounts_round_half_up_away_from_zero(amount: str, currency: Currency, rounded: str) -> None:
    assert str(round_amount(Decimal(amount), currency)) == rounded


@pytest.mark.parametrize(
    ("number", "written"),
    [("1E+3", "1000"), ("100", "100"), ("12.500", "12.5"), ("0.00", "0"), ("0.0001", "0.0001"), ("1E-7", "0.0000001")],
)
def test_numbers_are_written_as_people_write_them(number: str, written: str) -> None:
    assert plain(Decimal(number)) == written


@pytest.mark.parametrize(("number", "enough"), [("1", True), ("1.2300000", True), ("0.0001", True), ("0.00001", False)])
def test_trailing_zeros_are_no_decimals(number: str, enough: bool) -> None:
    assert has_places(Decimal(number), 4) is enough


def test_an_infinite_number_has_no_number_of_places() -> None:
    assert not has_places(Decimal("Infinity"), 4)


@pytest.mark.parametrize(
    ("number", "currency", "shown"),
    [
        ("375.0000", "AUD", "375.00"),
        ("0.1", "AUD", "0.10"),
        ("0.1234", "AUD", "0.1234"),
        ("-12.5", "AUD", "-12.50"),
        ("375.0000", "JPY", "375"),
        ("1E+3", "JPY", "1000"),
        ("0.5", "JPY", "0.5"),
    ],
)
def test_amounts_are_shown_with_the_decimals_of_their_currency(number: str, currency: str, shown: str) -> None:
    assert written(Decimal(number), Currency(currency)) == shown
