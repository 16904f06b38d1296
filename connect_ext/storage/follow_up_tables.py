"""The part of the schema that keeps what is to be done later to a document that was made; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Integer, Table

from connect_ext.storage.columns import DOCUMENT, key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Json, Text, Utc

follow_ups = Table(
    "follow_ups",
    metadata,
    *key(Text, *DOCUMENT),  # of the credit note, or what is to be done to the invoice
    *maybe(BigInteger, "task_id"),
    *needed(Text, "document_id"),
    *needed(Json, "invoice_ids"),
    *needed(Utc, "due_at"),
    *needed(Integer, "attempts"),
    *maybe(Utc, "done_at"),
    *needed(Text, "sentence"),
    ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
    Index("follow_ups_due", "installation_id", "tenant_id", "due_at", **only_where("done_at IS NULL")),
    Index("follow_ups_of_document", "installation_id", "document_id"),
    Index("follow_ups_of_task", "installation_id", "task_id", "document_key"),
)
