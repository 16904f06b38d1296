"""The journal: who did what, and what it means for the books."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Table

from connect_ext.storage.columns import BigId, key, maybe, metadata, needed, only_where
from connect_ext.storage.types import Json, Text, Utc, Word
from connect_ext.work.happening import About, Level
from connect_ext.work.task import Actor

MATTERS = "level <> 'info'"  # of an entry of the journal that asks something of a person

journal = Table(
    "journal",
    metadata,
    *key(BigId, "id"),
    *needed(Text, "installation_id"),
    *needed(Utc, "at"),
    *needed(Word(Actor), "actor"),
    *needed(Text, "event", "sentence"),
    *needed(Word(About), "about"),
    *needed(Word(Level), "level"),
    *maybe(BigInteger, "task_id"),
    *needed(Json, "data"),
    ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
    Index("journal_page", "installation_id", "id"),
    Index("journal_of_task", "installation_id", "task_id", "id"),
    # What a person should see first: small beside all that went as it should.
    Index("journal_matters", "installation_id", "id", **only_where(MATTERS)),
    sqlite_autoincrement=True,
)
