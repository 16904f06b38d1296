"""What of an installation's journal belongs in a digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.journal import JournalEntry, entry_of
from connect_ext.storage.journal_tables import MATTERS, journal


def asked_between(
    tx: Connection, installation_id: InstallationId, *, since: datetime, until: datetime, limit: int
) -> tuple[tuple[JournalEntry, ...], int]:
    """The first entries that ask something of a person, from `since` and before `until`, and how many there are."""
    own = (journal.c.installation_id == installation_id) & (journal.c.at >= since) & (journal.c.at < until)
    these = select(journal).where(own, text(MATTERS))
    found = tuple(entry_of(row) for row in tx.execute(these.order_by(journal.c.id).limit(limit)))
    count = tx.execute(select(func.count()).select_from(journal).where(own, text(MATTERS))).scalar_one()
    return found, count
