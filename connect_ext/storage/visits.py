"""How far each person has followed the journal: what they have looked at, and what a pop-up has told them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.journal import JournalId
from connect_ext.storage.upsert import insert_into
from connect_ext.storage.visit_tables import visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`seen` is the newest entry that was on their screen, `told` the newest that a pop-up has spoken of."""

    seen: JournalId
    told: JournalId
    at: datetime


def load(tx: Connection, installation_id: InstallationId, user_id: str) -> Visit | None:
    """None before the first visit."""
    own = (visits.c.installation_id == installation_id) & (visits.c.user_id == user_id)
    row = tx.execute(select(visits).where(own)).one_or_none()
    return Visit(seen=JournalId(row.seen), told=JournalId(row.told), at=row.at) if row else None


def note(
    tx: Connection, installation_id: InstallationId, user_id: str, *, seen: JournalId, told: JournalId, now: datetime
) -> None:
    """Neither goes back, whichever of two windows says so last. What was seen need not be told any more."""
    told = JournalId(max(seen, told))
    new = insert_into(tx, visits).values(installation_id=installation_id, user_id=user_id, seen=seen, told=told, at=now)
    further = {
        name: case((new.excluded[name] > visits.c[name], new.excluded[name]), else_=visits.c[name])
        for name in ("seen", "told")
    }
    tx.execute(new.on_conflict_do_update(index_elements=["installation_id", "user_id"], set_={**further, "at": now}))
