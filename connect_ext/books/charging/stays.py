"""What is to be billed of an item, day by day: what is in force, and what stays billed after it by the settings.

Where a reduction changes the quantity only, and where a cancellation gives nothing back, the running period stays
billed to its end. Both are about what the customer has agreed to pay, so what stays must not depend on who was told
first (money §5, §8): what was billed of the period, or would have been. A period that begins with the cancellation, or
after it, is not billed. In arrears it is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from connect_ext.books.days import Days
from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import ProductId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.quantities import Quantities, Step
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.settings.one_order import settings_for
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.asset import effective_on
from connect_ext.books.subscription.in_force import InForce


def to_be_billed(known: InForce, periods: Periods, order: Order, facts: Facts, term: Days | None = None) -> Quantities:
    """`known` are the orders of the item that count. `term`: what is billed as one; None for the periods' own."""
    kept = known.kept(periods, _gives_back(periods, order, facts))
    ended_on = known.ended_on
    if ended_on is None:
        return kept
    period, began = term or periods.containing(ended_on), facts.asset.service_start(order)
    if not period.start < ended_on < period.end or ended_on <= began:
        return kept
    stays = kept.on(ended_on - A_DAY)
    if not _stays_billed(ended_on, max(period.start, began), order.product_id, facts):
        # The seats in force are given back, and no others.
        stays -= known.quantities.on(ended_on - A_DAY)
    return kept.plus(Quantities(steps=(Step(on=ended_on, quantity=stays),)).until(period.end))


def _gives_back(periods: Periods, order: Order, facts: Facts) -> Callable[[date], bool]:
    """Whether what is less from a day on is given back."""
    began = facts.asset.service_start(order)

    def gives_back(on: date) -> bool:
        settings = _settings_on(on, OrderType.CHANGE, order.product_id, facts)
        if settings.reductions is ReductionRule.WITHIN_DAYS:
            return (on - max(periods.containing(on).start, began)).days < settings.reduction_days
        return settings.reductions is not ReductionRule.QUANTITY_ONLY

    return gives_back


def _stays_billed(ended_on: date, begun: date, product: ProductId, facts: Facts) -> bool:
    settings = _settings_on(ended_on, OrderType.CANCELLATION, product, facts)
    if settings.cancellation is CancellationRule.WITHIN_DAYS:
        return (ended_on - begun).days >= settings.cancellation_days
    return settings.cancellation is CancellationRule.NO_CREDIT


def _settings_on(day: date, type_: OrderType, product: ProductId, facts: Facts) -> Settings:
    """With what a person chose for the order of that day."""
    orders = (one for one in facts.asset.others if one.order.type is type_ and effective_on(one.order) == day)
    return settings_for(facts.settings, product, next((one.chosen for one in orders if one.chosen), None))
