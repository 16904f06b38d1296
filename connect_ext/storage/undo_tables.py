"""The part of the schema that keeps what is being undone; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, Table

from connect_ext.storage.columns import key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Json, Text, Utc, Word
from connect_ext.work.intent import Call

undos = Table(
    "undos",
    metadata,
    *key(Text, "installation_id"),
    *key(BigInteger, "task_id"),
    *key(Integer, "number"),  # of the undos of one order, from 1
    *needed(Text, "tenant_id", "document_key", "undo_key", "user_id", "sentence", "former"),
    *maybe(Word(Call), "call"),  # NULL: nothing has to be sent
    *needed(Text, "body"),
    *maybe(Text, "target"),
    *maybe(Json, "before"),
    *needed(Utc, "started_at", "due_at"),
    *maybe(Utc, "done_at"),
    Index("undos_due", "installation_id", "tenant_id", "due_at", **only_where("done_at IS NULL")),
)
