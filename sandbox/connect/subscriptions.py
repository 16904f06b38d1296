"""The subscription view of an asset: when it is billed, its anniversary, and quantities as numbers."""

from __future__ import annotations

import calendar
import copy
from datetime import datetime
from typing import Any

from sandbox.connect.state import State

Json = dict[str, Any]
BILLING = "subscriptions/billing"


def start(state: State, asset: Json) -> None:
    """Billing begins when the purchase is approved: yearly when a line is, else monthly."""
    yearly = any(line["period"] == "Yearly" for line in asset["items"])
    now = state.clock()
    anniversary = {"day": now.day, "month": now.month} if yearly else {"day": now.day}
    billing = {
        "id": asset["id"],
        "cycles": 1,
        "period": {"delta": 1.0, "uom": "yearly" if yearly else "monthly"},
        "next_date": add_months(now, 12 if yearly else 1).isoformat(timespec="seconds"),
        "anniversary": anniversary,
    }
    state.put(BILLING, billing)


def align(state: State, asset_id: str, next_date: datetime, anniversary_day: int) -> None:
    """The running period ends then; further ones end on the anniversary, or on the last day of a shorter month."""
    billing = state.get(BILLING, asset_id)
    billing["next_date"] = next_date.isoformat(timespec="seconds")
    months = {"month": next_date.month} if "month" in billing["anniversary"] else {}
    billing["anniversary"] = {"day": anniversary_day, **months}


def bill(state: State, asset: Json) -> Json:
    """The vendor's billing request of the next period, which the platform makes on the anniversary; no event tells it.

    Whether a reseller sees it is not documented; here whoever sees the asset does.
    """
    billing = state.get(BILLING, asset["id"])
    months = 12 if billing["period"]["uom"] == "yearly" else 1
    begins = billing["next_date"]
    day = billing["anniversary"]["day"]
    ends = add_months(datetime.fromisoformat(begins), months, day=day).isoformat(timespec="seconds")
    cycle = billing["cycles"] = billing["cycles"] + 1
    billing["next_date"] = ends
    due = [_line(line) for line in asset["items"] if line["item_type"] == "Reservation" and line["period"] != "OneTime"]
    request = {
        "id": state.ids.child(asset["id"], "BRV", 4), "type": "vendor",
        "events": {"created": {"at": state.now()}, "updated": {"at": state.now()}},
        "period": {"from": begins, "to": ends, **billing["period"]},
        "items": [line | {"billing": {"cycle_number": cycle}} for line in due],
        "asset": view(state, asset), "attributes": {},
    }  # fmt: skip
    return state.put("subscriptions/requests", request, state.record("assets", asset["id"]).audience)


def view(state: State, asset: Json) -> Json:
    """The asset as `subscriptions/assets` gives it."""
    billing = next((record.value for record in state.all(BILLING) if record.value["id"] == asset["id"]), None)
    subscription = {key: copy.deepcopy(value) for key, value in asset.items() if key != "configuration"}
    subscription["items"] = [_line(line) for line in asset["items"]]
    if billing is not None:
        subscription["billing"] = {key: value for key, value in billing.items() if key not in ("id", "cycles")}
    return subscription


def add_months(moment: datetime, months: int, *, day: int = 0) -> datetime:
    """The same day, or that day of the month, so many months later; the month's last day where it is shorter."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    day = min(day or moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _line(line: Json) -> Json:
    kept = {key: line[key] for key in ("id", "global_id", "display_name", "mpn", "type")}
    period = line["period"].lower() if line["period"] else None
    quantity = -1.0 if line["quantity"] == "unlimited" else float(line["quantity"])
    return kept | {"item_type": line["item_type"].lower(), "period": period, "quantity": quantity}
