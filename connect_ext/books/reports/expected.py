"""What should have been billed: quantities in force times the prices valid, whatever coverage says (money §17).

Recomputed from the marketplace's own facts, so that a fault in what we wrote down as billed shows as a difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from connect_ext.books.days import Days
from connect_ext.books.money import Amount, Currency
from connect_ext.books.orders.quantities import Part, Quantities
from connect_ext.books.periods.months import apportioned, exact_by_month
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import Rate, amount

Key = TypeVar("Key", bound=Hashable)

PriceOn = Callable[[date], Amount | None]
"""The unit price of a full period for service that starts on this day; None where no price is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLine:
    """A quantity and its days, inside one period, at one price: what one line of an invoice should say."""

    part: Part
    period: Days
    rate: Rate
    amount: Decimal

    @property
    def by_month(self) -> Mapping[date, Decimal]:
        """The amount over the months of its days, named by their first day; they add up to it."""
        return apportioned(self.amount, exact_by_month(self.part, self.rate), self.rate.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Of one item of one asset. Amounts of two currencies are never added up."""

    lines: tuple[ExpectedLine, ...]
    unpriced: tuple[Part, ...]
    """In force, and no price is known."""

    @property
    def per_period(self) -> Mapping[tuple[Days, Currency], Decimal]:
        return _summed(((line.period, line.rate.currency), line.amount) for line in self.lines)

    @property
    def per_month(self) -> Mapping[tuple[date, Currency], Decimal]:
        """By service month."""
        return _summed(
            ((month, line.rate.currency), share) for line in self.lines for month, share in line.by_month.items()
        )


def expected(held: Quantities, periods: Periods, price_on: PriceOn, days: Days) -> Expected:
    """For every full period that has one of these days.

    The price of what is in force when a period begins is that of its first day; of what is added inside it, that of
    the day on which it is added.
    """
    lines, unpriced = list[ExpectedLine](), list[Part]()
    for period in periods.touching(days):
        for part in held.layers(period):
            price = price_on(part.days.start)
            if price is None:
                unpriced.append(part)
                continue
            rate = Rate(unit_price=price.value, currency=price.currency, periods=periods)
            lines.append(ExpectedLine(part=part, period=period, rate=rate, amount=amount(part, rate)))
    return Expected(lines=tuple(lines), unpriced=tuple(unpriced))


def _summed(amounts: Iterator[tuple[Key, Decimal]]) -> Mapping[Key, Decimal]:
    sums: defaultdict[Key, Decimal] = defaultdict(Decimal)
    for key, one in amounts:
        sums[key] += one
    return dict(sums)
