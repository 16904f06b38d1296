"""Items in Xero's properties: those to create, and those that Xero holds.

https://developer.xero.com/documentation/api/accounting/items
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.item import CODE_LENGTH, DESCRIPTION_LENGTH, NAME_LENGTH, HeldItem, Item
from connect_ext.xero.encode import exact
from connect_ext.xero.shape import amount_or_none, text, text_or_none

Json = Mapping[str, Any]


def items_body(items: Sequence[Item]) -> str:
    """The body of `PUT /Items`, in this order. Raises `NotExact` for a price that would change on its way, and
    `ValueError` for a code that Xero would refuse; a name or description that is too long is cut."""
    return json.dumps({"Items": [_element(item) for item in items]})


def held_item(item: Json, path: str) -> HeldItem:
    """Raises `WorldFailed` without id or code."""
    sales = item.get("SalesDetails")
    details: Json = sales if isinstance(sales, Mapping) else {}
    return HeldItem(
        id=XeroId(text(item, "ItemID", path)),
        code=text(item, "Code", path),
        name=text_or_none(item, "Name") or "",
        description=text_or_none(item, "Description") or "",
        sold=item.get("IsSold") is not False,
        tracked=item.get("IsTrackedAsInventory") is True,
        unit_price=amount_or_none(details, "UnitPrice", f"{path}.SalesDetails"),
        account_code=text_or_none(details, "AccountCode") or "",
        tax_type=text_or_none(details, "TaxType") or "",
    )


def _element(item: Item) -> Json:
    if not 0 < len(item.code) <= CODE_LENGTH:
        raise ValueError(f"an item code has 1 to {CODE_LENGTH} characters")
    sales = {
        "UnitPrice": None if item.unit_price is None else exact(item.unit_price),
        "AccountCode": item.account_code,
        "TaxType": item.tax_type,
    }
    return {
        "Code": item.code,
        **_present(
            Name=item.name[:NAME_LENGTH].rstrip(),
            Description=item.description[:DESCRIPTION_LENGTH].rstrip(),
            SalesDetails=_present(**sales),
        ),
        "IsSold": True,
    }


def _present(**values: Any) -> dict[str, Any]:
    """A price of 0 is one."""
    return {name: value for name, value in values.items() if value not in (None, "", {})}
