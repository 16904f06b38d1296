from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.booking.price_terms import PriceTerms, in_the_books
from connect_ext.books.orders.order import Address, Party
from connect_ext.books.prices.price import Price
from connect_ext.books.problems.problem import Code
from connect_ext.books.settings.rates import DatedRate, rate_on
from connect_ext.books.settings.settings import PriceSource
from tests.books.builders import (
    AUD,
    USD,
    a_fee,
    a_party,
    a_price,
    an_order,
    facts,
    no_price,
    problems_of,
    some_settings,
)

LIST = PriceSource.PRICE_LIST
NOVEMBER = date(2026, 11, 1)


def a_dated_rate(rate: str, since: date = NOVEMBER) -> DatedRate:
    return DatedRate(source=USD, target=AUD, since=since, rate=Decimal(rate))


def terms(party: Party | None = None, **settings: Any) -> PriceTerms:
    about = facts(settings=some_settings(**settings))
    return PriceTerms(order=an_order(), party=party or a_party(), facts=about, on=date(2026, 11, 20))


def test_a_price_without_terms_of_its_source_is_what_it_was() -> None:
    assert terms(markup={PriceSource.OWN_TABLE: Decimal(5)}).of(a_price(), a_fee()) == a_price()


def test_each_step_is_taken_once_and_told_in_order() -> None:
    chosen = terms(prices_with_tax={LIST}, markup={LIST: Decimal(20)}, currency_rates=(a_dated_rate("1.5"),))
    found = chosen.of(a_price("11.00", USD), a_fee())
    assert (found.amount, found.currency) == (Decimal("18.00"), AUD)
    assert found.evidence == ("price list PL-1, st0p, 11 with 10 % tax, 10 plus 20 %, 12 USD at 1.5 of 2026-11-01")


def test_a_discount_is_a_markup_below_zero() -> None:
    found = terms(markup={LIST: Decimal(-10)}).of(a_price("10"), a_fee())
    assert (found.amount, found.evidence) == (Decimal(9), "price list PL-1, st0p, 10 less 10 %")


def test_where_the_tax_is_not_known_nothing_is_taken_out() -> None:
    nowhere = terms(a_party(address=Address()), prices_with_tax={LIST})
    assert nowhere.of(a_price(), a_fee()) == a_price()


def test_an_enabled_currency_is_never_converted() -> None:
    rate = DatedRate(source=AUD, target=AUD, since=NOVEMBER, rate=Decimal(2))
    assert terms(currency_rates=(rate,)).of(a_price(), a_fee()) == a_price()


@pytest.mark.parametrize("rates", [(), (a_dated_rate("1.5", date(2026, 12, 1)),)])
def test_without_a_rate_of_that_day_a_price_in_another_currency_stays_and_is_a_problem(
    rates: tuple[DatedRate, ...],
) -> None:
    price = a_price("10", USD)
    found = terms(currency_rates=rates).of(price, a_fee())
    assert found == price
    assert [one.code for one in problems_of(about=facts(found))] == [Code.CURRENCY_NOT_ENABLED]


def test_prices_that_are_kept_and_those_of_the_running_term_stay() -> None:
    chosen = terms(markup={LIST: Decimal(100)})
    running = Price(amount=Decimal(1), currency=AUD, source=None, evidence="the running term")
    quotes = {1: (no_price(), a_price("3"))}
    assert in_the_books(quotes, [1], chosen) == quotes
    (_, asked) = in_the_books(quotes, [], chosen)[1]
    assert isinstance(asked, Price)
    assert asked.amount == 6
    assert chosen.of(running, a_fee()) == running


@pytest.mark.parametrize(
    ("day", "rate"),
    [(date(2026, 10, 31), None), (NOVEMBER, "1.5"), (date(2026, 11, 30), "1.5"), (date(2026, 12, 1), "1.6")],
)
def test_the_rate_of_a_day_is_the_last_one_that_began(day: date, rate: str | None) -> None:
    found = rate_on(day, [a_dated_rate("1.6", date(2026, 12, 1)), a_dated_rate("1.5")], USD, AUD)
    assert (found.rate if found else None) == (Decimal(rate) if rate else None)
