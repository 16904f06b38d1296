"""Webhooks as Xero posts them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from tests.world import WEBHOOK_KEY

CONTACT = "CONTACT"


def event(xero_id: str, tenant_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "resourceUrl": f"https://api.xero.com/api.xro/2.0/Invoices/{xero_id}",
        "resourceId": xero_id,
        "eventDateUtc": "2026-11-21T10:00:00.000",
        "eventType": "UPDATE",
        "eventCategory": "INVOICE",
        "tenantId": tenant_id,
        "tenantType": "ORGANISATION",
        **changes,
    }


def body(*events: Any) -> bytes:
    told = {"events": list(events), "firstEventSequence": 1, "lastEventSequence": len(events), "entropy": "S0m3r4nd0m"}
    return json.dumps(told).encode()


def signature(sent: bytes, key: str = WEBHOOK_KEY) -> str:
    return base64.b64encode(hmac.new(key.encode(), sent, hashlib.sha256).digest()).decode()
