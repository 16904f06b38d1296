"""Usage as Connect shows it, for tests: whole and plausible, with what a test is about as arguments."""

from __future__ import annotations

from typing import Any

from connect_ext.books.orders.order import Order
from connect_ext.cloudblue.usage_records import read_usage
from tests.builders import Json, a_purchase

FILE, ASSET = "UF-2026-11-1111-2222", "AS-1000-2000-3000"
KEY = f"{FILE}:{ASSET}:USD"


def a_file(**fields: Any) -> Json:
    """An accepted file of schema `pr` about October."""
    return {
        "id": FILE,
        "name": "October 2026",
        "status": "accepted",
        "environment": "production",
        "marketplace": {"id": "MP-12345", "name": "Nordic Marketplace"},
        "product": {"id": "PRD-111-222-333", "name": "Cloud Suite"},
        "schema": "pr",
        "currency": "USD",
        "period": {"from": "2026-10-01", "to": "2026-10-31"},
        **fields,
    }


def a_record(number: int = 1, amount: Any = 12.5, usage: Any = 5, item: int = 1, **fields: Any) -> Json:
    """An approved use of an item in October."""
    return {
        "id": f"UR-2026-11-0000-0000-0000-{number:04d}",
        "start_date": "2026-10-01T00:00:00+00:00",
        "end_date": "2026-10-31T00:00:00+00:00",
        "item": {
            "id": f"PRD-111-222-333-{item:04d}",
            "local_id": f"PRD_111_222_333_{item:04d}",
            "mpn": f"MPN-{item}",
            "name": f"Storage {item}",
            "unit": "GB",
        },
        "asset": {"id": ASSET, "external_id": "777", "external_uid": "65da4d1e-935e-4da3-8ced-c36643392460"},
        "category": {"id": "general", "name": "General"},
        "tier": None,
        "amount": amount,
        "multiplier": 1,
        "usage": usage,
        "status": "approved",
        "params": [],
        "usagefile": {"id": FILE, "name": "October 2026", "schema": "pr", "currency": "USD"},
        **fields,
    }


def an_asset(id_: str = ASSET, connection: str = "production") -> Json:
    asset: Json = a_purchase(connection=connection)["asset"]
    return {**asset, "id": id_, "marketplace": {"id": "MP-12345", "name": "Nordic Marketplace"}}


def usage(*records: Json, file: Json | None = None, asset: Json | None = None) -> Json:
    """What is kept of an order."""
    return {"file": file or a_file(), "asset": asset or an_asset(), "records": list(records) or [a_record()]}


def usage_order(*records: Json, **about: Any) -> Order:
    found = read_usage(usage(*records, **about), KEY)
    assert isinstance(found, Order), found
    return found
