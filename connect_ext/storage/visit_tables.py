"""The part of the schema that keeps how far each person has followed the journal; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import BigInteger, Table

from connect_ext.storage.columns import key, metadata, needed
from connect_ext.storage.types import Text, Utc

visits = Table(
    "visits",
    metadata,
    *key(Text, "installation_id", "user_id"),
    *needed(BigInteger, "seen", "told"),  # entries of the journal, by their place in it
    *needed(Utc, "at"),
)
