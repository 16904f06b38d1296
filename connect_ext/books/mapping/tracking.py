"""Tracking: which option of a category a line carries, fixed or by who sells what to whom (money §11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from connect_ext.books.documents.document import Tracking
from connect_ext.books.orders.order import Order, Party

CATEGORIES_AT_MOST = 2
"""Of active ones that an organisation may have
(https://developer.xero.com/documentation/api/accounting/trackingcategories)."""


class TrackingBy(StrEnum):
    """What the option follows."""

    FIXED = "fixed"
    MARKETPLACE = "marketplace"
    PRODUCT = "product"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingRule:
    """One category. `options` are found by the id or the name of what the rule follows; `option` is for all others,
    and for a fixed rule; empty is none."""

    category: str
    by: TrackingBy = TrackingBy.FIXED
    option: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    def option_for(self, order: Order, party: Party) -> str:
        return self.named_for(order, party) or self.option

    def named_for(self, order: Order, party: Party) -> str:
        """The option of whom or what the rule names; empty where it names nothing of this order."""
        names = {name.casefold(): option for name, option in self.options.items()}
        found = (names.get(name.casefold()) for name in _followed(self.by, order, party) if name)
        return next((option for option in found if option), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingCategory:
    """A category as the organisation has it, with the options that a line may carry."""

    name: str
    options: tuple[str, ...]


def why_untrackable(category: str, option: str, known: Sequence[TrackingCategory]) -> str | None:
    """Why a line cannot carry the option, as the end of a sentence about it; None when it can."""
    found = next((one for one in known if one.name == category), None)
    if found is None:
        return f"cannot be chosen, since there is no active tracking category “{category}”"
    return None if option in found.options else f"is no active option of “{category}”"


def tracking_of(
    rules: Sequence[TrackingRule], order: Order, party: Party, of_contact: Sequence[Tracking] = ()
) -> tuple[Tracking, ...]:
    """The tracking of every line of an order, in the order of the rules. In each category a rule that names the
    customer comes first, then what its contact has in Xero, then what any other rule says (money §11)."""
    own = {one.category: one.option for one in of_contact}
    chosen = {rule.category: _option(rule, order, party, own.get(rule.category, "")) for rule in rules}
    return tuple(Tracking(category=category, option=option) for category, option in {**own, **chosen}.items() if option)


def _option(rule: TrackingRule, order: Order, party: Party, own: str) -> str:
    of_customer = rule.named_for(order, party) if rule.by is TrackingBy.CUSTOMER else ""
    return of_customer or own or rule.option_for(order, party)


def _followed(by: TrackingBy, order: Order, party: Party) -> tuple[str, ...]:
    """Ids before names, which may repeat."""
    match by:
        case TrackingBy.MARKETPLACE:
            return order.marketplace_id, order.marketplace_name
        case TrackingBy.PRODUCT:
            return order.product_id, order.product_name
        case TrackingBy.CUSTOMER:
            return party.id, party.name
        case TrackingBy.FIXED:
            return ()
        case _:
            assert_never(by)
