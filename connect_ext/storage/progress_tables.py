"""The part of the schema that counts a run while it lasts; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Integer, Table

from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Text, Utc

progress = Table(
    "progress",
    metadata,
    *key(Text, "installation_id"),
    *needed(Utc, "began_at"),
    *maybe(Utc, "ended_at"),  # NULL while there is more to do
    *needed(Integer, "done", "synced"),
)
