"""Prices that auto-sync shows to a person before it sends them (money §14): much changed, or not above the cost.

Usage is not among them: what a file bills has no price per unit and period to compare.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount, plain
from connect_ext.books.problems.codes import Code
from connect_ext.books.problems.problem import Problem, problem

MUCH = Decimal("0.20")
"""Of the last price, up or down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPrices:
    """What there is to compare with, by product item; amounts are of one unit for one period."""

    last: Mapping[ProductItemId, Amount] = field(default_factory=dict)
    """What the order's customer was last billed."""
    costs: Mapping[ProductItemId, Amount] = field(default_factory=dict)
    """What the provider pays, where the price list says that."""


def sold(proposal: Proposal) -> Mapping[ProductItemId, tuple[Amount, ...]]:
    """The prices of the items that the proposal bills, for nothing too."""
    found: dict[ProductItemId, dict[Amount, None]] = {}
    for one in proposal.covers:
        if one.credits is None and one.rate is not None and one.state is not CoverageState.RELEASED:
            price = Amount(value=one.rate.unit_price, currency=one.rate.currency)
            found.setdefault(one.item.product_item, {})[price] = None
    return {item: tuple(prices) for item, prices in found.items()}


def price_holds(proposal: Proposal, known: KnownPrices, rules: HoldRules) -> tuple[Problem, ...]:
    """Every reason to hold it; prices of two currencies are never compared."""
    return tuple(_holds(proposal, known, rules))


def _holds(proposal: Proposal, known: KnownPrices, rules: HoldRules) -> Iterator[Problem]:
    subject = proposal.order.request_id
    names = {fee.product_item.id: fee.product_item.name or fee.product_item.mpn for fee in proposal.order.fees}
    for id_, prices in sold(proposal).items():
        item, last, cost = names.get(id_, id_), known.last.get(id_), known.costs.get(id_)
        for price in prices:
            at = _written(price)
            if rules.price_changes and last is not None and _changed_much(price, last):
                yield problem(Code.HELD_PRICE_CHANGED, subject=subject, item=item, price=at, last=_written(last))
            if rules.low_margins and cost is not None and _earns_nothing(price, cost):
                yield problem(Code.HELD_LOW_MARGIN, subject=subject, item=item, price=at, cost=_written(cost))


def _changed_much(price: Amount, last: Amount) -> bool:
    return price.currency == last.currency and abs(price.value - last.value) > MUCH * last.value


def _earns_nothing(price: Amount, cost: Amount) -> bool:
    """What costs nothing may be given away."""
    return price.currency == cost.currency and 0 < cost.value >= price.value


def _written(amount: Amount) -> str:
    return f"{plain(amount.value)} {amount.currency}"
