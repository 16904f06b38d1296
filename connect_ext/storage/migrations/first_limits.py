"""The part of the first schema that shares limits and counts runs; `0001_first_schema` calls it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, DateTime, Integer, Text

from connect_ext.storage.columns import key, maybe, needed

Moment = DateTime(timezone=True)


def create_limit_tables() -> None:
    op.create_table(
        "pauses",
        *key(Text, "client_id", "tenant_id"),  # no tenant: the whole app
        *needed(Moment, "since", "until"),
        *needed(Text, "why"),
        *needed(Boolean, "told"),  # to the people who wait
    )
    op.create_table(
        "call_budgets",
        *key(Text, "client_id", "tenant_id"),
        *maybe(Integer, "minute_left"),
        *maybe(Moment, "minute_until"),
        *maybe(Integer, "day_left"),
        *maybe(Moment, "day_until"),
        *needed(Integer, "day_most"),
        *needed(Text, "flights"),  # who is calling now, and until when that is believed
    )
    op.create_table(
        "digests",
        *key(Text, "name"),  # one row: of all installations
        *needed(Moment, "told_until", "due_at"),
    )
    op.create_table(
        "progress",
        *key(Text, "installation_id"),
        *needed(Moment, "began_at"),
        *maybe(Moment, "ended_at"),  # NULL while there is more to do
        *needed(Integer, "done", "synced"),
    )
