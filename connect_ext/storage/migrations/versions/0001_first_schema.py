"""The first schema: installations and their choices, notices, tasks, intents, links, coverage, journal, consents."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)

from connect_ext.storage.columns import DOCUMENT, BigId, key, maybe, needed, only_where
from connect_ext.storage.migrations.first_mappings import create_mapping_tables

revision = "0001"
down_revision = None

Moment = DateTime(timezone=True)
TARGET = ("installation_id", "tenant_id", "target")
UNFINISHED = "status NOT IN ('synced', 'ignored') AND kind <> 'usage'"
CLAIMABLE_AT = (
    "CASE WHEN status = 'running' THEN lease_until WHEN status IN ('pending', 'waiting', 'uncertain') THEN due_at END"
)


MADE = "status = 'synced' AND amount IS NOT NULL"


def upgrade() -> None:
    _accounts()
    _work()
    _results()
    create_mapping_tables()


def _accounts() -> None:
    op.create_table(
        "installations",
        *key(Text, "installation_id"),
        *needed(Text, "account_id", "account_name", "role"),
        *needed(Boolean, "installed"),
        *maybe(Text, "tier_account_id"),
        *needed(Moment, "created_at", "updated_at"),
    )
    op.create_table(
        "settings",
        *key(Text, "installation_id"),
        *needed(Integer, "version"),
        *needed(Text, "data"),
        *needed(Moment, "saved_at"),
    )
    op.create_table("price_tables", *key(Text, "installation_id"), *needed(Integer, "version"))
    op.create_table(
        "price_rows",
        *key(Text, "installation_id"),
        *key(Integer, "position"),
        *maybe(Text, "product_item", "mpn", "marketplace_id", "customer_id"),
        *maybe(Integer, "period_months"),
        *needed(Text, "currency"),
        *needed(BigInteger, "minimum_quantity", "price", "discount"),
        *maybe(Date, "valid_from", "valid_to"),
    )
    op.create_table(
        "consents",
        *key(Text, "state_hash"),
        *needed(Text, "installation_id", "user_id"),
        *needed(Moment, "expires_at", "created_at"),
        *maybe(Moment, "used_at"),
    )
    op.create_table(
        "authorisations",
        *key(BigId, "id"),
        *needed(Text, "installation_id"),
        *needed(Text, "status"),
        *needed(Text, "client_id", "event_id", "tenant_name", "why"),
        *maybe(Text, "tenant_id", "connection_id", "short_code"),
        *maybe(Date, "started_on"),  # the organisation's day on which it was chosen
        *maybe(Text, "timezone"),  # the organisation's, by IANA
        *maybe(Text, "tokens"),  # sealed
        *needed(Moment, "created_at", "updated_at", "refreshed_at"),
        *maybe(Text, "refresh_owner"),
        *maybe(Moment, "refresh_until"),
        Index("authorisations_current", "installation_id", unique=True, **only_where("status IN ('active', 'broken')")),
        Index("authorisations_pending", "installation_id", unique=True, **only_where("status = 'pending'")),
        Index("authorisations_of_tenant", "tenant_id", "client_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pauses",
        *key(Text, "client_id", "tenant_id"),
        *needed(Moment, "until"),
        *needed(Text, "why"),
    )


def _work() -> None:
    op.create_table(
        "notices",
        *key(Text, "installation_id"),
        *key(Text, "kind"),
        *key(Text, "source_id"),
        *needed(Text, "status"),
        *needed(Text, "payload"),
        *maybe(Moment, "changed_at"),
        *needed(Moment, "seen_at"),
        *needed(Moment, "since"),  # changed_at, else seen_at: the order in which notices are taken
        *needed(Integer, "version", "taken_version"),
        Index("notices_untaken", "installation_id", "since", "source_id", **only_where("taken_version < version")),
    )
    op.create_table(
        "cursors",
        *key(Text, "installation_id"),
        *key(Text, "source"),
        *maybe(Moment, "value", "checked_at"),
    )
    op.create_table(
        "tasks",
        *key(BigId, "id"),
        *needed(Text, "installation_id", "order_key"),
        *maybe(Text, "order_type"),
        *maybe(Text, "asset_id"),
        *needed(Text, "kind", "turn"),
        *needed(Text, "status"),
        *needed(Text, "reason"),
        *needed(Text, "problems", "payload"),
        *maybe(Text, "edits"),  # what a person changes about the fees
        *maybe(Text, "prices"),  # frozen at the first proposal
        *maybe(Text, "explanations"),  # of the lines that were last proposed to be sent, by line mark
        *maybe(Text, "covers"),  # what those lines bill by the day
        *maybe(Text, "usage"),  # the usage records that they bill, by document key
        *maybe(Text, "documents"),  # all that must be linked before the task is done
        *maybe(Text, "customer_id", "customer_name", "product_id", "product_name"),
        *maybe(BigInteger, "amount"),  # before tax, as last proposed
        *maybe(Text, "currency"),
        *maybe(Text, "ignored_by"),
        *maybe(Moment, "due_at"),
        *maybe(Text, "asked_by"),  # who wants it synced
        *needed(Integer, "attempts"),
        *maybe(Text, "shown"),  # what a person saw who asked for it; NULL: asked for without a look
        *maybe(Text, "lease_owner"),
        *maybe(Moment, "lease_until"),
        # When a worker may claim it, NULL if never: one column, so that one index finds the work among all of history.
        Column("claimable_at", Moment, Computed(CLAIMABLE_AT, persisted=True)),
        *needed(Moment, "created_at", "updated_at"),
        UniqueConstraint("installation_id", "order_key"),
        UniqueConstraint("installation_id", "id"),
        Index("tasks_by_status", "installation_id", "status", "id"),
        Index("tasks_by_asset", "installation_id", "asset_id", "id"),
        Index("tasks_made", "installation_id", "customer_id", "currency", "id", **only_where(MADE)),
        Index("tasks_claimable", "installation_id", "claimable_at", "id", **only_where("claimable_at IS NOT NULL")),
        Index("tasks_of_asset", "installation_id", "asset_id", "turn", "id", **only_where(UNFINISHED)),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "intents",
        *key(BigId, "id"),
        *needed(Text, "installation_id", "tenant_id"),
        *needed(Text, "call"),
        *needed(Text, "body"),
        *needed(Integer, "generation"),
        *needed(Text, "idempotency_key"),
        *needed(Moment, "written_at"),
        *maybe(Text, "lease_owner"),
        *needed(Moment, "lease_until"),
        *maybe(Moment, "settled_at"),
        *maybe(Text, "ended"),
        UniqueConstraint("installation_id", "id"),
        Index("intents_open", "installation_id", "lease_until", "id", **only_where("settled_at IS NULL")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "intent_parts",
        *key(Text, "installation_id"),
        *key(BigInteger, "intent_id"),
        *key(Integer, "position"),
        *needed(Text, "tenant_id", "document_key"),
        *needed(Integer, "generation"),
        *maybe(Moment, "settled_at"),  # the intent's, repeated here for the second index
        *maybe(Text, "target"),  # the document of Xero's that is changed
        *maybe(Text, "before"),  # what it was like
        ForeignKeyConstraint(["installation_id", "intent_id"], ["intents.installation_id", "intents.id"]),
        Index("intent_parts_of_document", *DOCUMENT, "generation"),
        # One document is in at most one call whose end is not known.
        Index("intent_parts_in_flight", *DOCUMENT, unique=True, **only_where("settled_at IS NULL")),
        Index("intent_parts_target", *TARGET, unique=True, **only_where("settled_at IS NULL AND target IS NOT NULL")),
    )
    op.create_table(
        "intent_tasks",
        *key(Text, "installation_id"),
        *key(BigInteger, "intent_id"),
        *key(Integer, "position"),
        *key(BigInteger, "task_id"),
        ForeignKeyConstraint(["installation_id", "intent_id"], ["intents.installation_id", "intents.id"]),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("intent_tasks_of_task", "installation_id", "task_id", "intent_id"),
    )


def _results() -> None:
    _undos()
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
        *needed(Moment, "linked_at"),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("links_of_task", "installation_id", "task_id", "document_key"),
        Index("links_of_contact", "installation_id", "tenant_id", "contact_id", "linked_at"),
        Index("links_of_document", "installation_id", "tenant_id", "xero_id"),
    )
    op.create_table(
        "follow_ups",
        *key(Text, *DOCUMENT),  # of the credit note
        *maybe(BigInteger, "task_id"),
        *needed(Text, "note_id"),
        *needed(Text, "invoice_ids"),
        *needed(Moment, "due_at"),
        *needed(Integer, "attempts"),
        *maybe(Moment, "done_at"),
        *needed(Text, "sentence"),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("follow_ups_due", "installation_id", "tenant_id", "due_at", **only_where("done_at IS NULL")),
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
        *maybe(BigInteger, "task_id"),
        *needed(Text, "data"),
        ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
        Index("journal_page", "installation_id", "id"),
        Index("journal_of_task", "installation_id", "task_id", "id"),
        sqlite_autoincrement=True,
    )


def _undos() -> None:
    op.create_table(
        "undos",
        *key(Text, "installation_id"),
        *key(BigInteger, "task_id"),
        *key(Integer, "number"),  # of the undos of one order, from 1
        *needed(Text, "tenant_id", "document_key", "undo_key", "user_id", "sentence", "former"),
        *maybe(Text, "call"),  # NULL: nothing has to be sent
        *needed(Text, "body"),
        *maybe(Text, "target", "before"),
        *needed(Moment, "started_at", "due_at"),
        *maybe(Moment, "done_at"),
        Index("undos_due", "installation_id", "tenant_id", "due_at", **only_where("done_at IS NULL")),
    )
