"""A product item with all that price lists and the own table say of it: what the set-up page puts side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.ids import MarketplaceId
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """As it is listed on one marketplace now."""

    item: KnownItem
    marketplace_id: MarketplaceId
    period_months: int | None
    """0: charged once; None: by use, or nobody says."""
    price_list: str
    """As people read it; empty where there is none, and then `why` says so."""
    currency: Currency | None
    columns: Mapping[str, Decimal | None]
    """Every column of the price list; None where its cell is empty or no number."""
    why: str = ""

    def question(self, on: date) -> PriceQuestion:
        """To the own table: for any customer, and any quantity."""
        return PriceQuestion(
            product_item=self.item.id,
            mpn=self.item.mpn,
            marketplace_id=self.marketplace_id,
            customer_id=None,
            period_months=self.period_months,
            quantity=None,
            on=on,
        )
