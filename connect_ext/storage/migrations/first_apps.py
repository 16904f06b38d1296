"""The part of the first schema that keeps Xero apps of installations' own; `0001_first_schema` calls it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import DateTime, Text

from connect_ext.storage.columns import key, maybe, needed

Moment = DateTime(timezone=True)


def create_app_tables() -> None:
    op.create_table(
        "own_apps",
        *key(Text, "installation_id"),
        *needed(Text, "client_id"),
        *needed(Text, "secret"),  # sealed
        *needed(Moment, "secret_at"),
        *needed(Text, "secret_by"),
        *maybe(Text, "webhook_key"),  # sealed
        *maybe(Moment, "webhook_key_at"),
        *maybe(Text, "webhook_key_by"),
    )
