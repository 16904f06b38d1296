"""What the items of one asset cost on any day, asked of the sources anew: nothing that we wrote down counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time

from connect_ext.books.booking.price_terms import PriceTerms, in_the_books, priced_on
from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Fee, Order, OrderType, Party
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.prices.base_currency import only_in_base_currency
from connect_ext.books.prices.price import choose
from connect_ext.books.subscription.asset import effective_on
from connect_ext.books.subscription.turn import turn_of
from connect_ext.sync.gathering.pricing import Sources


@dataclass(slots=True, kw_only=True)
class ValidPrices:
    """Remembers what it asked. `facts` are those that a price depends on; `party` is who is billed."""

    orders: Sequence[Order]
    party: Party
    sources: Sources
    facts: Facts
    _known: dict[tuple[ProductItemId, date], Amount | None] = field(default_factory=dict, init=False)

    def on(self, item: ProductItemId, day: date) -> Amount | None:
        """None where no source has a price. Raises `WorldFailed`."""
        if (item, day) not in self._known:
            self._known[item, day] = self._asked(item, day)
        return self._known[item, day]

    def _asked(self, item: ProductItemId, day: date) -> Amount | None:
        named = [order for order in sorted(self.orders, key=turn_of) if _fee_of(order, item)]
        if not named:
            return None
        asked = _as_of(next((one for one in reversed(named) if effective_on(one) <= day), named[0]), item, day)
        terms = PriceTerms(
            order=asked, party=self.party, facts=self.facts, on=priced_on(asked, self.sources.organisation.timezone)
        )
        priced = in_the_books(self.sources.quotes_of(asked, {}), (), terms)
        quotes = only_in_base_currency(priced, self.facts.organisation.base_currency)
        price = choose(quotes.get(asked.fees[0].number, ()))
        return Amount(value=price.amount, currency=price.currency) if price else None


def _fee_of(order: Order, item: ProductItemId) -> Fee | None:
    charged = order.type is not OrderType.CANCELLATION
    return next((fee for fee in order.fees if charged and fee.product_item.id == item), None)


def _as_of(order: Order, item: ProductItemId, day: date) -> Order:
    """The order, as if it bought this item on that day. On its own day the organisation's clock decides which day it
    is; a later one is a day of the platform, as for a period that begins (`priced_on`)."""
    fee = _fee_of(order, item)
    bought = replace(order, type=OrderType.SALES, fees=(fee,) if fee else ())
    if effective_on(order) == day:
        return bought
    noon = datetime.combine(day, time(12), UTC)
    return replace(bought, period=Days(start=day, end=day + A_DAY), effective_at=noon)
