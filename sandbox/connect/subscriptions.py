"""The subscription view of an asset: when it is billed, its anniversary, and quantities as numbers."""

from __future__ import annotations

import calendar
import copy
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sandbox.connect.state import State

Json = dict[str, Any]
BILLING = "subscriptions/billing"
REQUESTS = "subscriptions/requests"
TYPES = {"vendor": "BRV", "provider": "BRP"}
"""Whose billing requests there are, and how their ids begin."""

_MONTHS = {"monthly": 1, "yearly": 12}
_SHOWN = ("period", "next_date", "anniversary")


def start(state: State, asset: Json, began: datetime) -> None:
    """Billing begins when the purchase takes effect: yearly when a line is, else monthly."""
    yearly = any(line["period"] == "Yearly" for line in asset["items"])
    next_date = add_months(began, 12 if yearly else 1).isoformat(timespec="seconds")
    billing = {
        "id": asset["id"],
        "cycles": dict.fromkeys(TYPES, 1),
        "begins": dict.fromkeys(TYPES, next_date),
        "period": {"delta": 1.0, "uom": "yearly" if yearly else "monthly"},
        "next_date": next_date,
        "anniversary": {"day": began.day, "month": began.month} if yearly else {"day": began.day},
    }
    state.put(BILLING, billing)


def align(state: State, asset_id: str, next_date: datetime, anniversary_day: int) -> None:
    """The running period ends then; further ones end on the anniversary, or on the last day of a shorter month."""
    billing = state.get(BILLING, asset_id)
    billing["next_date"] = next_date.isoformat(timespec="seconds")
    billing["begins"] = dict.fromkeys(TYPES, billing["next_date"])
    months = {"month": next_date.month} if "month" in billing["anniversary"] else {}
    billing["anniversary"] = {"day": anniversary_day, **months}


def following(billing: Json, begins: str) -> str:
    """Where the billing period that begins then ends."""
    months, day = _MONTHS[billing["period"]["uom"]], billing["anniversary"]["day"]
    return add_months(datetime.fromisoformat(begins), months, day=day).isoformat(timespec="seconds")


def renewed(state: State, asset_id: str, lines: Iterable[Json]) -> None:
    """[believed] A renewal from the next billing date on takes the place of that period's billing request."""
    billing = state.get(BILLING, asset_id)
    begins = billing["next_date"]
    if any(line["renewal"] and line["renewal"]["from"] == begins for line in lines):
        billing["next_date"] = following(billing, begins)
        billing["begins"] = dict.fromkeys(TYPES, billing["next_date"])


def view(state: State, asset: Json) -> Json:
    """The asset as `subscriptions/assets` gives it."""
    billing = next((record.value for record in state.all(BILLING) if record.value["id"] == asset["id"]), None)
    subscription = {key: copy.deepcopy(value) for key, value in asset.items() if key != "configuration"}
    subscription["items"] = [line_view(line) for line in asset["items"]]
    if billing is not None:
        subscription["billing"] = copy.deepcopy({key: billing[key] for key in _SHOWN}) | _stats(state, asset["id"])
    return subscription


def line_view(line: Json) -> Json:
    kept = {key: line[key] for key in ("id", "global_id", "display_name", "mpn", "type")}
    period = line["period"].lower() if line["period"] else None
    quantity = -1.0 if line["quantity"] == "unlimited" else float(line["quantity"])
    return kept | {"item_type": line["item_type"].lower(), "period": period, "quantity": quantity}


def months_of(period: str | None) -> int:
    """Of an item's period as requests write it; 0 for what is sold once or has none."""
    return _MONTHS.get((period or "").lower(), 0)


def add_months(moment: datetime, months: int, *, day: int = 0) -> datetime:
    """The same day, or that day of the month, so many months later; the month's last day where it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(day or moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _stats(state: State, asset_id: str) -> Json:
    made = [record.value for record in state.all(REQUESTS) if record.value["asset"]["id"] == asset_id]
    stats = {}
    for type_ in TYPES:
        if of_type := [request for request in made if request["type"] == type_]:
            last = {key: of_type[-1][key] for key in ("id", "type", "period")}
            stats[type_] = {"last_request": last, "count": len(of_type)}
    return {"stats": stats} if stats else {}
