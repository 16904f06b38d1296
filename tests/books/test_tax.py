from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.documents.compare import difference, intended
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.posted import Equal, posted
from connect_ext.books.documents.tax import tax_inside, tax_of, with_tax, without_tax
from tests.books.builders import CONTACT, a_fee, a_price, an_order, an_organisation, as_held, facts, some_settings
from tests.books.builders import invoice_of as made

INCLUSIVE, EXCLUSIVE, NO_TAX = LineAmountTypes.INCLUSIVE, LineAmountTypes.EXCLUSIVE, LineAmountTypes.NO_TAX
WITH_TAX = some_settings(line_amounts=INCLUSIVE)
prices = st.decimals("0.01", "99999.99", places=2)
rates = st.decimals(0, 30, places=2)


@pytest.mark.parametrize(
    ("kind", "tax"), [(EXCLUSIVE, Decimal("11.00")), (INCLUSIVE, Decimal(10)), (NO_TAX, Decimal(0))]
)
def test_what_a_line_says_about_tax_decides_what_its_tax_is(kind: LineAmountTypes, tax: Decimal) -> None:
    assert tax_of(Decimal("110.00"), Decimal(10), kind) == tax


@given(prices, rates)
def test_taking_tax_out_of_a_price_and_putting_it_on_again_is_the_price(price: Decimal, rate: Decimal) -> None:
    assert with_tax(without_tax(price, rate), rate) == price


@given(prices, rates)
def test_what_is_inside_an_amount_is_never_more_than_a_cent_from_the_tax_on_the_rest(
    price: Decimal, rate: Decimal
) -> None:
    inside = tax_inside(price, rate, INCLUSIVE)
    assert abs(tax_of(price - inside, rate, EXCLUSIVE) - inside) < Decimal("0.01")


def test_nothing_is_inside_an_amount_without_tax() -> None:
    assert tax_inside(Decimal(110), Decimal(10), EXCLUSIVE) == tax_inside(Decimal(110), Decimal(10), NO_TAX) == 0


def test_lines_with_tax_come_to_the_same_invoice_before_tax() -> None:
    order = an_order(a_fee(1, "2"), a_fee(2, "3"))
    with_, without = made(order, facts(settings=WITH_TAX)), made(order, facts())
    assert [line.line_amount for line in with_.lines] == [Decimal("27.50"), Decimal("41.25")]
    assert with_.subtotal == without.subtotal == Decimal("62.50")


def test_a_line_with_tax_explains_both_prices() -> None:
    (line,) = made(about=facts(settings=WITH_TAX)).lines
    assert "at 12.5 AUD each (13.75 with 10 % tax), from price list" in line.explanation


def test_an_organisation_that_is_not_registered_has_no_tax_whatever_the_settings_and_the_country_say() -> None:
    organisation = an_organisation(pays_tax=False, country="NZ")
    invoice = made(about=facts(settings=WITH_TAX, organisation=organisation))
    assert invoice.line_amount_types is NO_TAX
    assert [(line.tax_type, line.line_amount) for line in invoice.lines] == [("NONE", Decimal("25.00"))]


@pytest.mark.parametrize("price", ["12.50", "9.99", "0.0333"])
def test_what_xero_makes_of_amounts_with_tax_is_equal_by_its_total(price: str) -> None:
    organisation = an_organisation()
    invoice = made(about=facts(a_price(price), settings=WITH_TAX, organisation=organisation))
    total = sum((line.line_amount for line in invoice.lines), Decimal(0))
    held = as_held(invoice, line_amount_types="Inclusive", total=total, total_tax=total - invoice.subtotal)
    meant = intended(invoice, CONTACT)
    assert difference(meant, held) is None
    assert posted(meant, held, organisation.tax_rates, "INV-1") == Equal()


def test_an_invoice_whose_amounts_say_something_else_about_tax_is_another() -> None:
    invoice = made()
    held = as_held(invoice, line_amount_types="Inclusive")
    assert difference(intended(invoice, CONTACT), held) == "its amounts are Inclusive, not Exclusive"
    assert not isinstance(posted(intended(invoice, CONTACT), held, None, "INV-1"), Equal)
