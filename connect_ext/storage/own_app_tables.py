"""The part of the schema that keeps the Xero apps that installations have of their own; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Table

from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Text, Utc

own_apps = Table(
    "own_apps",
    metadata,
    *key(Text, "installation_id"),
    *needed(Text, "client_id"),
    *needed(Text, "secret"),  # sealed
    *needed(Utc, "secret_at"),
    *needed(Text, "secret_by"),
    *maybe(Text, "webhook_key"),  # sealed
    *maybe(Utc, "webhook_key_at"),
    *maybe(Text, "webhook_key_by"),
)
