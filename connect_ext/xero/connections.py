"""The organisations that one consent connected, and how to disconnect one of them.

https://developer.xero.com/documentation/guides/oauth2/tenants
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connect_ext.books.ids import TenantId
from connect_ext.work.failure import WorldFailed
from connect_ext.xero.sender import XeroSender
from connect_ext.xero.shape import objects, text, text_or_none

ORGANISATION = "ORGANISATION"
"""The one type of tenant that has books; a `PRACTICE` is an accountant's office and cannot be invoiced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """`id` is the connection's own, needed to disconnect; it is not the tenant's."""

    id: str
    tenant_id: TenantId
    tenant_name: str
    tenant_type: str
    """`ORGANISATION`, `PRACTICE`, or a word that Xero adds later."""


def connections(sender: XeroSender, access_token: str, event_id: str) -> tuple[Connection, ...]:
    """The organisations that were connected in the consent of this event, only. Raises `WorldFailed`."""
    found = all_connections(sender, access_token, event_id)
    return tuple(connection for connection in found if connection.tenant_type == ORGANISATION)


def all_connections(sender: XeroSender, access_token: str, event_id: str) -> tuple[Connection, ...]:
    """Whatever was connected in the consent of this event, also what has no books. Raises `WorldFailed`.

    The token reaches everything its user ever connected to the app. Xero filters by event; what it tells to be of
    another event is left out once more, since it may belong to another installation.
    """
    answer = sender.get(sender.endpoints.connections_url(event_id), access_token)
    found = objects({"connections": answer.body}, "connections", "connections")
    return tuple(
        _connection(item, f"connections[{position}]")
        for position, item in enumerate(found)
        if item.get("authEventId") in (None, event_id)
    )


def disconnect(sender: XeroSender, access_token: str, connection_id: str) -> None:
    """Ends one connection and no other; one that is gone already is no failure. Raises `WorldFailed`."""
    try:
        sender.delete(sender.endpoints.connection_url(connection_id), access_token)
    except WorldFailed as failed:
        if failed.failure.code != "not_found":
            raise


def _connection(item: Mapping[str, Any], path: str) -> Connection:
    return Connection(
        id=text(item, "id", path),
        tenant_id=TenantId(text(item, "tenantId", path)),
        tenant_name=text_or_none(item, "tenantName") or "",
        tenant_type=text(item, "tenantType", path),
    )
