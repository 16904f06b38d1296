"""A Xero item: one to create, one that Xero holds, and why a line cannot name one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.ids import DocumentKey, XeroId

CODE_LENGTH = 30
NAME_LENGTH = 50
DESCRIPTION_LENGTH = 4000
"""What Xero keeps of each (https://developer.xero.com/documentation/api/accounting/items)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item to create: sold, never tracked as stock, which would need quantities of its own. An empty text is left
    to Xero; so is a price of None. The price is per unit, in base currency, without tax."""

    code: str
    name: str
    description: str = ""
    unit_price: Decimal | None = None
    account_code: str = ""
    tax_type: str = ""

    @property
    def key(self) -> DocumentKey:
        return item_key(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """An item as Xero holds it now."""

    id: XeroId
    code: str
    name: str
    sold: bool
    tracked: bool
    """Tracked as stock: a line with it would move quantities that nobody has."""
    description: str = ""
    unit_price: Decimal | None = None
    account_code: str = ""
    tax_type: str = ""

    @property
    def mappable(self) -> bool:
        return why_unmappable(self) is None


def item_key(code: str) -> DocumentKey:
    return DocumentKey(f"item:{code}")


def why_unmappable(held: HeldItem | None) -> str | None:
    """Why no line may name the item, as the end of a sentence; None when one may."""
    if held is None:
        return "does not exist"
    if held.tracked:
        return "is tracked as stock"
    return None if held.sold else "is not for sale"
