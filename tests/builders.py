"""Connect-shaped JSON for tests: whole and plausible, with what a test is about as arguments."""

from __future__ import annotations

import copy
from typing import Any

Json = dict[str, Any]
MISSING = object()
"""As a value of `changed`: take the key away."""


def an_item(number: int = 1, quantity: Any = "2", **fields: Any) -> Json:
    """A monthly licence of product PRD-111-222-333."""
    return {
        "id": f"PRD_111_222_333_{number:04d}",
        "global_id": f"PRD-111-222-333-{number:04d}",
        "mpn": f"MPN-{number}",
        "old_quantity": "0",
        "quantity": quantity,
        "type": "Licences",
        "display_name": f"Plan {number}",
        "period": "Monthly",
        "item_type": "Reservation",
        "params": [],
        **fields,
    }


def a_tier(id_: str = "TA-1111-2222-3333", name: str = "Alder & Ash Ltd", **fields: Any) -> Json:
    return {
        "id": id_,
        "external_id": "100200",
        "external_uid": "df57b844-955f-4ed5-84d7-e736eda44a79",
        "name": name,
        "tax_id": "GB999999973",
        "contact_info": {
            "address_line1": "1 Mill Lane",
            "address_line2": "",
            "city": "Leeds",
            "state": "Yorkshire",
            "postal_code": "LS1 1AA",
            "country": "gb",
            "contact": {
                "first_name": "Robin",
                "last_name": "Example",
                "email": "robin@example.com",
                "phone_number": {
                    "country_code": "+44",
                    "area_code": "113",
                    "phone_number": "5550123",
                    "extension": "",
                },
            },
        },
        **fields,
    }


def a_purchase(
    *items: Json,
    id_: str = "PR-1000-2000-3000-001",
    status: str = "approved",
    connection: Any = "production",
    **fields: Any,
) -> Json:
    """An approved purchase of two licences on a production connection, by a customer of a reseller."""
    return {
        "id": id_,
        "type": "purchase",
        "status": status,
        "created": "2026-03-01T09:00:00+00:00",
        "updated": "2026-03-01T10:30:00+00:00",
        "effective_date": "2026-03-01T10:00:00+00:00",
        "planned_date": None,
        "note": "",
        "reason": "",
        "marketplace": {"id": "MP-12345", "name": "Nordic Marketplace"},
        "contract": {"id": "CRD-00000-11111-22222", "type": "distribution", "name": "Contract"},
        "asset": {
            "id": "AS-1000-2000-3000",
            "status": "active",
            "external_id": "777",
            "product": {"id": "PRD-111-222-333", "name": "Cloud Suite"},
            "connection": {"id": "CT-0000-1111", "type": connection},
            "items": list(items) if items else [an_item()],
            "params": [],
            "tiers": {
                "customer": a_tier(),
                "tier1": a_tier("TA-4444-5555-6666", "Birch Resale BV"),
                "tier2": {},
            },
        },
        **fields,
    }


def changed(payload: Json, path: str, value: Any) -> Json:
    """A copy with another value at a dotted path, whose numbers are places in lists."""
    result = copy.deepcopy(payload)
    *way, last = path.split(".")
    here: Any = result
    for name in way:
        here = here[int(name)] if isinstance(here, list) else here[name]
    if value is MISSING:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value
    return result
