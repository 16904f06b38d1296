"""How far an installation's journal was told outside; by one worker at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, text, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.journal import JournalEntry, JournalId, entry_of
from connect_ext.storage.journal_tables import MATTERS, journal
from connect_ext.storage.telling_tables import tellings
from connect_ext.storage.upsert import insert_into


def take(
    tx: Connection, installation_id: InstallationId, *, since: datetime, now: datetime, until: datetime, limit: int
) -> tuple[JournalEntry, ...]:
    """The oldest entries that ask something of a person and were not told yet; for another worker there are none before
    `until`. Whoever is told for the first time hears of nothing from before `since`."""
    own = tellings.c.installation_id == installation_id
    new = insert_into(tx, tellings).values(installation_id=installation_id, told=0, until=now)
    tx.execute(new.on_conflict_do_nothing())
    free = update(tellings).where(own, tellings.c.until <= now).values(until=until)
    told = tx.execute(free.returning(tellings.c.told)).scalar_one_or_none()
    if told is None:
        return ()
    untold = (journal.c.installation_id == installation_id) & (journal.c.id > told)
    recent = select(journal).where(untold, text(MATTERS), journal.c.at >= since)
    found = tuple(entry_of(row) for row in tx.execute(recent.order_by(journal.c.id).limit(limit)))
    if not found:
        tx.execute(update(tellings).where(own).values(until=now))
    return found


def told(tx: Connection, installation_id: InstallationId, up_to: JournalId, now: datetime) -> None:
    """They have left; the next may be told by anybody."""
    own = tellings.c.installation_id == installation_id
    further = own & (tellings.c.told < up_to)
    tx.execute(update(tellings).where(further).values(told=up_to, until=now))
