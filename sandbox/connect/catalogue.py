"""What is for sale: marketplaces, products with their items, listings and price lists in the platform's shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.connect.state import State

Json = dict[str, Any]
ATTRIBUTES = [
    {"id": "price", "name": "Price", "description": "Wholesale price of an item from a Vendor to a Provider."},
    {"id": "st0p", "name": "Suggested T0 Price", "description": "Vendor's suggested Retail Customer (Tier-0) price."},
    {"id": "st1p", "name": "Suggested T1 Price", "description": "Vendor's suggested Direct Reseller (Tier-1) price."},
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewItem:
    """`kind` is reservation or ppu; `period` monthly, yearly, onetime or empty."""

    mpn: str
    name: str
    kind: str = "reservation"
    period: str = "monthly"
    unit: str = "Licenses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Wholesale price, suggested customer price (tier 0) and suggested reseller price (tier 1)."""

    price: Decimal
    st0p: Decimal
    st1p: Decimal


def add_marketplace(state: State, *, name: str, currency: str, country: Json, owner: Account) -> Json:
    hub = {"id": state.ids.new("HB", 4, 4), "name": f"{name} Hub"}
    return state.put(
        "marketplaces",
        {
            "id": state.ids.new("MP", 5), "name": name, "description": f"Cloud services for {country['name']}",
            "active_contracts": 1, "icon": f"/media/{owner.id}/marketplaces/icon.png",
            "owner": {"id": owner.id, "name": owner.name}, "hubs": [{"hub": hub, "external_id": name.lower()}],
            "countries": [country], "currency": currency, "attributes": ATTRIBUTES,
            "stats": {"hubs": 1, "contracts": 1},
            "events": {"created": {"at": state.now()}, "updated": {"at": state.now(), "by": owner.by}},
        },
    )  # fmt: skip


def add_product(state: State, *, name: str, vendor: Account, items: Iterable[NewItem]) -> Json:
    id_ = state.ids.new("PRD", 3, 3, 3)
    icon = f"/media/{vendor.id}/{id_}/media/{id_}-logo.png"
    product = {
        "id": id_, "name": name, "icon": icon, "status": "published", "short_description": name,
        "category": {"id": "CAT-00012", "name": "Business"}, "owner": {"id": vendor.id, "name": vendor.name},
        "version": 1, "latest": True, "published_at": state.now(), "usage_rule": {"enabled": True},
        "capabilities": {"ppu": {"schema": "TR"}, "reservation": {"consumption": False}},
        "stats": {"versions": 1}, "public": True, "events": {"created": {"at": state.now(), "by": vendor.by}},
    }  # fmt: skip
    for number, item in enumerate(items, start=1):
        state.put(f"products/{id_}/items", _item(state, id_, number, item))
    return state.put("products", product)


def _item(state: State, product_id: str, number: int, item: NewItem) -> Json:
    global_id = f"{product_id}-{number:04d}"
    return {
        "id": global_id, "name": item.name, "status": "published", "mpn": item.mpn, "position": number * 10000,
        "unit": {"id": item.unit.lower(), "name": item.unit, "title": item.unit, "unit": "unit"},
        "type": item.kind, "local_id": global_id.replace("-", "_"), "display_name": item.name,
        "period": item.period, "precision": "integer" if item.kind == "reservation" else "decimal(4)",
        "commitment": {"multiplier": "billing_period", "count": 1}, "dynamic": False, "description": item.name,
        "depth": 0, "ui": {"visibility": True}, "ui_visibility": True,
        "events": {"created": {"at": state.now()}, "updated": {"at": state.now()}},
    }  # fmt: skip


def add_listing(state: State, *, product: Json, marketplace: Json, vendor: Account, provider: Account) -> Json:
    """Lists the product on the marketplace, with a contract and a connection of every type."""
    contract = {
        "id": state.ids.new("CRD", 5, 5, 5), "type": "distribution",
        "name": f"{product['name']} in {marketplace['name']}",
        "marketplace": {key: marketplace[key] for key in ("id", "name", "icon")},
    }  # fmt: skip
    for type_ in ("production", "test", "preview"):
        _connection(state, type_, product, marketplace, vendor, provider)
    return state.put(
        "listings",
        {
            "id": state.ids.new("LST", 3, 3, 3), "status": "listed", "contract": contract,
            "product": {key: product[key] for key in ("id", "icon", "name", "status")},
            "created": state.now(), "updated": state.now(),
            "vendor": {"id": vendor.id, "name": vendor.name}, "provider": {"id": provider.id, "name": provider.name},
        },
        {vendor.id, provider.id} | sellers(state, marketplace["id"]),
    )  # fmt: skip


def sellers(state: State, marketplace_id: str) -> set[str]:
    return {account.id for account in state.accounts.values() if account.marketplace == marketplace_id}


def _connection(state: State, type_: str, product: Json, marketplace: Json, vendor: Account, provider: Account) -> None:
    state.put(
        f"products/{product['id']}/connections",
        {
            "id": state.ids.new("CT", 4, 4, 4), "type": type_, "status": "approved",
            "provider": {"id": provider.id, "name": provider.name}, "vendor": {"id": vendor.id, "name": vendor.name},
            "hub": marketplace["hubs"][0]["hub"], "created_at": state.now(), "marketplace": marketplace["id"],
        },
    )  # fmt: skip


def add_price_list(state: State, *, name: str, listing: Json, currency: str, owner: Account) -> Json:
    """A price list attached to a listing; its prices come by `add_version`."""
    pricelist = {
        "id": state.ids.new("PL", 3, 3, 3), "name": name, "currency": currency, "precision": 0.01, "status": "active",
        "owner": {"id": owner.id, "name": owner.name}, "attributes": ATTRIBUTES,
        "stats": {"products": 1, "listings": 1},
    }  # fmt: skip
    listing["pricelist"] = {key: pricelist[key] for key in ("id", "name", "status")}
    return pricelist


def add_version(
    state: State, pricelist: Json, prices: Mapping[str, Price], *, status: str, started: timedelta, listing: Json
) -> Json:
    """A version that began so long ago, with one filled point for each MPN."""
    id_ = state.ids.child(pricelist["id"], "PLV", 4)
    at = (state.clock() - started).isoformat(timespec="seconds")
    version = {
        "id": id_, "description": f"From {at[:10]}", "start_at": at, "status": status, "pricelist": pricelist,
        "events": {"created": {"at": at}, "activated": {"at": at}, "updated": {"at": at}},
    }  # fmt: skip
    for item in [record.value for record in state.all(f"products/{listing['product']['id']}/items")]:
        if item["mpn"] in prices:
            state.put(f"pricing/versions/{id_}/points", _point(listing["product"], item, prices[item["mpn"]]))
    return state.put("pricing/versions", version, state.record("listings", listing["id"]).audience)


def _point(product: Json, item: Json, price: Price) -> Json:
    # The platform's price points are JSON numbers; a float is exact enough to print the same cents.
    attributes = {"price": float(price.price), "st0p": float(price.st0p), "st1p": float(price.st1p)}
    reference = {"global_id": item["id"], "display_name": item["display_name"], "mpn": item["mpn"]}
    return {
        "id": item["id"],
        "item": reference | {"product": {key: product[key] for key in ("id", "name", "icon")}},
        "status": "filled",
        "attributes": attributes,
    }
