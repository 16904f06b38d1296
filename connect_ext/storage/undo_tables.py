"""The part of the schema that keeps what is being undone; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Index, Integer, Table

from connect_ext.storage.columns import key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Json, Text, Utc, Word
from connect_ext.work.intent import Call
from connect_ext.work.task import TaskStatus

undos = Table(
    "undos",
    metadata,
    *key(Text, "installation_id"),
    *key(BigInteger, "task_id"),
    *key(Integer, "number"),  # of the undos of one order, from 1
    *needed(Text, "tenant_id", "user_id", "former"),
    *needed(Word(TaskStatus), "former_status"),
    *needed(Boolean, "sends_again"),  # once it is done
    *needed(Utc, "started_at", "due_at"),
    *maybe(Utc, "done_at"),
    Index("undos_due", "installation_id", "due_at", **only_where("done_at IS NULL")),
)

undo_steps = Table(
    "undo_steps",
    metadata,
    *key(Text, "installation_id"),
    *key(BigInteger, "task_id"),
    *key(Integer, "number", "step"),  # the steps of one undo, from 1
    *needed(Text, "tenant_id", "document_key", "undo_key", "sentence"),
    *maybe(Word(Call), "call"),  # NULL: nothing has to be sent
    *needed(Text, "body"),
    *maybe(Text, "target"),
    *maybe(Json, "before"),
    *needed(Json, "frees"),  # documents of other orders that are free with it
    *maybe(Utc, "done_at"),
    Index("undo_steps_of_key", "installation_id", "tenant_id", "undo_key", **only_where("done_at IS NULL")),
)
