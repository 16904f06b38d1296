"""Which Xero item, account, tax type and tracking stand for what the marketplace sells (money §11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId, TierAccountId
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.books.orders.order import Fee, FeeKind, Order


class MappingKey(NamedTuple):
    """What a product item's mapping is found by. Without a marketplace it holds for all that have none of their own."""

    product_item: ProductItemId
    marketplace_id: MarketplaceId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMapping:
    """A product item as a Xero item; without one its lines name no item: *account only*. The account and the tax type
    are empty where the installation's own hold."""

    product_id: ProductId
    product_item: ProductItemId
    marketplace_id: MarketplaceId | None = None
    item_code: str | None
    account_code: str = ""
    tax_type: str = ""

    @property
    def key(self) -> MappingKey:
        return MappingKey(self.product_item, self.marketplace_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeMapping:
    """One kind of fee, whatever is sold. What is empty is left to others."""

    kind: FeeKind
    item_code: str = ""
    account_code: str = ""
    tax_type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRule:
    """What holds for one customer, whatever it buys and wherever it is; what is empty is left to others."""

    customer: TierAccountId
    account_code: str = ""
    tax_type: str = ""
    new_contact: bool = False
    """A person has looked at the contacts that may be this customer: it is none of them."""

    @property
    def says_nothing(self) -> bool:
        return not self.account_code and not self.tax_type and not self.new_contact


@dataclass(frozen=True, slots=True, kw_only=True)
class Mappings:
    """Everything that an installation has mapped in one organisation."""

    items: Mapping[MappingKey, ItemMapping] = field(default_factory=dict)
    fees: Mapping[FeeKind, FeeMapping] = field(default_factory=dict)
    customers: Mapping[TierAccountId, CustomerRule] = field(default_factory=dict)
    tracking: tuple[TrackingRule, ...] = ()
    wanted: Mapping[str, Item] = field(default_factory=dict)
    """By code: items that are added to Xero with the first order that names them."""
    fallback_item: str = ""
    """The item of whatever has none: the one item that many product items may share (money §11)."""

    def lookup(self, product_item: ProductItemId, marketplace_id: MarketplaceId) -> ItemMapping | None:
        """The mapping for that marketplace, else the one for all of them."""
        own = self.items.get(MappingKey(product_item, marketplace_id))
        return own or self.items.get(MappingKey(product_item, None))

    def item_code_of(self, product_item: ProductItemId, marketplace_id: MarketplaceId) -> str | None:
        """The Xero item for having the product item, whatever kind of fee it is for."""
        found = self.lookup(product_item, marketplace_id)
        return (found.item_code if found else self.fallback_item) or None

    @property
    def item_codes(self) -> frozenset[str]:
        """Of every Xero item that a line could name."""
        named = [*(one.item_code for one in self.items.values()), *(one.item_code for one in self.fees.values())]
        return frozenset(code for code in [*named, self.fallback_item] if code)


NO_MAPPINGS = Mappings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What mappings say about the line of a fee. Empty account and tax type: the installation's own hold."""

    item_code: str | None = None
    account_code: str = ""
    tax_type: str = ""


OWN_ITEM_FIRST = frozenset({FeeKind.SETUP, FeeKind.RECURRING, FeeKind.USAGE})
"""Fees for having the product item: its own mapping knows more than one for all such fees. A cancellation fee is no
sale of the item, so there the fee's own mapping comes first."""


def mapped(fee: Fee, order: Order, mappings: Mappings) -> Mapped:
    """The item, account and tax type of a fee's line, each from the first rule that names one."""
    of_item = mappings.lookup(fee.product_item.id, order.marketplace_id)
    of_fee = mappings.fees.get(fee.kind)
    ranked = (of_item, of_fee) if fee.kind in OWN_ITEM_FIRST else (of_fee, of_item)
    rules = [rule for rule in ranked if rule is not None]
    return Mapped(
        item_code=_item_code(rules, mappings.fallback_item),
        account_code=next((rule.account_code for rule in rules if rule.account_code), ""),
        tax_type=next((rule.tax_type for rule in rules if rule.tax_type), ""),
    )


def _item_code(rules: list[ItemMapping | FeeMapping], fallback: str) -> str | None:
    """*Account only* ends the search: somebody has decided that there is no item."""
    for rule in rules:
        if rule.item_code or isinstance(rule, ItemMapping):
            return rule.item_code or None
    return fallback or None


def taken_by(new: ItemMapping, mappings: Mappings, *, several_per_item: bool) -> ItemMapping | None:
    """The other product item that stands on the same Xero item already, where one item may stand for one only.

    The same product item on another marketplace is no other; the fallback item is exempt.
    """
    if several_per_item or not new.item_code or new.item_code == mappings.fallback_item:
        return None
    code = new.item_code.casefold()
    others = [
        one
        for one in mappings.items.values()
        if one.product_item != new.product_item and (one.item_code or "").casefold() == code
    ]
    return min(others, key=lambda one: (one.product_item, one.marketplace_id or ""), default=None)
