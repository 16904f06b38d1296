"""The part of the schema that keeps how far the journal was told outside; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import BigInteger, Table

from connect_ext.storage.columns import key, metadata, needed
from connect_ext.storage.types import Text, Utc

tellings = Table(
    "tellings",
    metadata,
    *key(Text, "installation_id"),
    *needed(BigInteger, "told"),  # the last entry of the journal that has left
    *needed(Utc, "until"),  # another may tell of the rest from then on
)
