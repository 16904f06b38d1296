"""Our typed reading of what may move money: an order, its fees and its parties."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.days import Days
from connect_ext.books.ids import AssetId, MarketplaceId, OrderKey, ProductId, ProductItemId, RequestId, TierAccountId
from connect_ext.books.orders.usage_record import UsageFile, UsageRecord


class OrderType(StrEnum):
    """Order types as people know them."""

    SALES = "Sales"
    CHANGE = "Change"
    RENEWAL = "Renewal"
    BILLING = "Billing"
    USAGE = "Usage"
    CANCELLATION = "Cancellation"


class SkuClass(StrEnum):
    """What kind of thing is sold; each kind has its own account code (money §11)."""

    LICENCE = "licence"
    USAGE = "usage"
    CUSTOM = "custom"


class FeeKind(StrEnum):
    """A refund is none of them: its line copies item, account, tax type and tracking of the line that it gives back, as
    Xero holds that (money §8), and so it is neither priced nor mapped."""

    SETUP = "setup"
    RECURRING = "recurring"
    USAGE = "usage"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingPeriod:
    """How often an item is charged: every `months` months."""

    months: int

    @property
    def word(self) -> str:
        return {1: "month", 12: "year"}.get(self.months, f"{self.months} months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    line1: str = ""
    line2: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    """ISO 3166 two letters in upper case, or empty when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A customer or reseller. Empty strings mean that the marketplace does not say."""

    id: TierAccountId
    name: str
    tax_id: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    address: Address = Address()


class PartyRole(StrEnum):
    CUSTOMER = "customer"
    TIER1 = "tier1"
    TIER2 = "tier2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What was written for an asset, or an item of it, when it was ordered or fulfilled."""

    id: str
    value: str = field(repr=False)
    """As it was written, and possibly nobody else's business; empty when nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductItem:
    """What is sold."""

    id: ProductItemId
    mpn: str
    name: str
    unit: str
    sku_class: SkuClass
    period: BillingPeriod | None
    """None for one-time items and for usage."""
    committed: int | None = None
    """To how many periods who orders it commits; None where the marketplace does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """One charge of an order. `number` counts from one within the order and is part of the line's mark."""

    number: int
    kind: FeeKind
    product_item: ProductItem
    quantity: Decimal | None
    """None where the marketplace says `unlimited`, nothing, or anything that is no number."""
    quantity_text: str
    """The quantity exactly as the marketplace wrote it."""
    old_quantity: Decimal | None = None
    """Before the request, as the marketplace says; None where it does not, or not in a number."""
    old_quantity_text: str = ""
    usage: tuple[UsageRecord, ...] = ()
    """Of a usage order: the records that it sums up."""
    text: str = ""
    """A person's own words for it, in place of the names of the product and its item."""
    renewal: Days | None = None
    """The days that a renewal or a period of our own calendar bills of it; None where the order does not say."""
    account_code: str = ""
    tax_type: str = ""
    """A person's own words for where it is booked, before every rule; empty: as the rules say."""
    parameters: tuple[Parameter, ...] = ()
    """Of the item itself."""

    @property
    def changes(self) -> bool:
        """False only where the marketplace says that the quantity stays. Of usage none is ordered that counts."""
        said = (self.quantity, self.old_quantity)
        same = said[0] == said[1] if None not in said else self.quantity_text.strip() == self.old_quantity_text.strip()
        return not same and self.kind is not FeeKind.USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order of one asset."""

    key: OrderKey
    type: OrderType
    request_id: RequestId
    asset_id: AssetId
    product_id: ProductId
    product_name: str
    marketplace_id: MarketplaceId
    marketplace_name: str
    customer: Party | None
    tier1: Party | None
    tier2: Party | None
    fees: tuple[Fee, ...]
    effective_at: datetime
    """Aware UTC: the platform's effective date, else when the request was approved."""
    purchase_order: str = ""
    usage: UsageFile | None = None
    """Of a usage order: the file that its fees come from."""
    period: Days | None = None
    """The days of the platform that a Billing order is about; None for all others."""
    parameters: tuple[Parameter, ...] = ()
    """Of the asset."""

    def party(self, role: PartyRole) -> Party | None:
        return {PartyRole.CUSTOMER: self.customer, PartyRole.TIER1: self.tier1, PartyRole.TIER2: self.tier2}[role]
