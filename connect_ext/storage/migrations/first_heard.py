"""The part of the first schema that keeps what Xero says later; `0001_first_schema` calls it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import DateTime, Index, Text

from connect_ext.storage.columns import key, maybe, needed

Moment = DateTime(timezone=True)
OF_XERO = ("installation_id", "tenant_id", "xero_id")


def create_heard_tables() -> None:
    op.create_table(
        "looks",
        *key(Text, *OF_XERO),
        *needed(Moment, "wanted_at", "due_at"),
        *needed(Text, "told_by"),
        Index("looks_due", "installation_id", "tenant_id", "due_at"),
    )
    op.create_table(
        "listening",
        *key(Text, "installation_id", "tenant_id"),
        *maybe(Moment, "heard_until"),  # all that changed before is known
        *needed(Moment, "asked_at"),
    )
    op.create_table(
        "seen",
        *key(Text, *OF_XERO),
        *needed(Text, "picture", "differences"),  # as it was last read, and what of it a person has changed
        *needed(Moment, "seen_at"),
    )
