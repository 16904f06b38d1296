"""The part of the schema that keeps what nobody wants of a former installation; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Table

from connect_ext.storage.columns import key, metadata, needed
from connect_ext.storage.types import Text, Utc

declined_offers = Table(
    "declined_offers",
    metadata,
    *key(Text, "installation_id", "former_id"),
    *needed(Utc, "declined_at"),
)
