"""People are told once why nothing moves, since when and what to do, and that a connection is about to end."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, journal, system
from connect_ext.storage.pausing import WaitsFor
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import LIFE_UNUSED, Authorisation, days_to_warn
from connect_ext.work.task import Actor

WORTH_A_WORD = timedelta(minutes=10)
"""A pause that is over before is nobody's business: limits by the minute come and go."""
AT_ONCE = 1000
LOOKED_AT = timedelta(days=15)
"""Before the end: a little before the first warning."""


def tell_of_pauses(runtime: Runtime) -> None:
    """Everybody whose organisation is paused for long, once for each pause, however often it is prolonged."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        for waits in system.take_untold_pauses(tx, now, WORTH_A_WORD):
            _add(tx, waits.installation_id, "connection.paused", _of_pause(waits), now)


def warn_of_ends(runtime: Runtime) -> None:
    """Whose consent could not be renewed for so long that Xero forgets it in 14, 7 or 2 days: once for each."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        dying = system.unused_connections(tx, now - (LIFE_UNUSED - LOOKED_AT), AT_ONCE)
    for installation_id in dying:
        with runtime.database.transaction() as tx:
            current = authorisations.current(tx, runtime.vault, installation_id)
            days = days_to_warn(current.refreshed_at, now) if current else None
            if current and days and authorisations.warn_once(tx, installation_id, current.id, days):
                _add(tx, installation_id, "connection.dying", _of_end(current, now), now)


def _of_pause(waits: WaitsFor) -> str:
    since, until = (f"{moment:%Y-%m-%d %H:%M} UTC" for moment in (waits.pause.since, waits.pause.until))
    why = waits.pause.why.rstrip(".")
    return (
        f"Nothing is sent to {waits.tenant_name} since {since}: {why}. "
        f"It is tried again at {until}, by itself; there is nothing to press."
    )


def _of_end(current: Authorisation, now: datetime) -> str:
    ends = current.refreshed_at + LIFE_UNUSED
    left = max((ends - now).days, 0)
    return (
        f"The connection to {current.tenant_name} could not be renewed since {current.refreshed_at:%Y-%m-%d}; "
        f"Xero ends it on {ends:%Y-%m-%d}, in {left} {'day' if left == 1 else 'days'}. Press Reconnect before then."
    )


def _add(tx: Connection, installation_id: InstallationId, event: str, sentence: str, now: datetime) -> None:
    entry = journal.JournalEntry(at=now, actor=Actor.PRODUCT, event=event, sentence=sentence)
    journal.add(tx, installation_id, entry)
