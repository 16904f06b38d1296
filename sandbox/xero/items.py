"""Items: unique by code, made by PUT, made or changed by POST, listed on one unpaged page.

https://developer.xero.com/documentation/api/accounting/items
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sandbox.xero.call import Call, elements, write_all
from sandbox.xero.rendering import ms_instant, number
from sandbox.xero.state import Item
from sandbox.xero.totals import rounded
from sandbox.xero.where import Field, filtered, ordered
from sandbox.xero.words import NO_ID, Invalid, Json, not_found, validation_errors

_OURS = frozenset({"ItemID", "Code", "UpdatedDateUTC"})
_FIELDS: dict[str, Field[Item]] = {
    "Code": lambda item: item.code,
    "Name": lambda item: item.details.get("Name"),
    "ItemID": lambda item: item.item_id,
    "IsSold": lambda item: item.details.get("IsSold", True),
}


def read_items(call: Call) -> Json:
    since = call.since
    rows: Iterable[Item] = (item for item in call.books.items if since is None or item.updated_at >= since)
    rows = ordered(filtered(rows, call.query.get("where"), _FIELDS), call.query.get("order"), _FIELDS)
    return {"Items": [_show(call, item) for item in rows]}


def read_item(call: Call) -> Json:
    """One item, by ItemID or code."""
    return {"Items": [_show(call, _targeted(call))]}


def create_items(call: Call) -> Json:
    return _written(call, lambda sent: _saved(call, sent, None))


def upsert_items(call: Call) -> Json:
    return _written(call, lambda sent: _saved(call, sent, _match(call, sent)))


def update_item(call: Call) -> Json:
    item = _targeted(call)
    return _written(call, lambda sent: _saved(call, sent, item))


def sales_price(item: Item) -> Any:
    return (item.details.get("SalesDetails") or {}).get("UnitPrice")


def _targeted(call: Call) -> Item:
    target = call.target or ""
    item = call.books.items.get(target.lower()) or call.books.items.find("code", target)
    if item is None:
        raise not_found()
    return item


def _written(call: Call, save: Callable[[Json], Item]) -> Json:
    def write(sent: Json) -> Json:
        return {**_show(call, save(sent)), "StatusAttributeString": "OK"}

    return {"Items": write_all(call, elements(call, "Items"), write, _refused)}


def _refused(sent: Json, messages: tuple[str, ...]) -> Json:
    return {"ItemID": NO_ID, **sent, "StatusAttributeString": "ERROR", "ValidationErrors": validation_errors(messages)}


def _match(call: Call, sent: Json) -> Item | None:
    if item_id := sent.get("ItemID"):
        if (found := call.books.items.get(str(item_id).lower())) is None:
            raise Invalid(f"Item with ItemID {item_id} does not exist")
        return found
    return call.books.items.find("code", str(sent.get("Code", "")))


def _saved(call: Call, sent: Json, before: Item | None) -> Item:
    details = {name: value for name, value in sent.items() if name not in _OURS}
    code = sent.get("Code") or (before.code if before else "")
    if before is None:
        after = Item(item_id=str(uuid4()), code=code, updated_at=call.now, details=details)
    else:
        after = replace(before, code=code, updated_at=call.now, details={**before.details, **details})
    if problems := list(_problems(call, after)):
        raise Invalid(*problems)
    call.books.items.put(after)
    return after


def _problems(call: Call, item: Item) -> Iterable[str]:
    if not item.code:
        yield "Price List Item Code must be specified"
    if len(item.code) > 30:
        yield "Price List Item Code must be 30 characters or fewer"
    if len(item.details.get("Name") or "") > 50:
        yield "Price List Item Name must be 50 characters or fewer"
    twin = call.books.items.find("code", item.code)
    if twin is not None and twin.item_id != item.item_id:
        yield f"Price List Item with Code '{item.code}' already exists"
    account_code = (item.details.get("SalesDetails") or {}).get("AccountCode")
    if account_code and account_code not in call.books.accounts:
        yield f"Account code '{account_code}' is not a valid code for this document."


def _show(call: Call, item: Item) -> Json:
    shown: Json = {
        "ItemID": item.item_id,
        "Code": item.code,
        "UpdatedDateUTC": ms_instant(item.updated_at),
        "PurchaseDetails": {},
        "SalesDetails": {},
        "IsTrackedAsInventory": False,
        "IsSold": True,
        "IsPurchased": False,
        **item.details,
    }
    if (price := sales_price(item)) is not None:
        shown["SalesDetails"] = {**shown["SalesDetails"], "UnitPrice": rounded(number(price), call.unit_places)}
    return shown
