"""Usage as a person recognises it, whatever can be read of it; nothing here raises or decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connect_ext.books.orders.glance import Glance, Named, RequestedItem, RequestView
from connect_ext.books.orders.order import Order
from connect_ext.cloudblue.glance import request_view
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.usage_records import read_usage


def file_glance(payload: Mapping[str, Any]) -> Glance:
    """A file is of one product and of many customers."""
    file = Json(value=payload, path="")
    id_, name = file.text("product.id"), file.text("product.name")
    return Glance(product=Named(id=id_, name=name) if id_ or name else None)


def usage_view(payload: Mapping[str, Any], key: str) -> RequestView:
    """What is charged of which subscription: one item for all of its records that count."""
    seen, reading = request_view(payload, key), read_usage(payload, key)
    order = reading if isinstance(reading, Order) else None
    return replace(
        seen,
        request_id=key,
        type="usage",
        effective_at=order.effective_at if order else None,
        items=tuple(
            RequestedItem(
                mpn=fee.product_item.mpn,
                name=fee.product_item.name,
                old_quantity=None,
                quantity=fee.quantity_text or None,
            )
            for fee in (order.fees if order else ())
        ),
    )
