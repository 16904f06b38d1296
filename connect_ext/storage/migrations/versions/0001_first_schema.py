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
from connect_ext.storage.migrations.first_apps import create_app_tables
from connect_ext.storage.migrations.first_heard import create_heard_tables
from connect_ext.storage.migrations.first_limits import create_limit_tables
from connect_ext.storage.migrations.first_mappings import create_mapping_tables
from connect_ext.storage.migrations.first_results import create_result_tables

revision = "0001"
down_revision = None

Moment = DateTime(timezone=True)
TARGET = ("installation_id", "tenant_id", "target")
UNFINISHED = "status NOT IN ('synced', 'ignored') AND kind <> 'usage'"
CLAIMABLE_AT = (
    "CASE WHEN status = 'running' THEN lease_until WHEN status IN ('pending', 'waiting', 'uncertain') THEN due_at END"
)

SOUGHT_BY = ("status", "order_type", "customer_id", "product_id", "currency", "amount", "sought")
OPEN = "status NOT IN ('synced', 'ignored')"
MADE = "status = 'synced' AND amount IS NOT NULL"
VALUED = "amount IS NOT NULL"


def upgrade() -> None:
    _accounts()
    _work()
    create_result_tables()
    create_mapping_tables()
    create_limit_tables()
    create_heard_tables()
    create_app_tables()


def _accounts() -> None:
    op.create_table(
        "installations",
        *key(Text, "installation_id"),
        *needed(Text, "account_id", "account_name", "role"),
        *needed(Boolean, "installed"),
        *maybe(Text, "tier_account_id"),
        *maybe(Moment, "turn_at"),  # when a worker last took its turn
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
        *needed(Text, "installation_id", "user_id", "client_id"),
        *needed(Moment, "expires_at", "created_at"),
        *maybe(Moment, "used_at"),
    )
    op.create_table(
        "declined_offers",
        *key(Text, "installation_id", "former_id"),
        *needed(Moment, "declined_at"),
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
        *maybe(Integer, "warned"),  # so many days before its end
        *maybe(Text, "refresh_owner"),
        *maybe(Moment, "refresh_until"),
        Index("authorisations_current", "installation_id", unique=True, **only_where("status IN ('active', 'broken')")),
        Index("authorisations_pending", "installation_id", unique=True, **only_where("status = 'pending'")),
        Index("authorisations_of_tenant", "tenant_id", "client_id"),
        sqlite_autoincrement=True,
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
        *maybe(Text, "chosen"),  # what a person chose that it gives back
        *maybe(Text, "target"),  # the invoice that a person chose for it
        *maybe(Text, "prices"),  # frozen at the first proposal
        *maybe(Text, "explanations"),  # of the lines that were last proposed to be sent, by line mark
        *maybe(Text, "covers"),  # what those lines bill by the day
        *maybe(Text, "usage"),  # the usage records that they bill, by document key
        *maybe(Text, "documents"),  # all that must be linked before the task is done
        *maybe(Text, "customer_id", "customer_name", "product_id", "product_name"),
        *maybe(Text, "sought"),  # what a search looks in
        *maybe(BigInteger, "amount"),  # before tax, as last proposed
        *maybe(Text, "currency"),
        *maybe(Boolean, "estimated"),  # what it comes to was found out, be it nothing
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
        Index("tasks_sought", "installation_id", "id", *SOUGHT_BY),
        Index("tasks_made", "installation_id", "customer_id", "currency", "id", **only_where(MADE)),
        Index("tasks_open", "installation_id", "customer_id", "product_id", "currency", "amount", **only_where(OPEN)),
        Index("tasks_value", "installation_id", "created_at", "status", "currency", "amount", **only_where(VALUED)),
        # The orders of a month, for billing periods.
        Index("tasks_of_period", "installation_id", "turn", "customer_id", "currency", "status", "amount", "id"),
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
