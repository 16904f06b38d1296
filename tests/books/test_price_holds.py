from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from connect_ext.books.by_hand.price_holds import KnownPrices, price_holds, sold
from connect_ext.books.coverage.stretch import LineKey
from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.ids import DocumentKey, ProductItemId
from connect_ext.books.money import Amount, Currency
from connect_ext.books.prices.price import Quote
from tests.books.builders import AUD, TODAY, USD, a_fee, a_price, an_order, facts, proposed, the_invoice
from tests.books.test_holds import a_credit

SEAT = ProductItemId("PRD-276-377-545-0001")
BOTH = HoldRules(price_changes=True, low_margins=True)


def an_amount(value: str, currency: Currency = AUD) -> Amount:
    return Amount(value=Decimal(value), currency=currency)


def known_prices(last: str = "99", cost: str = "99", currency: Currency = AUD) -> KnownPrices:
    """Of the item that ordinary orders sell at 12.50 AUD."""
    return KnownPrices(last={SEAT: an_amount(last, currency)}, costs={SEAT: an_amount(cost, currency)})


def held_for(known: KnownPrices, rules: HoldRules = BOTH, price: str = "12.50") -> list[str]:
    return [one.code.value for one in price_holds(proposed(about=facts(a_price(price))), known, rules)]


@pytest.mark.parametrize(("price", "codes"), [("12", []), ("12.01", ["XI-806"]), ("8", []), ("7.99", ["XI-806"])])
def test_a_price_more_than_a_fifth_off_the_last_one_is_held(price: str, codes: list[str]) -> None:
    assert held_for(known_prices(last="10", cost="0"), price=price) == codes


@pytest.mark.parametrize(("cost", "codes"), [("12.49", []), ("12.50", ["XI-808"]), ("12.51", ["XI-808"])])
def test_a_price_that_is_not_above_the_cost_is_held(cost: str, codes: list[str]) -> None:
    assert held_for(known_prices(last="12.50", cost=cost)) == codes


def test_neither_is_held_unless_somebody_wants_that() -> None:
    assert held_for(known_prices(), HoldRules()) == []


def test_where_nothing_is_known_nothing_is_compared() -> None:
    assert held_for(KnownPrices()) == []


def test_prices_of_two_currencies_are_never_compared() -> None:
    assert held_for(known_prices(currency=USD)) == []


def test_what_costs_nothing_may_be_given_away_and_what_costs_something_may_not() -> None:
    free = proposed(an_order(a_fee(), a_fee(2, id=ProductItemId("PRD-1"))), facts(by_fee=two_prices("0", "5")))
    assert sold(free) == {ProductItemId("PRD-1"): (an_amount("5"),), SEAT: (an_amount("0"),)}
    assert [one.code.value for one in price_holds(free, known_prices(cost="0"), HoldRules(low_margins=True))] == []
    assert [one.code.value for one in price_holds(free, known_prices(cost="1"), BOTH)] == ["XI-806", "XI-808"]


def two_prices(first: str, second: str) -> dict[int, tuple[Quote, ...]]:
    return {1: (a_price(first),), 2: (a_price(second),)}


def test_what_is_only_given_back_has_no_price_to_compare() -> None:
    (line,) = the_invoice(proposed()).lines
    (billed,) = line.covers
    credit = billed.credited_by(LineKey(document=DocumentKey("credit:PR-1"), mark="PR-1/1"), TODAY)
    (note,) = a_credit().credit_notes
    given_back = replace(note, lines=(replace(line, covers=(credit,)),))
    assert price_holds(replace(a_credit(), invoice=None, credit_notes=(given_back,)), known_prices(), BOTH) == ()
