"""A price as its source states it becomes the price of the books: without tax, marked up, in an enabled currency.

Each step stands in the price's evidence, and is frozen with it (money §3).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext

from connect_ext.books.classify import posting
from connect_ext.books.money import plain
from connect_ext.books.order import Order, Party, ProductItem
from connect_ext.books.organisation import Organisation
from connect_ext.books.price import Price, Quote
from connect_ext.books.problem import Problem
from connect_ext.books.rates import rate_on
from connect_ext.books.settings import Settings
from connect_ext.books.tax import without_tax


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerms:
    """What the installation says about its sources, for one billed party on one day of service."""

    settings: Settings
    organisation: Organisation
    party: Party
    on: date

    def of(self, price: Price, item: ProductItem) -> Price:
        """The price of the running term is in the books already, and stays."""
        if price.source is None:
            return price
        return self._converted(self._marked_up(self._untaxed(price, item)))

    def _untaxed(self, price: Price, item: ProductItem) -> Price:
        """What the tax is cannot be known before it is known where the line is booked: until then nothing is made."""
        if price.source not in self.settings.prices_with_tax:
            return price
        booked = posting(item, self.party, self.settings, self.organisation)
        if isinstance(booked, Problem):
            return price
        said = f"{plain(price.amount)} with {plain(booked.tax_rate)} % tax"
        return _step(price, lambda amount: without_tax(amount, booked.tax_rate), said)

    def _marked_up(self, price: Price) -> Price:
        percent = self.settings.markup.get(price.source) if price.source else None
        if not percent:
            return price
        said = f"{plain(price.amount)} {'plus' if percent > 0 else 'less'} {plain(abs(percent))} %"
        return _step(price, lambda amount: amount * (100 + percent) / 100, said)

    def _converted(self, price: Price) -> Price:
        """Only what Xero could not invoice as it is; without a rate that stays a problem."""
        base = self.organisation.base_currency
        if price.currency in self.organisation.currencies:
            return price
        rate = rate_on(self.on, self.settings.currency_rates, price.currency, base)
        if rate is None:
            return price
        said = f"{plain(price.amount)} {price.currency} at {plain(rate.rate)} of {rate.since.isoformat()}"
        return replace(_step(price, lambda amount: amount * rate.rate, said), currency=base)


def _step(price: Price, change: Callable[[Decimal], Decimal], said: str) -> Price:
    with localcontext(prec=50):
        return replace(price, amount=change(price.amount), evidence=f"{price.evidence}, {said}")


def in_the_books(
    quotes: Mapping[int, tuple[Quote, ...]], kept: Collection[int], order: Order, terms: PriceTerms
) -> dict[int, tuple[Quote, ...]]:
    """By fee number. Prices that are `kept` went through this when they were frozen."""
    items = {fee.number: fee.product_item for fee in order.fees}
    return {
        number: tuple(
            terms.of(quote, items[number]) if isinstance(quote, Price) and number not in kept else quote
            for quote in said
        )
        for number, said in quotes.items()
    }
