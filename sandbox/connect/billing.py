"""Billing requests: the vendor's, made on the anniversary, and those of the provider's own commerce system."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sandbox.connect import subscriptions
from sandbox.connect.state import Refused, State
from sandbox.connect.subscriptions import BILLING, REQUESTS, TYPES

Json = dict[str, Any]
_BILLED = ("active", "suspended")
Period = tuple[datetime, datetime]


def bill(
    state: State, asset_id: str, type_: str, *, period: Period | None = None, seen_by: Iterable[str] | None = None
) -> Json:
    """The next period of this type, or the one that is given, which moves no date. No event tells it.

    [believed] Whether a reseller sees it is not documented; whoever sees the asset does, unless `seen_by` says which
    accounts do beside the vendor. Each type counts its own periods, so that both can bill the same one.
    Raises Refused(400).
    """
    if type_ not in TYPES:
        raise Refused(400, "VAL_001", f"type: {type_!r} is not a valid choice.")
    asset = state.get("assets", asset_id)
    if asset["status"] not in _BILLED:
        raise Refused(400, "VAL_001", f"Asset is {asset['status']}.")
    billing = state.get(BILLING, asset_id)
    begins, ends = _given(period) if period else _next(billing, type_)
    cycle = billing["cycles"][type_] = billing["cycles"][type_] + 1
    shown = {key: value for key, value in subscriptions.view(state, asset).items() if key != "items"}
    request = {
        "id": state.ids.child(asset_id, TYPES[type_], 4), "type": type_,
        "events": {"created": {"at": state.now()}, "updated": {"at": state.now()}},
        "period": {"from": begins, "to": ends, **billing["period"]},
        "items": [line | {"billing": {"cycle_number": cycle}} for line in _due(asset)],
        "asset": shown, "attributes": {},
    }  # fmt: skip
    return state.put(REQUESTS, request, _audience(state, asset, seen_by))


def _audience(state: State, asset: Json, seen_by: Iterable[str] | None) -> frozenset[str]:
    if seen_by is None:
        return state.record("assets", asset["id"]).audience
    return frozenset({asset["connection"]["vendor"]["id"], *seen_by})


def _given(period: Period) -> tuple[str, str]:
    begins, ends = period
    return begins.isoformat(timespec="seconds"), ends.isoformat(timespec="seconds")


def _next(billing: Json, type_: str) -> tuple[str, str]:
    """Also moves the dates on: the subscription's next date is that of the type which is ahead."""
    begins = billing["begins"][type_]
    ends = billing["begins"][type_] = subscriptions.following(billing, begins)
    billing["next_date"] = max(billing["begins"].values(), key=datetime.fromisoformat)
    return begins, ends


def _due(asset: Json) -> list[Json]:
    """What recurs; items sold once or by use are not billed by period."""
    return [
        subscriptions.line_view(line)
        for line in asset["items"]
        if line["item_type"] == "Reservation" and line["period"] != "OneTime"
    ]
