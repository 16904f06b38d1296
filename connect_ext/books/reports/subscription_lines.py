"""The lines that a subscription's periods should be billed with, by its orders, its prices and the rules alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from connect_ext.books.days import Days
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Order, ProductItem
from connect_ext.books.orders.quantities import Quantities, Step
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.terms import Terms
from connect_ext.books.reports.expected import Expected, expected
from connect_ext.books.reports.giving_back import ALWAYS, NEVER, GivingBack
from connect_ext.books.subscription.asset import held
from connect_ext.books.subscription.calendar import AssetCalendar
from connect_ext.books.subscription.in_force import InForce

PriceOn = Callable[[ProductItemId, date], Amount | None]
"""The unit price of an item for service that starts on this day; None where none is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One asset, with what the installation's settings make of it."""

    orders: Sequence[Order]
    """Those that count, in any order."""
    terms: Terms | None
    in_arrears: bool
    gives: GivingBack

    @property
    def calendar(self) -> AssetCalendar:
        return AssetCalendar(orders=self.orders, terms=self.terms, in_arrears=self.in_arrears)

    def billed(self, item: ProductItem, known: Sequence[Order]) -> Quantities:
        """The quantities that are to be billed: those in force, and what the rules leave billed beyond them."""
        force, periods = held(known, item.id), self.calendar.periods(item)
        quantities = force.kept(periods) if _leaves_reductions(force, periods, self.gives) else force.quantities
        ended_on = force.ended_on
        if ended_on is None or _gives_back(force, periods, ended_on, self.gives.ended):
            return quantities
        stays = Step(on=ended_on, quantity=quantities.on(ended_on - A_DAY))
        return quantities.plus(Quantities(steps=(stays,)).until(periods.containing(ended_on).end))


def lines_of(
    subscription: Subscription, item: ProductItem, quantities: Quantities, period: Days, price_on: PriceOn
) -> Expected | None:
    """Of one full period; None where nothing is billed of it. What is added to a running term costs what the term
    costs (money §3)."""
    layers = quantities.layers(period)
    if not layers:
        return None
    begins = layers[0].days.start
    return expected(
        quantities, subscription.calendar.periods(item), lambda _added_on: price_on(item.id, begins), period
    )


def _leaves_reductions(force: InForce, periods: Periods, gives: GivingBack) -> bool:
    if gives.reduced in (NEVER, ALWAYS):
        return gives.reduced == NEVER
    steps = force.quantities.steps
    fallen = [now.on for before, now in pairwise(steps) if now.quantity < before.quantity and now.on != force.ended_on]
    return not all(_gives_back(force, periods, day, gives.reduced) for day in fallen)


def _gives_back(force: InForce, periods: Periods, on: date, days: int) -> bool:
    """Whether a day is one of the first so many of its period, which begins with the service where that is later. What
    begins on that day, or never was in force, is not billed at all."""
    first = force.quantities.steps[0].on if force.quantities.steps else on
    return (on - max(periods.containing(on).start, first)).days < max(days, 1)
