"""Within how many days reductions and a cancellation of an asset give back what is billed, by the rules (money §8).

The rules are asked anew: of one order what a person chose for it, else the settings. Nothing here looks at what was
credited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.documents.policies import CancellationRule, ReductionRule
from connect_ext.books.ids import OrderKey, RequestId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.settings.one_order import Chosen, settings_for
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.turn import turn_of

NEVER = 0
ALWAYS = 1_000_000
"""Days of a window that no period is longer than."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingBack:
    """Windows in days, from the start of the period that is billed."""

    reduced: int = ALWAYS
    """Of what is reduced; outside of it only the next period bills less."""
    ended: int = ALWAYS
    """Of what is cancelled; outside of it the period is billed to its end."""
    once: int = NEVER
    """Of what is charged once, from its own day, where the asset is cancelled (money §3)."""
    undecided: tuple[RequestId, ...] = ()
    """Orders of which the settings leave it to a person, and nobody has chosen: as if they gave nothing back."""


def giving_back(orders: Sequence[Order], chosen: Mapping[OrderKey, Chosen], settings: Settings) -> GivingBack:
    """Of several reductions the last one's rule holds for all: mostly they have the same."""
    in_turn = sorted(orders, key=turn_of)
    ends = [order for order in in_turn if order.type is OrderType.CANCELLATION][:1]
    reductions = [order for order in in_turn if _reduces(order)][-1:]
    reduced, ended = _settings(reductions, chosen, settings), _settings(ends, chosen, settings)
    asks = (
        *(order.request_id for order in reductions if reduced.reductions is ReductionRule.ASK),
        *(order.request_id for order in ends if ended.cancellation is CancellationRule.ASK),
    )
    window = _window_of_end(ended)
    return GivingBack(
        reduced=_window_of_reduction(reduced),
        ended=window,
        once=min(window, ended.cancellation_days),
        undecided=asks,
    )


def _settings(orders: Sequence[Order], chosen: Mapping[OrderKey, Chosen], settings: Settings) -> Settings:
    return settings_for(settings, orders[0].product_id, chosen.get(orders[0].key)) if orders else settings


def _window_of_reduction(settings: Settings) -> int:
    within = settings.reduction_days if settings.reductions is ReductionRule.WITHIN_DAYS else NEVER
    return ALWAYS if settings.reductions is ReductionRule.REFUND else within


def _window_of_end(settings: Settings) -> int:
    within = settings.cancellation_days if settings.cancellation is CancellationRule.WITHIN_DAYS else NEVER
    return ALWAYS if settings.cancellation is CancellationRule.CREDIT else within


def _reduces(order: Order) -> bool:
    if order.type not in (OrderType.CHANGE, OrderType.RENEWAL):
        return False
    known = ((fee.quantity, fee.old_quantity) for fee in order.fees)
    return any(now is not None and before is not None and now < before for now, before in known)
