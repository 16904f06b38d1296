"""Placing an asset request of any type; what becomes of it is decided in `decisions`."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.connect import renewals
from sandbox.connect.decisions import OPEN, move
from sandbox.connect.state import Refused, State

Json = dict[str, Any]
_PARTY_KEYS = ("id", "external_id", "external_uid", "name", "tax_id", "contact_info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """What is ordered: `lines` are quantities by the id, global id or MPN of an item; parties are tier accounts."""

    product_id: str
    marketplace_id: str
    lines: Mapping[str, str]
    customer: Json
    tier1: Json = field(default_factory=dict)
    tier2: Json = field(default_factory=dict)
    connection: str = "production"
    params: tuple[Json, ...] = ()
    external_id: str = ""
    external_uid: str = ""


def place_purchase(state: State, order: Purchase) -> Json:
    """A new asset in processing and its pending purchase request. Raises Refused(400)."""
    listing = _listing(state, order.product_id, order.marketplace_id)
    _is_a_customer(order.customer)
    id_ = state.ids.new("AS", 4, 4, 4)
    asset = {
        "id": id_, "status": "processing", "external_id": order.external_id or id_[3:].replace("-", ""),
        "external_uid": order.external_uid or str(uuid.uuid5(uuid.NAMESPACE_URL, id_)), "product": listing["product"],
        "connection": _connection(state, listing, order.connection),
        "events": {"created": {"at": state.now()}, "updated": {"at": state.now()}},
        "items": [_line(item, "0", quantity) for item, quantity in _chosen(state, order.product_id, order.lines)],
        "params": list(order.params), "configuration": {"params": []},
        "tiers": {"customer": _party(order.customer), "tier1": _party(order.tier1), "tier2": _party(order.tier2)},
        "marketplace": {key: listing["contract"]["marketplace"][key] for key in ("id", "name", "icon")},
        "contract": {key: listing["contract"][key] for key in ("id", "type", "name")},
    }  # fmt: skip
    state.put("assets", asset, _audience(state, asset))
    return _new_request(state, "purchase", asset)


def place_follow_up(state: State, type_: str, asset_id: str, lines: Mapping[str, str] | None = None) -> Json:
    """A change, cancel, suspend, resume... of an asset; lines it does not name keep their quantity."""
    asset = _settled(state, asset_id)
    asset["items"] = _changed_lines(state, asset, lines or {})
    return _new_request(state, type_, asset)


def place_renew(state: State, asset_id: str, lines: Mapping[str, str], begins: datetime | None = None) -> Json:
    """Each item for another term of its own length, from the end of what runs unless `begins` says otherwise."""
    asset = _settled(state, asset_id)
    asset["items"] = renewals.renewed(state, asset_id, _changed_lines(state, asset, lines), begins)
    return _new_request(state, "renew", asset)


def place_transfer(state: State, asset_id: str, customer: Json) -> Json:
    """[believed] The request names the customer who is to have the asset; the seller stays."""
    asset = _settled(state, asset_id)
    if customer["id"] == asset["tiers"]["customer"].get("id"):
        raise Refused(400, "VAL_001", f"{customer['name']} has {asset_id} already.")
    asset["items"] = _changed_lines(state, asset, {})
    asset["tiers"]["customer"] = _party(customer)
    return _new_request(state, "transfer", asset)


def _settled(state: State, asset_id: str) -> Json:
    """A copy of the asset. Raises Refused(400) while one of its requests is open."""
    asset = copy.deepcopy(state.get("assets", asset_id))
    if any(r.value["asset"]["id"] == asset_id and r.value["status"] in OPEN for r in state.all("requests")):
        raise Refused(400, "REQ_003", "Asset has a request in progress.")
    return asset


def _new_request(state: State, type_: str, asset: Json) -> Json:
    request = {
        "id": state.ids.child(asset["id"], "PR", 3), "type": type_, "note": "", "asset": copy.deepcopy(asset),
        "reason": "", "status": "pending", "created": state.now(), "updated": state.now(), "answered": None,
        "assignee": None, "activation_key": "", "previous_approved_request": None, "effective_date": None,
        "planned_date": None, "external_attributes": {}, "marketplace": asset["marketplace"],
        "contract": asset["contract"],
    }  # fmt: skip
    request["asset"].pop("marketplace")
    request["asset"].pop("contract")
    state.put("requests", request, state.record("assets", asset["id"]).audience)
    return move(state, request, "pending", asset_status=asset["status"])


def _listing(state: State, product_id: str, marketplace_id: str) -> Json:
    for record in state.all("listings"):
        contract = record.value["contract"]
        if record.value["product"]["id"] == product_id and contract["marketplace"]["id"] == marketplace_id:
            return record.value
    raise Refused(400, "VAL_001", f"Product {product_id} is not listed on marketplace {marketplace_id}.")


def _connection(state: State, listing: Json, type_: str) -> Json:
    marketplace_id = listing["contract"]["marketplace"]["id"]
    for record in state.all(f"products/{listing['product']['id']}/connections"):
        if record.value["type"] == type_ and record.value["marketplace"] == marketplace_id:
            return {key: value for key, value in record.value.items() if key != "marketplace"}
    raise Refused(400, "VAL_001", f"No {type_} connection for this product.")


def _chosen(state: State, product_id: str, lines: Mapping[str, str]) -> list[tuple[Json, str]]:
    items = [record.value for record in state.all(f"products/{product_id}/items")]
    by_name = {name: item for item in items for name in (item["id"], item["local_id"], item["mpn"])}
    unknown = [name for name in lines if name not in by_name]
    if unknown:
        raise Refused(400, "VAL_001", *(f"Item {name} does not exist in product {product_id}." for name in unknown))
    return [(by_name[name], quantity) for name, quantity in lines.items()]


def _line(item: Json, old: str, new: str) -> Json:
    return {
        "id": item["local_id"], "global_id": item["id"], "mpn": item["mpn"], "old_quantity": old, "quantity": new,
        "type": item["unit"]["name"], "display_name": item["display_name"], "period": _period(item["period"]),
        "item_type": "PPU" if item["type"] == "ppu" else "Reservation", "params": [],
    }  # fmt: skip


def _period(period: str) -> str | None:
    return {"onetime": "OneTime"}.get(period, period.capitalize()) or None


def _changed_lines(state: State, asset: Json, lines: Mapping[str, str]) -> list[Json]:
    wanted = {item["id"]: quantity for item, quantity in _chosen(state, asset["product"]["id"], lines)}
    kept = [
        line | {"old_quantity": line["quantity"], "quantity": wanted.pop(line["global_id"], line["quantity"])}
        for line in asset["items"]
    ]
    return kept + [_line(item, "0", quantity) for item, quantity in _chosen(state, asset["product"]["id"], wanted)]


def _is_a_customer(account: Json) -> None:
    """Whoever buys has the scope of a customer from then on."""
    if "customer" not in account.setdefault("scopes", []):
        account["scopes"].append("customer")


def _party(account: Json) -> Json:
    return {key: copy.deepcopy(account[key]) for key in _PARTY_KEYS if key in account}


def _audience(state: State, asset: Json) -> frozenset[str]:
    """The vendor, the provider, and the account that orders as tier 1 or 2."""
    tiers = {asset["tiers"][name].get("id") for name in ("tier1", "tier2")} - {None}
    resellers = {account.id for account in state.accounts.values() if account.tier_account in tiers}
    return frozenset({asset["connection"]["vendor"]["id"], asset["connection"]["provider"]["id"]} | resellers)
