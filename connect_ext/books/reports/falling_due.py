"""What the documents of one month should come to for one asset: from its orders and prices alone (money §17).

All that should have been billed by the end of the month, less all that should have been before it. So what a reduction
or a cancellation gives back counts in the month in which it takes effect, and what was billed elsewhere cancels out.
`usage_due` and `ending_fee` have the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.days import Days
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Currency, round_amount
from connect_ext.books.orders.order import Fee, Order, OrderType, ProductItem, SkuClass
from connect_ext.books.orders.quantities import NOTHING
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.reports.expected import Expected
from connect_ext.books.reports.subscription_lines import PriceOn, Subscription, lines_of
from connect_ext.books.subscription.asset import effective_on


@dataclass(frozen=True, slots=True, kw_only=True)
class FallingDue:
    """Amounts before tax, by currency; negative where more is given back than billed."""

    amounts: Mapping[Currency, Decimal]
    unpriced: frozenset[ProductItemId]
    """Of these something is in force, and no price is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The month, up to which day orders are known, and from which one on nothing has begun by itself."""

    month: Days
    until: date
    begun: date | None

    def has(self, day: date) -> bool:
        return self.begun is None or day < self.begun


def falling_due(subscription: Subscription, month: Days, price_on: PriceOn, *, begun: date | None = None) -> FallingDue:
    """Periods that begin on `begun` or later are not due yet, but for those that an order begins: orders are sent when
    they are known."""
    sums, unpriced = defaultdict[Currency, Decimal](Decimal), set[ProductItemId]()
    for item, sign, known, until in _looks(subscription, month):
        for found in _periods(subscription, item, known, Looked(month=month, until=until, begun=begun), price_on):
            unpriced |= {item.id} if found.unpriced else set()
            for line in found.lines:
                sums[line.rate.currency] += sign * line.amount
    for item_id, quantity, on in _once(subscription, month):
        price = price_on(item_id, on)
        if price is None:
            unpriced.add(item_id)
        else:
            sums[price.currency] += round_amount(quantity * price.value, price.currency)
    return FallingDue(amounts={of: sum_ for of, sum_ in sums.items() if sum_}, unpriced=frozenset(unpriced))


def served(subscription: Subscription, month: Days, price_on: PriceOn) -> Mapping[Currency, Decimal]:
    """What the service of the month is worth, whenever it is billed: of every period its share of these days."""
    sums = defaultdict[Currency, Decimal](Decimal)
    for item in subscription.calendar.items():
        quantities = subscription.billed(item, subscription.orders)
        for period in subscription.calendar.periods(item).touching(month):
            found = lines_of(subscription, item, quantities, period, price_on)
            for line in found.lines if found else ():
                sums[line.rate.currency] += line.by_month.get(month.start, NOTHING)
    return {currency: amount for currency, amount in sums.items() if amount}


def _looks(subscription: Subscription, month: Days) -> Iterator[tuple[ProductItem, int, list[Order], date]]:
    """Each item with what was known at the month's end, and what was before it, which is taken off."""
    for sign, until in ((1, month.end), (-1, month.start)):
        known = [order for order in subscription.orders if effective_on(order) < until]
        for item in subscription.calendar.items():
            yield item, sign, known, until


def _periods(
    subscription: Subscription, item: ProductItem, known: list[Order], looked: Looked, price_on: PriceOn
) -> Iterator[Expected]:
    """Those that the month can have changed."""
    quantities = subscription.billed(item, known)
    first = looked.month.start - A_DAY if subscription.in_arrears else looked.month.start
    for period in subscription.calendar.periods(item).touching(Days(start=first, end=looked.month.end)):
        billed_on = period.end if subscription.in_arrears else period.start
        found = lines_of(subscription, item, quantities, period, price_on) if billed_on < looked.until else None
        if found is not None and (looked.has(billed_on) or _is_begun(subscription, period, known)):
            yield found


def _is_begun(subscription: Subscription, period: Days, known: Sequence[Order]) -> bool:
    """By an order, whenever it takes effect in the period. In arrears no order bills it."""
    return not subscription.in_arrears and any(
        effective_on(order) in period for order in known if order.type is not OrderType.CANCELLATION
    )


def _once(subscription: Subscription, month: Days) -> Iterator[tuple[ProductItemId, Decimal, date]]:
    """What is charged once and was ordered in the month, less what a cancellation in it gives back."""
    orders = subscription.orders
    for order, fee, more in _ordered_once(orders):
        on = effective_on(order)
        if on in month:
            yield fee.product_item.id, more, on
        for end in _ends(orders):
            if end in month and on <= end and (end - on).days < max(subscription.gives.once, 1):
                yield fee.product_item.id, -more, on


def _ends(orders: Sequence[Order]) -> list[date]:
    return sorted(effective_on(order) for order in orders if order.type is OrderType.CANCELLATION)[:1]


def _ordered_once(orders: Sequence[Order]) -> Iterator[tuple[Order, Fee, Decimal]]:
    for order in orders:
        if order.type in (OrderType.SALES, OrderType.CHANGE):
            for fee in order.fees:
                if _is_once(fee) and (more := _added(fee, order)) > 0:
                    yield order, fee, more


def _is_once(fee: Fee) -> bool:
    return fee.product_item.period is None and fee.product_item.sku_class is not SkuClass.USAGE


def _added(fee: Fee, order: Order) -> Decimal:
    before = fee.old_quantity if order.type is OrderType.CHANGE else None
    return (fee.quantity or NOTHING) - (before or NOTHING)
