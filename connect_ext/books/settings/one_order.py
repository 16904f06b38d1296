"""What holds for one order: what a person chose that it gives back, else the rule of its product, else that for all.

Money §8: “per-product override”, and “ask”.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.ids import ProductId
from connect_ext.books.orders.order import OrderType
from connect_ext.books.settings.settings import Settings


class CreditChoice(StrEnum):
    """What becomes of days that are billed and not wanted any more."""

    REFUND = "refund"
    """A reduction gives them back."""
    QUANTITY_ONLY = "quantity_only"
    """A reduction leaves them covered to the end of their period; the next period bills less."""
    CREDIT_UNUSED = "credit_unused"
    """A cancellation gives them back."""
    NO_CREDIT = "no_credit"
    """A cancellation gives nothing back of the period in which it takes effect."""


REDUCTIONS = {
    CreditChoice.REFUND: ReductionRule.REFUND,
    CreditChoice.QUANTITY_ONLY: ReductionRule.QUANTITY_ONLY,
}
CANCELLATIONS = {
    CreditChoice.CREDIT_UNUSED: CancellationRule.CREDIT,
    CreditChoice.NO_CREDIT: CancellationRule.NO_CREDIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    choice: CreditChoice
    by: str
    """Who chose, as Connect calls them."""

    @property
    def sentence(self) -> str:
        return f"{self.by} chose for this order: {WORDS[self.choice]}."


WORDS = {
    CreditChoice.REFUND: "refund what is taken back",
    CreditChoice.QUANTITY_ONLY: "only the quantity changes",
    CreditChoice.CREDIT_UNUSED: "credit the unused part",
    CreditChoice.NO_CREDIT: "no credit",
}


def choices_for(order_type: OrderType | None) -> tuple[CreditChoice, ...]:
    """Those that mean something for such an order; none for one that gives nothing back."""
    if order_type is OrderType.CANCELLATION:
        return tuple(CANCELLATIONS)
    return tuple(REDUCTIONS) if order_type in (OrderType.CHANGE, OrderType.RENEWAL) else ()


def settings_for(settings: Settings, product: ProductId, chosen: Chosen | None = None) -> Settings:
    """The settings that hold for the one order."""
    reductions = settings.reductions_by_product.get(product, settings.reductions)
    cancellation = settings.cancellations_by_product.get(product, settings.cancellation)
    if chosen is not None:
        reductions = REDUCTIONS.get(chosen.choice, reductions)
        cancellation = CANCELLATIONS.get(chosen.choice, cancellation)
    return replace(settings, reductions=reductions, cancellation=cancellation)
