"""A marketplace object as a person recognises it, whatever can be read of it; nothing here raises or decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect_ext.books.orders.glance import Glance, Named, RequestedItem, RequestView
from connect_ext.cloudblue.asset_requests import read_purchase_order
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment_or_none
from connect_ext.cloudblue.parties import EMPTY


def glance(payload: Mapping[str, Any]) -> Glance:
    """The customer and the product of an asset request. Never raises."""
    request = Json(value=payload, path="")
    return Glance(customer=_named(request, "asset.tiers.customer"), product=_named(request, "asset.product"))


def request_view(payload: Mapping[str, Any], source_id: str) -> RequestView:
    """The request for a person's eyes. `source_id` names it where it has no id itself. Never raises."""
    request = Json(value=payload, path="")
    seen = glance(payload)
    return RequestView(
        request_id=request.text("id") or source_id,
        type=request.text("type") or None,
        asset=request.text("asset.id") or None,
        product=seen.product,
        customer=seen.customer,
        marketplace=_named(request, "marketplace") or _named(request, "asset.marketplace"),
        purchase_order=read_purchase_order(request) or None,
        effective_at=moment_or_none(request, "effective_date"),
        items=tuple(_item(item) for item in _items(request)),
    )


def _named(request: Json, path: str) -> Named | None:
    id_, name = request.text(f"{path}.id"), request.text(f"{path}.name")
    name = "" if name == EMPTY else name
    return Named(id=id_, name=name) if id_ or name else None


def _items(request: Json) -> tuple[Json, ...]:
    try:
        return request.members("asset.items")
    except Misread:
        return ()


def _item(item: Json) -> RequestedItem:
    return RequestedItem(
        mpn=item.text("mpn"),
        name=item.text("display_name"),
        old_quantity=_quantity(item, "old_quantity"),
        quantity=_quantity(item, "quantity"),
    )


def _quantity(item: Json, name: str) -> str | None:
    try:
        value = item.at(name).value
    except Misread:
        return None
    return str(value) if isinstance(value, float) else item.text(name) or None
