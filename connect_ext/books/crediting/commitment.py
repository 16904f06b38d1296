"""What is given back inside a commitment asks a person, unless a rule was made for that (money §8).

Who orders an item with a commitment has agreed to pay for so many of its periods. *Give back the unused days* is what
the books do where nobody was thinking of commitments. Rules that were made with them in mind: the rule of a product, a
person's choice for the order, a window of days, giving nothing back, and a fee of the committed periods that are left.
"""

from __future__ import annotations

from datetime import date

from connect_ext.books.documents.policies import CancellationRule, FeeRule, ReductionRule
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Order, OrderType, ProductItem
from connect_ext.books.periods.periods import Periods
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.asset import effective_on

THE_PERIOD_ITSELF = 1
"""What everything says that is billed by the period, and no commitment to anything beyond it."""


def asks_about_commitments(order: Order, settings: Settings) -> bool:
    """Whether the settings say nothing of commitments that would hold for the order."""
    if order.type is not OrderType.CANCELLATION:
        own = order.product_id in settings.reductions_by_product
        return not own and settings.reductions in (ReductionRule.REFUND, ReductionRule.ASK)
    own = order.product_id in settings.cancellations_by_product
    fee = settings.cancellation_fee.rule is FeeRule.COMMITTED_PERIODS
    return not (own or fee) and settings.cancellation in (CancellationRule.CREDIT, CancellationRule.ASK)


def committed_until(item: ProductItem, order: Order, facts: Facts) -> date | None:
    """The end of a commitment that the order does not keep; None where there is none, or a rule for it."""
    if facts.chosen is not None or item.period is None or not asks_about_commitments(order, facts.settings):
        return None
    periods = item.committed or facts.commitments.get(item.id, THE_PERIOD_ITSELF)
    began = facts.asset.service_start(order)
    until: date = Periods(anchor=began, length=item.period).boundary(periods)
    return until if periods > THE_PERIOD_ITSELF and effective_on(order) < until else None
