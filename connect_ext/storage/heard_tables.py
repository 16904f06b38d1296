"""The part of the schema that keeps what Xero says of our documents since they were made; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Index, Table

from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Json, Text, Utc, Word
from connect_ext.work.task import Actor

OF_XERO = ("installation_id", "tenant_id", "xero_id")

looks = Table(
    "looks",
    metadata,
    *key(Text, *OF_XERO),
    *needed(Utc, "wanted_at", "due_at"),
    *needed(Word(Actor), "told_by"),
    Index("looks_due", "installation_id", "tenant_id", "due_at"),
)

listening = Table(
    "listening",
    metadata,
    *key(Text, "installation_id", "tenant_id"),
    *maybe(Utc, "heard_until"),  # all that changed before is known
    *needed(Utc, "asked_at"),
)

seen = Table(
    "seen",
    metadata,
    *key(Text, *OF_XERO),
    *needed(Json, "picture", "differences"),  # as it was last read, and what of it a person has changed
    *needed(Utc, "seen_at"),
)
