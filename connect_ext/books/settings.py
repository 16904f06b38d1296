"""What an installation chose (money §18). Changing a setting never rewrites what is in Xero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from connect_ext.books.ids import XeroId
from connect_ext.books.order import SkuClass


class PriceSource(StrEnum):
    """Where a price may come from."""

    PRICE_LIST = "marketplace"
    """The price list attached to the product's listing, in the column of the billed party."""
    OWN_TABLE = "own_table"


class BilledParty(StrEnum):
    DIRECTLY_BELOW = "directly_below"
    """The party directly below this account: what a reseller or a distributor bills."""
    CUSTOMER = "customer"
    TIER1 = "tier1"
    TIER2 = "tier2"


class NumberSource(StrEnum):
    XERO = "xero"
    MARKETPLACE = "marketplace"


class AutoSync(StrEnum):
    OFF = "off"
    EVERY_FIVE_MINUTES = "every_five_minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one installation; the defaults are what a new installation has."""

    price_sources: tuple[PriceSource, ...] = (PriceSource.PRICE_LIST, PriceSource.OWN_TABLE)
    """Asked in this order; the first that has a price wins."""
    billed_party: BilledParty = BilledParty.DIRECTLY_BELOW
    invoice_number_from: NumberSource = NumberSource.XERO
    reference: str = "{po} {request id}"
    accounts: Mapping[SkuClass, str] = field(default_factory=dict)
    """Account code per class of SKU."""
    fallback_account: str = ""
    tax_type: str = ""
    """Tax type for customers of the organisation's own country; empty: the account's own."""
    tax_types_by_country: Mapping[str, str] = field(default_factory=dict)
    """Tax type for customers of a country, by ISO code; `ZZ` for those whose country is not known."""
    branding_theme: XeroId | None = None
    show_zero_lines: bool = False
    auto_sync: AutoSync = AutoSync.OFF
