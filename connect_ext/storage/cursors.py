"""How far the search for changed objects of one kind has come, so that the next one begins there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import cursors
from connect_ext.storage.upsert import insert_into
from connect_ext.work.notice import NoticeKind


def load(tx: Connection, installation_id: InstallationId, source: NoticeKind) -> datetime | None:
    """The last change that was seen; None before the first search that found any."""
    own = (cursors.c.installation_id == installation_id) & (cursors.c.source == source)
    found: datetime | None = tx.execute(select(cursors.c.value).where(own)).scalar_one_or_none()
    return found


def checked_at(tx: Connection, installation_id: InstallationId, source: NoticeKind) -> datetime | None:
    """When the last search began; None before the first."""
    own = (cursors.c.installation_id == installation_id) & (cursors.c.source == source)
    found: datetime | None = tx.execute(select(cursors.c.checked_at).where(own)).scalar_one_or_none()
    return found


def advance(tx: Connection, installation_id: InstallationId, source: NoticeKind, value: datetime) -> None:
    """Moves the cursor forward; it never goes back, whichever of two searches ends first."""
    new = insert_into(tx, cursors).values(installation_id=installation_id, source=source, value=value)
    further = or_(cursors.c.value.is_(None), new.excluded.value > cursors.c.value)
    identity = ["installation_id", "source"]
    tx.execute(new.on_conflict_do_update(index_elements=identity, set_={"value": value}, where=further))


def checked(tx: Connection, installation_id: InstallationId, source: NoticeKind, at: datetime) -> None:
    """Remembers when a search began, whatever it finds."""
    new = insert_into(tx, cursors).values(installation_id=installation_id, source=source, checked_at=at)
    tx.execute(new.on_conflict_do_update(index_elements=["installation_id", "source"], set_={"checked_at": at}))
