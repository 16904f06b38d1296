"""A cancellation that gives nothing back leaves its period billed to the end, also where it is billed only afterwards.

*No credit* is about what the customer has agreed to pay, so what stays must not depend on who was told first (money §5,
§8): what was billed of the running period, or would have been. A period that begins with the cancellation, or after it,
is not billed. In arrears it is the same.
"""

from __future__ import annotations

from datetime import date

from connect_ext.books.days import Days
from connect_ext.books.documents.policies import CancellationRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.quantities import Quantities, Step
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.settings.one_order import settings_for
from connect_ext.books.subscription.asset import effective_on


def to_the_end(wanted: Quantities, period: Days, order: Order, facts: Facts) -> Quantities:
    """What is to be billed of a period of the asset: `wanted`, or more where it is cancelled within the period."""
    ended_on = _ended_on(facts)
    if ended_on is None or not stays_billed(ended_on, period, order, facts):
        return wanted
    stays = wanted.on(ended_on - A_DAY)
    through = Quantities(steps=(Step(on=ended_on, quantity=stays),)).until(period.end)
    return wanted.until(ended_on).plus(through)


def stays_billed(ended_on: date, period: Days, order: Order, facts: Facts) -> bool:
    began = facts.asset.service_start(order)
    if not period.start < ended_on < period.end or ended_on <= began:
        return False
    settings = facts.settings
    ends = (one for one in facts.asset.others if one.order.type is OrderType.CANCELLATION)
    chosen = next((one.chosen for one in ends if effective_on(one.order) == ended_on), None)
    rule = settings_for(settings, order.product_id, chosen).cancellation
    if rule is CancellationRule.WITHIN_DAYS:
        return (ended_on - max(period.start, began)).days >= settings.cancellation_days
    return rule is CancellationRule.NO_CREDIT


def _ended_on(facts: Facts) -> date | None:
    orders = (other.order for other in facts.asset.others)
    return min((effective_on(one) for one in orders if one.type is OrderType.CANCELLATION), default=None)
