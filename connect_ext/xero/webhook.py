"""What Xero posts to us: whether it is Xero's, and which documents it names. Nothing else of it is believed.

https://developer.xero.com/documentation/guides/webhooks/configuring-your-server
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from connect_ext.books.ids import TenantId, XeroId

CATEGORIES = ("INVOICE", "CREDITNOTE", "CONTACT")


def is_signed(body: bytes, key: str, signature: str) -> bool:
    """Takes as long for a wrong signature as for the right one."""
    right = base64.b64encode(hmac.new(key.encode(), body, hashlib.sha256).digest())
    return hmac.compare_digest(right, signature.encode(errors="replace"))


def named(body: bytes) -> dict[TenantId, frozenset[XeroId]]:
    """By organisation: what has changed. Empty for what cannot be read, as for a question whether we listen."""
    found: dict[TenantId, set[XeroId]] = {}
    for tenant, resource in _pairs(_events(body)):
        found.setdefault(TenantId(tenant), set()).add(XeroId(resource))
    return {tenant: frozenset(resources) for tenant, resources in found.items()}


def _events(body: bytes) -> list[Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return []
    events = told.get("events") if isinstance(told, Mapping) else None
    return events if isinstance(events, list) else []


def _pairs(events: list[Any]) -> Iterator[tuple[str, str]]:
    for event in events:
        if isinstance(event, Mapping) and event.get("eventCategory") in CATEGORIES:
            tenant, resource = _id(event.get("tenantId")), _id(event.get("resourceId"))
            if tenant and resource:
                yield tenant, resource


def _id(value: Any) -> str | None:
    """As Xero writes ids everywhere else."""
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None
