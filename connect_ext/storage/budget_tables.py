"""The part of the schema that shares Xero's limits among all processes; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Integer, Table

from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Json, Text, Utc

pauses = Table(
    "pauses",
    metadata,
    *key(Text, "client_id", "tenant_id"),  # no tenant: the whole app
    *needed(Utc, "since", "until"),
    *needed(Text, "why"),
)

call_budgets = Table(
    "call_budgets",
    metadata,
    *key(Text, "client_id", "tenant_id"),
    *maybe(Integer, "minute_left"),
    *maybe(Utc, "minute_until"),
    *maybe(Integer, "day_left"),
    *maybe(Utc, "day_until"),
    *needed(Integer, "day_most"),
    *needed(Json, "flights"),  # who is calling now, and until when that is believed
)
