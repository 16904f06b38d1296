"""A price as its source states it becomes the price of the books: without tax, marked up, in an enabled currency.

Each step stands in the price's evidence, and is frozen with it (money §3).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from zoneinfo import ZoneInfo

from connect_ext.books.booking.booking import booking, ruled
from connect_ext.books.booking.own_defaults import own_defaults
from connect_ext.books.documents.tax import without_tax
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order, Party
from connect_ext.books.prices.price import Price, Quote
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.rates import rate_on


def priced_on(order: Order, zone: ZoneInfo) -> date:
    """A period begins on a day of the platform, and costs what is in force on that day wherever people are."""
    return order.period.start if order.period else order.effective_at.astimezone(zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceTerms:
    """What the installation says about its sources, for one order on one day of service."""

    order: Order
    party: Party
    facts: Facts
    on: date

    def of(self, price: Price, fee: Fee) -> Price:
        """The price of the running term is in the books already, and stays."""
        if price.source is None:
            return price
        return self._converted(self._discounted(self._marked_up(self._untaxed(price, fee))))

    def _untaxed(self, price: Price, fee: Fee) -> Price:
        """What the tax is cannot be known before it is known where the line is booked: until then nothing is made."""
        if price.source not in self.facts.settings.prices_with_tax:
            return price
        booked = booking(fee, ruled(fee, self.order, self.party, self.facts), self.party, self.facts)
        if isinstance(booked, Problem):
            return price
        said = f"{plain(price.amount)} with {plain(booked.tax_rate)} % tax"
        return _step(price, lambda amount: without_tax(amount, booked.tax_rate), said)

    def _marked_up(self, price: Price) -> Price:
        percent = self.facts.settings.markup.get(price.source) if price.source else None
        if not percent:
            return price
        said = f"{plain(price.amount)} {'plus' if percent > 0 else 'less'} {plain(abs(percent))} %"
        return _step(price, lambda amount: amount * (100 + percent) / 100, said)

    def _discounted(self, price: Price) -> Price:
        """Taken off the unit, not told in a field of its own: a credit could not repeat it (money §8)."""
        percent = own_defaults(self.facts).discount
        if not percent:
            return price
        said = f"{plain(price.amount)} less {plain(percent)} %, the contact's discount in Xero"
        return _step(price, lambda amount: amount * (100 - percent) / 100, said)

    def _converted(self, price: Price) -> Price:
        """Only what Xero could not invoice as it is; without a rate that stays a problem."""
        base = self.facts.organisation.base_currency
        if price.currency in self.facts.organisation.currencies:
            return price
        rate = rate_on(self.on, self.facts.settings.currency_rates, price.currency, base)
        if rate is None:
            return price
        said = f"{plain(price.amount)} {price.currency} at {plain(rate.rate)} of {rate.since.isoformat()}"
        return replace(_step(price, lambda amount: amount * rate.rate, said), currency=base)


def _step(price: Price, change: Callable[[Decimal], Decimal], said: str) -> Price:
    with localcontext(prec=50):
        return replace(price, amount=change(price.amount), evidence=f"{price.evidence}, {said}")


def in_the_books(
    quotes: Mapping[int, tuple[Quote, ...]], kept: Collection[int], terms: PriceTerms
) -> dict[int, tuple[Quote, ...]]:
    """By fee number. Prices that are `kept` went through this when they were frozen."""
    fees = {fee.number: fee for fee in terms.order.fees}
    return {
        number: tuple(
            terms.of(quote, fees[number]) if isinstance(quote, Price) and number not in kept else quote
            for quote in said
        )
        for number, said in quotes.items()
    }
