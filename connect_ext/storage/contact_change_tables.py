"""The part of the schema that keeps how contacts follow their customers; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Index, Table

from connect_ext.storage.columns import key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Json, Text, Utc, Word
from connect_ext.work.changed_contact import ChangeState

contact_changes = Table(
    "contact_changes",
    metadata,
    *key(Text, "installation_id", "tenant_id", "request_id"),
    *needed(Text, "customer"),
    *needed(Json, "party"),  # as the request shows it
    *needed(Word(ChangeState), "state"),
    *needed(Utc, "asked_at"),
    *maybe(Utc, "due_at"),  # NULL: nothing has to be done
    *needed(Text, "reason", "contact", "digest", "user_id"),  # empty until it was looked at, or somebody has acted
    *needed(Json, "differences"),
    Index("contact_changes_of", "installation_id", "tenant_id", "customer"),
    Index("contact_changes_due", "installation_id", "due_at", **only_where("due_at IS NOT NULL")),
)
