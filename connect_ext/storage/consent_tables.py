"""Consents that are under way, and the pauses that Xero asks for."""

from __future__ import annotations

from sqlalchemy import Table

from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Text, Utc

consents = Table(
    "consents",
    metadata,
    *key(Text, "state_hash"),
    *needed(Text, "installation_id", "user_id"),
    *needed(Utc, "expires_at", "created_at"),
    *maybe(Utc, "used_at"),
)

pauses = Table(
    "pauses",
    metadata,
    *key(Text, "client_id", "tenant_id"),
    *needed(Utc, "until"),
    *needed(Text, "why"),
)
