"""What ending a subscription early should cost, by the rule in the settings (money §8, §17).

As `crediting.cancellation_fee`, but from orders and prices alone: what is billed is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from connect_ext.books.days import Days
from connect_ext.books.documents.policies import CancellationFee, FeeRule
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount, Currency
from connect_ext.books.orders.order import OrderType, ProductItem
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.proration import Rate, exact_amount, rounded
from connect_ext.books.reports.subscription_lines import PriceOn, Subscription
from connect_ext.books.subscription.asset import effective_on, held


class NotKnown(Exception):
    """What it would take is not known; the words end a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """An item that is cancelled, with what was in force of it on the day before."""

    item: ProductItem
    quantity: Decimal
    periods: Periods
    on: date

    @property
    def running(self) -> Days:
        return self.periods.containing(self.on)


def ending_fee(
    subscription: Subscription,
    month: Days,
    fee: CancellationFee,
    base: Currency,
    price_on: PriceOn,
    commitments: Mapping[ProductItemId, int],
) -> Amount | None:
    """`commitments` are those that orders do not tell. None where none is due in the month. Raises `NotKnown` where
    that cannot be said from orders and prices."""
    ended_on = min(
        (effective_on(one) for one in subscription.orders if one.type is OrderType.CANCELLATION), default=None
    )
    if fee.rule is FeeRule.NONE or ended_on is None or ended_on not in month:
        return None
    endings = tuple(_endings(subscription, ended_on))
    early = [one for one in endings if one.running.start < ended_on]
    match fee.rule:
        case FeeRule.FIXED:
            return Amount(value=fee.value, currency=fee.currency or base) if early else None
        case FeeRule.PERCENT:
            left = () if subscription.in_arrears else early
            values = _summed((_rate(one, price_on), _left(one)) for one in left)
            return _one({of: value * Fraction(fee.value) / 100 for of, value in values.items()})
        case _:
            return _one(_summed((_rate(one, price_on), _committed(one, subscription, commitments)) for one in endings))


def _endings(subscription: Subscription, on: date) -> Iterator[Ending]:
    for item in subscription.calendar.items():
        quantity = held(subscription.orders, item.id).quantities.on(on - A_DAY)
        if quantity:
            yield Ending(item=item, quantity=quantity, periods=subscription.calendar.periods(item), on=on)


def _rate(one: Ending, price_on: PriceOn) -> Rate:
    price = price_on(one.item.id, one.running.start)
    if price is None:
        raise NotKnown(f"no price is known for {one.item.mpn}")
    return Rate(unit_price=price.value, currency=price.currency, periods=one.periods)


def _left(one: Ending) -> Part:
    return Part(days=Days(start=one.on, end=one.running.end), quantity=one.quantity)


def _committed(one: Ending, subscription: Subscription, commitments: Mapping[ProductItemId, int]) -> Part | None:
    """The full periods that are left of what it was committed to."""
    committed = one.item.committed or commitments.get(one.item.id)
    if committed is None:
        raise NotKnown(f"Connect does not say to how many periods {one.item.mpn} was committed")
    began = min(effective_on(order) for order in subscription.orders)
    until = Periods(anchor=began, length=one.periods.length).boundary(committed)
    first, last = one.periods.number(one.on - A_DAY) + 1, one.periods.number(until)
    if last <= first:
        return None
    days = Days(start=one.periods.boundary(first), end=one.periods.boundary(last))
    return Part(days=days, quantity=one.quantity)


def _summed(parts: Iterator[tuple[Rate, Part | None]]) -> Mapping[Currency, Fraction]:
    sums: defaultdict[Currency, Fraction] = defaultdict(Fraction)
    for rate, part in parts:
        if part is not None:
            sums[rate.currency] += exact_amount(part, rate)
    return sums


def _one(values: Mapping[Currency, Fraction]) -> Amount | None:
    found = {of: value for of, value in values.items() if value}
    if len(found) > 1:
        raise NotKnown(f"its items are priced in several currencies ({', '.join(sorted(found))})")
    for currency, value in found.items():
        return Amount(value=rounded(value, currency), currency=currency)
    return None
