"""The part of the schema that keeps what was uploaded together from a billing period; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Table, UniqueConstraint

from connect_ext.storage.columns import BigId, key, metadata, needed
from connect_ext.storage.types import Text, Utc

uploads = Table(
    "uploads",
    metadata,
    *key(BigId, "id"),
    *needed(Text, "installation_id", "period", "user_id"),
    *needed(Utc, "at"),
    *needed(BigInteger, "since"),  # the newest entry of the journal when it began
    UniqueConstraint("installation_id", "id"),
    sqlite_autoincrement=True,
)

upload_tasks = Table(
    "upload_tasks",
    metadata,
    *key(Text, "installation_id"),
    *key(BigInteger, "upload_id", "task_id"),
    ForeignKeyConstraint(["installation_id", "upload_id"], ["uploads.installation_id", "uploads.id"]),
    ForeignKeyConstraint(["installation_id", "task_id"], ["tasks.installation_id", "tasks.id"]),
    Index("upload_tasks_of_task", "installation_id", "task_id", "upload_id"),
)
