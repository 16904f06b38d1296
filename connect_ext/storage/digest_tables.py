"""The part of the schema that keeps when the operator was last mailed; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Table

from connect_ext.storage.columns import key, metadata, needed
from connect_ext.storage.types import Text, Utc

digests = Table(
    "digests",
    metadata,
    *key(Text, "name"),  # one row: of all installations
    *needed(Utc, "told_until"),  # what happened before was mailed
    *needed(Utc, "due_at"),  # nobody mails before
)
