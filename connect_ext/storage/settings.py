"""What an installation chose, with a version, so that two people who save at once notice each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.settings.settings import Settings
from connect_ext.storage.settings_json import from_json, to_json
from connect_ext.storage.tables import settings as rows
from connect_ext.storage.upsert import insert_into


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredSettings:
    """`version` is 0 as long as nobody has saved, then counts saves."""

    version: int
    settings: Settings


def load(tx: Connection, installation_id: InstallationId) -> StoredSettings:
    row = tx.execute(select(rows.c.version, rows.c.data).where(rows.c.installation_id == installation_id)).one_or_none()
    if row is None:
        return StoredSettings(version=0, settings=Settings())
    return StoredSettings(version=row.version, settings=from_json(row.data))


def save(
    tx: Connection, installation_id: InstallationId, settings: Settings, expected_version: int, now: datetime
) -> int | None:
    """The new version, or None, with nothing saved, when `expected_version` is not the newest any more."""
    values = {"version": expected_version + 1, "data": to_json(settings), "saved_at": now}
    if expected_version == 0:
        new = insert_into(tx, rows).values(installation_id=installation_id, **values)
        statement = new.on_conflict_do_nothing(index_elements=["installation_id"]).returning(rows.c.version)
        return tx.execute(statement).scalar_one_or_none()
    newest = (rows.c.installation_id == installation_id) & (rows.c.version == expected_version)
    return tx.execute(update(rows).where(newest).values(values).returning(rows.c.version)).scalar_one_or_none()
