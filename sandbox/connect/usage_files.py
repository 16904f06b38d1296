"""Usage files as the vendor posts them: one product, one marketplace, one currency, and a record for each use.

[believed] Who sees a file is not documented but for "Distributors or Resellers accept or reject it": here the vendor,
the provider and the seller of every asset in it; a record is seen by whoever sees its asset.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sandbox.connect.events import USAGE_EVENT, tell
from sandbox.connect.state import Refused, State

Json = dict[str, Any]
FILES, RECORDS = "usage/files", "usage/records"
SCHEMAS = ("tr", "pr", "qt", "cr")
_ON_THE_WAY = ("draft", "uploading", "uploaded", "processing", "ready", "pending")
"""What a file goes through until it is submitted; the statuses between are over at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageLine:
    """So much of an item (by id, local id or MPN) for an asset. `amount` is money of the file's currency.

    `tier` is for schema `tr`: whom the amount is for, 0 the customer, 1 and 2 the sellers. Without dates of its own
    the line is of the file's period; both dates are its days. `status` other than valid: what the platform refused.
    """

    asset_id: str
    item: str
    quantity: Decimal
    amount: Decimal = Decimal(0)
    tier: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    status: str = "valid"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUsageFile:
    """What the vendor posts. Empty: the currency of the marketplace, and no name but the period's."""

    product_id: str
    lines: Sequence[UsageLine]
    schema: str = "tr"
    currency: str = ""
    period: tuple[date, date] | None = None
    """First and last day; the month before this one where it is not given."""
    name: str = ""
    seen_by: Iterable[str] | None = None
    """Accounts beside the vendor that see the file and its chunks; whether they see a record is the asset's affair."""


def post(state: State, new: NewUsageFile) -> Json:
    """A file with its records, submitted: pending. Raises Refused(400)."""
    if new.schema not in SCHEMAS:
        raise Refused(400, "VAL_001", f"schema: {new.schema!r} is not a valid choice.")
    assets = _assets(state, new)
    first_day, last_day = new.period or _last_month(state.clock().date())
    file = _file(state, new, assets[0], (first_day, last_day))
    records = [_record(state, file, line, asset) for line, asset in zip(new.lines, assets, strict=True)]
    state.put(FILES, file, _audience(state, new, assets))
    for record in records:
        state.put(RECORDS, record, state.record("assets", record["asset_id"]).audience)
    for status in _ON_THE_WAY:
        move(state, file, status)
    return file


def move(state: State, file: Json, status: str) -> Json:
    """Gives a file its next status and tells the extension."""
    file["status"] = status
    tell(state, USAGE_EVENT, state.record(FILES, file["id"]), status)
    return file


def records_of(state: State, file_id: str) -> list[Json]:
    return [found.value for found in state.all(RECORDS) if found.value["usagefile"]["id"] == file_id]


def _assets(state: State, new: NewUsageFile) -> list[Json]:
    """Those of the lines, which must be of one product, marketplace and connection type."""
    assets = [state.get("assets", line.asset_id) for line in new.lines]
    kinds = {(a["product"]["id"], a["marketplace"]["id"], a["connection"]["type"]) for a in assets}
    if len(kinds) != 1 or next(iter(kinds))[0] != new.product_id:
        raise Refused(400, "VAL_001", "A usage file is for assets of one product, marketplace and connection type.")
    return assets


def _file(state: State, new: NewUsageFile, asset: Json, period: tuple[date, date]) -> Json:
    first_day, last_day = period
    connection, valid = asset["connection"], sum(line.status == "valid" for line in new.lines)
    currency = new.currency or state.get("marketplaces", asset["marketplace"]["id"])["currency"]
    id_ = state.ids.new(f"UF-{state.clock():%Y-%m}", 4, 4)
    event = {"at": state.now(), "by": state.accounts[connection["vendor"]["id"]].by}
    return {
        "id": id_, "name": new.name or f"{asset['product']['name']} {first_day:%B %Y}", "external_id": id_[-9:],
        "status": "draft", "vendor": connection["vendor"], "provider": connection["provider"],
        "environment": connection["type"], "marketplace": asset["marketplace"], "contract": asset["contract"],
        "product": {key: asset["product"][key] for key in ("id", "name", "icon")}, "description": "",
        "acceptance_note": "", "rejection_note": "", "schema": new.schema, "currency": currency,
        "period": {"from": first_day.isoformat(), "to": last_day.isoformat()},
        "stats": {"uploaded": len(new.lines), "validated": valid, "pending": valid, "accepted": 0, "closed": 0},
        "records": {"valid": valid, "invalid": len(new.lines) - valid},
        "events": {"created": event, "uploaded": event, "submitted": event},
    }  # fmt: skip


def _record(state: State, file: Json, line: UsageLine, asset: Json) -> Json:
    """Numbers are JSON numbers, as at the platform; a float is exact enough to print the same digits."""
    item = _item(state, file["product"]["id"], line.item)
    days = (line.first_day or file["period"]["from"], line.last_day or file["period"]["to"])
    starts, ends = (f"{day}T00:00:00+00:00" for day in days)
    return {
        "id": state.ids.new(f"UR-{state.clock():%Y-%m}", 4, 4, 4, 4), "start_date": starts, "end_date": ends,
        "product_id": file["product"]["id"],
        "item": {"id": item["id"], "local_id": item["local_id"], "mpn": item["mpn"], "name": item["display_name"]},
        "asset": {key: asset[key] for key in ("id", "external_id", "external_uid")},
        "category": {"id": "general", "name": "General"}, "tier": line.tier, "amount": float(line.amount),
        "multiplier": 1, "usage": float(line.quantity), "status": line.status, "params": [], "item_id": item["id"],
        "asset_id": asset["id"], "usagefile": {key: file[key] for key in ("id", "name", "schema", "currency")},
        "resource_local_id": item["local_id"], "asset_external_id": asset["external_id"],
        "asset_external_uid": asset["external_uid"],
    }  # fmt: skip


def _item(state: State, product_id: str, wanted: str) -> Json:
    for record in state.all(f"products/{product_id}/items"):
        if wanted in (record.value["id"], record.value["local_id"], record.value["mpn"]):
            return record.value
    raise Refused(400, "VAL_001", f"Item {wanted} does not exist in product {product_id}.")


def _audience(state: State, new: NewUsageFile, assets: Sequence[Json]) -> frozenset[str]:
    if new.seen_by is not None:
        return frozenset({assets[0]["connection"]["vendor"]["id"], *new.seen_by})
    return frozenset().union(*(state.record("assets", asset["id"]).audience for asset in assets))


def _last_month(today: date) -> tuple[date, date]:
    last_day = today.replace(day=1) - timedelta(days=1)
    return last_day.replace(day=1), last_day
