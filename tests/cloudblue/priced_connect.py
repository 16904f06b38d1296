"""Connect with a price list, and the question that the tests ask it."""

from __future__ import annotations

from datetime import date
from typing import Any

from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import NoPrice, Quote
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.marketplace import InstallationReader
from sandbox.http import json_response
from tests.builders import Json, a_purchase
from tests.cloudblue.fake_connect import FakeConnect

PRODUCT = "PRD-111-222-333"
VERSION = "PLV-100-200-300-0001"
POINTS = f"pricing/versions/{VERSION}/points"
DAY = date(2026, 3, 1)


def a_listing(marketplace: str = "MP-12345", status: str = "listed", pricelist: str | None = "PL-100-200-300") -> Json:
    return {
        "id": "LST-100-200-300",
        "status": status,
        "contract": {"id": "CRD-1", "marketplace": {"id": marketplace}},
        "product": {"id": PRODUCT},
        **({"pricelist": {"id": pricelist}} if pricelist else {}),
    }


def a_version(id_: str = VERSION, start: str = "2026-01-01T00:00:00+00:00", **fields: Any) -> Json:
    pricelist = {"id": "PL-100-200-300", "currency": fields.pop("currency", "EUR")}
    return {"id": id_, "status": "active", "start_at": start, "pricelist": pricelist, **fields}


def a_point(number: int = 1, product: str = PRODUCT, **columns: Any) -> Json:
    item = {"global_id": f"{product}-{number:04d}", "mpn": f"MPN-{number}", "product": {"id": product}}
    return {"id": item["global_id"], "item": item, "status": "filled", "attributes": columns}


def priced_connect() -> FakeConnect:
    """One listing, one price list, one version, one price."""
    fake = FakeConnect()
    fake.collections |= {
        "listings": [a_listing()],
        "pricing/versions": [a_version()],
        POINTS: [a_point(1, price=5, st0p=12.5, st1p=9)],
    }
    fake.answers["GET", "marketplaces/MP-12345"] = json_response(200, {"id": "MP-12345", "currency": "USD"})
    return fake


def an_order(*items: Json, **fields: Any) -> Order:
    order = read_asset_request(a_purchase(*items, **fields), "no-id")
    assert isinstance(order, Order)
    return order


def quote(connect: FakeConnect, order: Order | None = None, column: str = "st0p") -> Quote:
    """What the price list says of the order's first item."""
    order = order or an_order()
    quotes = InstallationReader(connect.client).price_list_quotes(order, column, DAY)
    return quotes[order.fees[0].product_item.id]


def why_not(connect: FakeConnect, order: Order | None = None, column: str = "st0p") -> str:
    found = quote(connect, order, column)
    assert isinstance(found, NoPrice), found
    return found.why
