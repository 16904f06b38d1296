"""Who gets in: the bearer token, the organisation it may reach, and the scope that a resource asks for.

https://developer.xero.com/documentation/guides/oauth2/troubleshooting
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sandbox.http import Request
from sandbox.xero import scopes
from sandbox.xero.connections import Connections
from sandbox.xero.identity import Grant, Identity
from sandbox.xero.state import Books
from sandbox.xero.words import Refused, forbidden, insufficient_scope, token_expired, unauthorized


def bearer(identity: Identity, request: Request, now: datetime) -> Grant:
    """The consent behind the access token. Raises `Refused` with 401 for none, an unknown or an expired one."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    held = identity.bearer(token) if kind.lower() == "bearer" else None
    if held is None:
        raise unauthorized("AuthenticationUnsuccessful")
    if now >= held.expires_at:
        raise token_expired(held.expires_at)
    return held.grant


def organisation(grant: Grant, connections: Connections, books: Mapping[str, Books], request: Request) -> Books:
    """The books that `xero-tenant-id` names. Raises `Refused` with 403 unless this user connected them to this app."""
    tenant = request.headers.get("xero-tenant-id", "").lower()
    if connections.find(grant.client_id, grant.user_id, tenant) is None or tenant not in books:
        raise Refused(forbidden())
    return books[tenant]


def scope(grant: Grant, method: str, resource: str) -> None:
    """Raises `Refused` with 401 when the consent does not cover this method on this resource."""
    if not scopes.allow(frozenset(grant.scopes), method, resource):
        raise insufficient_scope()
