"""Subscriptions from long before the extension began: each as one purchase of what was in force a month before it.

What happened to them in the years between is in the books already, in whatever way; what matters is what they have now,
so that later changes and periods can go on from there (money §16).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from connect.client import ConnectClient, R

from connect_ext.cloudblue.client import read_all, read_page
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.request_search import AT_ONCE, written

WHAT = "the subscriptions that are active"
Payload = Mapping[str, Any]


def openings(client: ConnectClient, before: datetime) -> Iterator[tuple[Payload, ...]]:
    """Page by page the purchases (approved before then, aware) of subscriptions that are active, with the quantities
    that those had then. Raises `WorldFailed`."""
    active = client("subscriptions").assets.filter(R(status="active") & R(connection__type="production"))
    offset = 0
    while page := read_page(active.order_by("id"), WHAT, offset, AT_ONCE):
        with connect_call(WHAT):
            yield tuple(_opened(client, page, before))
        if len(page) < AT_ONCE:
            return
        offset += AT_ONCE


def _opened(client: ConnectClient, assets: Sequence[Json], before: datetime) -> Iterator[Payload]:
    """Raises `Misread` and `WorldFailed`."""
    items = {asset.word("id"): asset.members("items") for asset in assets}
    of_them = client.requests.filter(R().asset.id.in_(list(items)) & R(status="approved"))
    bought = read_all(of_them.filter(R(type="purchase") & R(updated__lt=written(before))), WHAT)
    later = read_all(of_them.filter(R(type="change") & R(updated__ge=written(before))).order_by("updated"), WHAT)
    for request in bought:
        asset_id = request.word("asset.id")
        changes = [one for one in later if one.text("asset.id") == asset_id]
        yield _as_one(request, items.get(asset_id, ()), _before(changes))


def _before(changes: Sequence[Json]) -> dict[str, str]:
    """By item: what there was before the first of the changes."""
    found: dict[str, str] = {}
    for change in changes:
        for item in change.members("asset.items"):
            found.setdefault(item.text("global_id"), item.text("old_quantity"))
    return found


def _as_one(request: Json, items: Sequence[Json], before: Mapping[str, str]) -> Payload:
    """The purchase as if it had been of all that the subscription had then."""
    shown = {item.text("global_id"): item for item in request.members("asset.items")}
    held = [
        {
            **item.value,
            **shown.get(item.text("global_id"), item).value,
            "quantity": before.get(item.text("global_id"), item.at("quantity").value),
            "old_quantity": "0",
        }
        for item in items
    ]
    asset = request.at("asset").value
    return {**request.value, "asset": {**asset, "items": held}}
