"""The schema but for the other `*_tables`. Every step of `migrations` ends at what stands here; a test proves it."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    UniqueConstraint,
)

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.orders.order import OrderType
from connect_ext.storage import (  # noqa: F401 - the schema is whole with them
    authorisation_tables,
    budget_tables,
    contact_change_tables,
    coverage_tables,
    declined_offer_tables,
    digest_tables,
    follow_up_tables,
    heard_tables,
    invoice_place_tables,
    journal_tables,
    mapping_tables,
    own_app_tables,
    price_row_tables,
    progress_tables,
    telling_tables,
    undo_tables,
    upload_tables,
    usage_tables,
    visit_tables,
)
from connect_ext.storage.columns import DOCUMENT, OPEN, BigId, key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Json, Money, Text, Utc, Word
from connect_ext.work.intent import Call, IntentEnd
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import Actor, TaskStatus

TARGET = ("installation_id", "tenant_id", "target")
UNFINISHED = "status NOT IN ('synced', 'ignored') AND kind <> 'usage'"
"""Of tasks that others of their asset wait for: usage neither waits nor makes wait (money §1)."""
CLAIMABLE_AT = (
    "CASE WHEN status = 'running' THEN lease_until WHEN status IN ('pending', 'waiting', 'uncertain') THEN due_at END"
)
SOUGHT_BY = ("status", "order_type", "customer_id", "product_id", "currency", "amount", "sought")
MADE = "status = 'synced' AND amount IS NOT NULL"  # of a task that has made documents, as its index says it
VALUED = "amount IS NOT NULL"  # of a task of which it is known what it comes to

installations = Table(
    "installations",
    metadata,
    *key(Text, "installation_id"),
    *needed(Text, "account_id", "account_name", "role"),
    *needed(Boolean, "installed"),
    *maybe(Text, "tier_account_id"),
    *maybe(Utc, "turn_at"),  # when a worker last took its turn
    *needed(Utc, "created_at", "updated_at"),
)

settings = Table(
    "settings",
    metadata,
    *key(Text, "installation_id"),
    *needed(Integer, "version"),
    *needed(Json, "data"),
    *needed(Utc, "saved_at"),
)

notices = Table(
    "notices",
    metadata,
    *key(Text, "installation_id"),
    *key(Word(NoticeKind), "kind"),
    *key(Text, "source_id"),
    *needed(Text, "status"),
    *needed(Json, "payload"),
    *maybe(Utc, "changed_at"),
    *needed(Utc, "seen_at"),
    *needed(Utc, "since"),  # changed_at, else seen_at: the order in which notices are taken
    *needed(Integer, "version", "taken_version"),
    Index("notices_untaken", "installation_id", "since", "source_id", **only_where("taken_version < version")),
)

cursors = Table(
    "cursors",
    metadata,
    *key(Text, "installation_id"),
    *key(Word(NoticeKind), "source"),
    *maybe(Utc, "value"),  # the last change that was seen
    *maybe(Utc, "checked_at"),
)

tasks = Table(
    "tasks",
    metadata,
    *key(BigId, "id"),
    *needed(Text, "installation_id", "order_key"),
    *maybe(Word(OrderType), "order_type"),
    *maybe(Text, "asset_id"),
    *needed(Word(NoticeKind), "kind"),
    *needed(Text, "turn"),  # its place among the tasks of its asset, as a text that sorts
    *needed(Word(TaskStatus), "status"),
    *needed(Text, "reason"),
    *needed(Json, "problems", "payload"),
    *maybe(Json, "edits", "chosen"),  # what a person changes about the fees, and chose that it gives back
    *maybe(Text, "target"),  # the invoice that a person chose for it
    *maybe(Json, "prices"),  # frozen at the first proposal
    *maybe(Json, "explanations"),  # of the lines that were last proposed to be sent, by line mark
    *maybe(Json, "covers"),  # what those lines bill by the day
    *maybe(Json, "usage"),  # the usage records that they bill, by document key
    *maybe(Json, "documents"),  # all that must be linked before the task is done
    *maybe(Text, "customer_id", "customer_name", "product_id", "product_name"),
    *maybe(Text, "sought"),  # what a search looks in
    *maybe(Money, "amount"),  # before tax, as last proposed
    *maybe(Text, "currency"),
    *maybe(Boolean, "estimated"),  # what it comes to was found out, be it nothing
    *maybe(Word(Actor), "ignored_by"),
    *maybe(Utc, "due_at"),
    *maybe(Word(Actor), "asked_by"),  # who wants it synced
    *needed(Integer, "attempts"),
    *maybe(Text, "shown"),  # what a person saw who asked for it; NULL: asked for without a look
    *maybe(Text, "lease_owner"),
    *maybe(Utc, "lease_until"),
    # When a worker may claim it, NULL if never: one column, so that one index finds the work among all of history.
    Column("claimable_at", Utc, Computed(CLAIMABLE_AT, persisted=True)),
    *needed(Utc, "created_at", "updated_at"),
    UniqueConstraint("installation_id", "order_key"),
    UniqueConstraint("installation_id", "id"),
    Index("tasks_by_status", "installation_id", "status", "id"),
    Index("tasks_by_asset", "installation_id", "asset_id", "id"),
    # All that lists are filtered and sorted by: a search reads this instead of rows that are a hundred times as large.
    Index("tasks_sought", "installation_id", "id", *SOUGHT_BY),
    # What the installation has made, by customer: small beside all of history where most of that is periods of zero.
    Index("tasks_made", "installation_id", "customer_id", "currency", "id", **only_where(MADE)),
    # What waits, added up by customer and by product without a look at any row.
    Index("tasks_open", "installation_id", "customer_id", "product_id", "currency", "amount", **only_where(OPEN)),
    # What a page adds up by the week, read from here alone.
    Index("tasks_value", "installation_id", "created_at", "status", "currency", "amount", **only_where(VALUED)),
    # The orders of a month, for billing periods.
    Index("tasks_of_period", "installation_id", "turn", "customer_id", "currency", "status", "amount", "id"),
    Index("tasks_claimable", "installation_id", "claimable_at", "id", **only_where("claimable_at IS NOT NULL")),
    Index("tasks_of_asset", "installation_id", "asset_id", "turn", "id", **only_where(UNFINISHED)),
    sqlite_autoincrement=True,
)

intents = Table(
    "intents",
    metadata,
    *key(BigId, "id"),
    *needed(Text, "installation_id", "tenant_id"),
    *needed(Word(Call), "call"),
    *needed(Text, "body"),
    *needed(Integer, "generation"),
    *needed(Text, "idempotency_key"),
    *needed(Utc, "written_at"),
    *maybe(Text, "lease_owner"),
    *needed(Utc, "lease_until"),
    *maybe(Utc, "settled_at"),
    *maybe(Word(IntentEnd), "ended"),
    UniqueConstraint("installation_id", "id"),
    Index("intents_open", "installation_id", "lease_until", "id", **only_where("settled_at IS NULL")),
    sqlite_autoincrement=True,
)

intent_parts = Table(
    "intent_parts",
    metadata,
    *key(Text, "installation_id"),
    *key(BigInteger, "intent_id"),
    *key(Integer, "position"),
    *needed(Text, "tenant_id", "document_key"),
    *needed(Integer, "generation"),
    *maybe(Utc, "settled_at"),  # its own, and the intent's at the latest: for the second index, too
    *maybe(Text, "target"),  # the document of Xero's that is changed
    *maybe(Json, "before"),  # what it was like
    ForeignKeyConstraint(["installation_id", "intent_id"], ["intents.installation_id", "intents.id"]),
    Index("intent_parts_of_document", *DOCUMENT, "generation"),
    # One document is in at most one call whose end is not known.
    Index("intent_parts_in_flight", *DOCUMENT, unique=True, **only_where("settled_at IS NULL")),
    Index("intent_parts_target", *TARGET, unique=True, **only_where("settled_at IS NULL AND target IS NOT NULL")),
)

intent_tasks = Table(
    "intent_tasks",
    metadata,
    *key(Text, "installation_id"),
    *key(BigInteger, "intent_id"),
    *key(Integer, "position"),
    *key(BigInteger, "task_id"),
    ForeignKeyConstraint(["installation_id", "intent_id"], ["intents.installation_id", "intents.id"]),
    ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
    Index("intent_tasks_of_task", "installation_id", "task_id", "intent_id"),
)

links = Table(
    "links",
    metadata,
    *key(Text, *DOCUMENT),
    *needed(Text, "xero_id"),
    *maybe(Text, "number"),
    *maybe(Json, "picture"),
    *maybe(Text, "contact_id"),  # of an invoice, as Xero last answered
    *maybe(Word(Deed), "deed"),
    *maybe(Json, "warnings"),
    *maybe(BigInteger, "task_id"),
    *needed(Boolean, "confirmed"),  # by a person who asked for its task
    *needed(Utc, "linked_at"),
    ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
    Index("links_of_task", "installation_id", "task_id", "document_key"),
    Index("links_of_contact", "installation_id", "tenant_id", "contact_id", "linked_at"),
    Index("links_of_document", "installation_id", "tenant_id", "xero_id"),
    Index("links_confirmed", "installation_id", "xero_id", **only_where("confirmed")),
)
