"""What the documents of one month should come to for one asset: from its orders and prices alone (money §17).

All that should have been billed by the end of the month, less all that should have been before it. So what a reduction
or a cancellation gives back counts in the month in which it takes effect, and what was billed elsewhere cancels out.
Usage and the fees of cancellations are not in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.days import Days
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount, Currency, round_amount
from connect_ext.books.orders.order import Fee, Order, OrderType, ProductItem, SkuClass
from connect_ext.books.orders.quantities import NOTHING, Quantities, Step
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.terms import Terms
from connect_ext.books.reports.expected import ExpectedLine, expected
from connect_ext.books.subscription.asset import effective_on, held
from connect_ext.books.subscription.calendar import AssetCalendar

PriceOn = Callable[[ProductItemId, date], Amount | None]
"""The unit price of an item for service that starts on this day; None where none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One asset, with what the installation's settings make of it."""

    orders: Sequence[Order]
    """Those that count, in any order."""
    terms: Terms | None
    in_arrears: bool
    refunds: bool
    """Whether a reduced quantity gives back; else only the next period bills less."""
    credits_the_end: bool
    """Whether a cancellation gives the unused part back; else its period is billed to the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FallingDue:
    """Amounts before tax, by currency; negative where more is given back than billed."""

    amounts: Mapping[Currency, Decimal]
    unpriced: frozenset[ProductItemId]
    """Of these something is in force, and no price is known."""


def falling_due(subscription: Subscription, month: Days, price_on: PriceOn) -> FallingDue:
    sums, unpriced = defaultdict[Currency, Decimal](Decimal), set[ProductItemId]()
    for item, sign, known, until in _looks(subscription, month):
        for lines, without_price in _periods(subscription, item, known, month, until, price_on):
            if without_price:
                unpriced.add(item.id)
            for line in lines:
                sums[line.rate.currency] += sign * line.amount
    for item_id, quantity, on in _once(subscription.orders, month):
        price = price_on(item_id, on)
        if price is None:
            unpriced.add(item_id)
        else:
            sums[price.currency] += round_amount(quantity * price.value, price.currency)
    return FallingDue(amounts={of: sum_ for of, sum_ in sums.items() if sum_}, unpriced=frozenset(unpriced))


def _looks(subscription: Subscription, month: Days) -> Iterator[tuple[ProductItem, int, list[Order], date]]:
    """Each item with what was known at the month's end, and what was before it, which is taken off."""
    for sign, until in ((1, month.end), (-1, month.start)):
        known = [order for order in subscription.orders if effective_on(order) < until]
        for item in _calendar(subscription).items():
            yield item, sign, known, until


def _calendar(subscription: Subscription) -> AssetCalendar:
    return AssetCalendar(orders=subscription.orders, terms=subscription.terms, in_arrears=subscription.in_arrears)


def _periods(
    subscription: Subscription, item: ProductItem, known: list[Order], month: Days, until: date, price_on: PriceOn
) -> Iterator[tuple[Sequence[ExpectedLine], bool]]:
    """Of the periods that the month can have changed: their lines, and whether something has no price.

    What is added to a running term costs what the term costs (money §3).
    """
    periods = _calendar(subscription).periods(item)
    quantities = _billed(subscription, item, known, periods)
    first = month.start - A_DAY if subscription.in_arrears else month.start
    for period in periods.touching(Days(start=first, end=month.end)):
        billed_on = period.end if subscription.in_arrears else period.start
        layers = quantities.layers(period)
        if billed_on >= until or not layers:
            continue
        found = expected(quantities, periods, _of_the_term(price_on, item.id, layers[0].days.start), period)
        yield found.lines, bool(found.unpriced)


def _of_the_term(price_on: PriceOn, item: ProductItemId, begins: date) -> Callable[[date], Amount | None]:
    return lambda _added_on: price_on(item, begins)


def _billed(subscription: Subscription, item: ProductItem, known: list[Order], periods: Periods) -> Quantities:
    """The quantities that are to be billed: those in force, and what the settings leave billed beyond them."""
    force = held(known, item.id)
    quantities = force.quantities if subscription.refunds else force.kept(periods)
    ended_on = force.ended_on
    if ended_on is None or subscription.credits_the_end or periods.containing(ended_on).start == ended_on:
        return quantities
    stays = Step(on=ended_on, quantity=quantities.on(ended_on - A_DAY))
    return quantities.plus(Quantities(steps=(stays,)).until(periods.containing(ended_on).end))


def _once(orders: Sequence[Order], month: Days) -> Iterator[tuple[ProductItemId, Decimal, date]]:
    """What is charged once and was ordered in the month."""
    for order in orders:
        if effective_on(order) in month and order.type in (OrderType.SALES, OrderType.CHANGE):
            for fee in order.fees:
                if _is_once(fee) and (more := _added(fee, order)) > 0:
                    yield fee.product_item.id, more, effective_on(order)


def _is_once(fee: Fee) -> bool:
    return fee.product_item.period is None and fee.product_item.sku_class is not SkuClass.USAGE


def _added(fee: Fee, order: Order) -> Decimal:
    before = fee.old_quantity if order.type is OrderType.CHANGE else None
    return (fee.quantity or NOTHING) - (before or NOTHING)
