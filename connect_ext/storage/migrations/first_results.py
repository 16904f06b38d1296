"""The part of the first schema that says what came of the work; `0001_first_schema` calls it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)

from connect_ext.storage.columns import DOCUMENT, BigId, key, maybe, needed, only_where

Moment = DateTime(timezone=True)


def create_result_tables() -> None:
    _undos()
    op.create_table(
        "invoice_places",
        *key(Text, "installation_id", "tenant_id", "whose", "currency"),
        *needed(Integer, "begun"),
    )
    op.create_table(
        "links",
        *key(Text, *DOCUMENT),
        *needed(Text, "xero_id"),
        *maybe(Text, "number"),
        *maybe(Text, "picture"),
        *maybe(Text, "contact_id"),
        *maybe(Text, "deed"),
        *maybe(Text, "warnings"),
        *maybe(BigInteger, "task_id"),
        *needed(Boolean, "confirmed"),
        *needed(Moment, "linked_at"),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("links_of_task", "installation_id", "task_id", "document_key"),
        Index("links_of_contact", "installation_id", "tenant_id", "contact_id", "linked_at"),
        Index("links_of_document", "installation_id", "tenant_id", "xero_id"),
        Index("links_confirmed", "installation_id", "xero_id", **only_where("confirmed")),
    )
    op.create_table(
        "follow_ups",
        *key(Text, *DOCUMENT),  # of the credit note, or what is to be done to the invoice
        *maybe(BigInteger, "task_id"),
        *needed(Text, "document_id"),
        *needed(Text, "invoice_ids"),
        *needed(Moment, "due_at"),
        *needed(Integer, "attempts"),
        *maybe(Moment, "done_at"),
        *needed(Text, "sentence"),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("follow_ups_due", "installation_id", "tenant_id", "due_at", **only_where("done_at IS NULL")),
        Index("follow_ups_of_document", "installation_id", "document_id"),
        Index("follow_ups_of_task", "installation_id", "task_id", "document_key"),
    )
    op.create_table(
        "usage_coverage",
        *key(Text, "installation_id", "tenant_id", "record_id"),  # what makes billing a record twice impossible
        *needed(Text, "document_key"),
        *needed(Moment, "written_at"),
        Index("usage_coverage_of_document", *DOCUMENT),
    )
    op.create_table(
        "coverage",
        *key(BigId, "id"),
        *needed(Text, "installation_id", "tenant_id", "asset_id", "product_item"),
        *needed(Date, "from_day", "to_day"),
        *needed(Text, "quantity"),
        *needed(Text, "document_key", "mark"),
        *needed(Integer, "position"),  # among all that its document covers: what makes writing it twice impossible
        *needed(Date, "dated"),
        *needed(Text, "state"),
        *maybe(Text, "unit_price"),
        *maybe(Text, "currency"),
        *maybe(Date, "anchor"),
        *maybe(Integer, "months"),
        *maybe(Text, "credits_document", "credits_mark"),
        *needed(Moment, "written_at"),
        UniqueConstraint(*DOCUMENT, "position"),
        Index("coverage_of_asset", "installation_id", "tenant_id", "asset_id", "id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendar",
        *key(Text, "installation_id", "asset_id"),
        *needed(Date, "next_from"),
        *maybe(Date, "due_on"),
        Index("calendar_due", "installation_id", "due_on", "asset_id"),
    )
    op.create_table(
        "asset_terms",
        *key(Text, "installation_id", "asset_id"),
        *maybe(Integer, "months", "anniversary_day"),  # all NULL where the marketplace did not tell
        *maybe(Date, "next_date"),
        *needed(Moment, "frozen_at"),
    )
    op.create_table(
        "journal",
        *key(BigId, "id"),
        *needed(Text, "installation_id"),
        *needed(Moment, "at"),
        *needed(Text, "actor"),
        *needed(Text, "event", "sentence"),
        *needed(Text, "about", "level"),
        *maybe(BigInteger, "task_id"),
        *needed(Text, "data"),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("journal_page", "installation_id", "id"),
        Index("journal_of_task", "installation_id", "task_id", "id"),
        Index("journal_matters", "installation_id", "id", **only_where("level <> 'info'")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tellings",
        *key(Text, "installation_id"),
        *needed(BigInteger, "told"),
        *needed(Moment, "until"),
    )
    op.create_table(
        "visits",
        *key(Text, "installation_id", "user_id"),
        *needed(BigInteger, "seen", "told"),
        *needed(Moment, "at"),
    )
    op.create_table(
        "uploads",
        *key(BigId, "id"),
        *needed(Text, "installation_id", "period", "user_id"),
        *needed(Moment, "at"),
        *needed(BigInteger, "since"),
        UniqueConstraint("installation_id", "id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "upload_tasks",
        *key(Text, "installation_id"),
        *key(BigInteger, "upload_id", "task_id"),
        ForeignKeyConstraint(["installation_id", "upload_id"], ["uploads.installation_id", "uploads.id"]),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("upload_tasks_of_task", "installation_id", "task_id", "upload_id"),
    )


def _undos() -> None:
    op.create_table(
        "undos",
        *key(Text, "installation_id"),
        *key(BigInteger, "task_id"),
        *key(Integer, "number"),  # of the undos of one order, from 1
        *needed(Text, "tenant_id", "user_id", "former", "former_status"),
        *needed(Boolean, "sends_again"),  # once it is done
        *needed(Moment, "started_at", "due_at"),
        *maybe(Moment, "done_at"),
        Index("undos_due", "installation_id", "due_at", **only_where("done_at IS NULL")),
    )
    op.create_table(
        "undo_steps",
        *key(Text, "installation_id"),
        *key(BigInteger, "task_id"),
        *key(Integer, "number", "step"),  # the steps of one undo, from 1
        *needed(Text, "tenant_id", "document_key", "undo_key", "sentence"),
        *maybe(Text, "call"),  # NULL: nothing has to be sent
        *needed(Text, "body"),
        *maybe(Text, "target", "before"),
        *needed(Text, "frees"),  # documents of other orders that are free with it
        *maybe(Moment, "done_at"),
        Index("undo_steps_of_key", "installation_id", "tenant_id", "undo_key", **only_where("done_at IS NULL")),
    )
