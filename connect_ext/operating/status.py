"""How each installation fares, one line each, without anything of anybody's customers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import health, system
from connect_ext.storage.database import Database
from connect_ext.storage.health import COUNTED_TO, Health
from connect_ext.work.authorisation import AuthorisationStatus

AT_ONCE = 100


def status(database: Database, now: datetime) -> Iterator[str]:
    """By the id of the installation; each page in a transaction of its own, so that nobody waits long."""
    after: InstallationId | None = None
    while True:
        with database.transaction() as tx:
            ids = system.installed(tx, after, AT_ONCE)
            lines = [line for known in ids if (line := _line(tx, known, now))]
        yield from lines
        if len(ids) < AT_ONCE:
            return
        after = ids[-1]


def _line(tx: Connection, installation_id: InstallationId, now: datetime) -> str | None:
    found = health.of(tx, installation_id, now)
    if found is None:
        return None
    parts = [
        f"{installation_id} {found.account_id} {_connection(tx, found, now)}",
        f"waiting={_counted(found.waiting)} oldest={_moment(found.oldest_waiting)}",
        f"needs_somebody={_counted(found.needs_somebody)} last_sent={_moment(found.last_sent)}",
        f"checked={_moment(found.checked_at)} calls_left={_calls_left(tx, found, now)}",
    ]
    return " ".join(parts)


def _connection(tx: Connection, found: Health, now: datetime) -> str:
    if found.connection is None or found.tenant_id is None:
        return "not connected"
    if found.connection is not AuthorisationStatus.ACTIVE:
        return f"broken ({found.why})"
    pause = system.paused(tx, found.client_id, found.tenant_id, now)
    return f"paused until {_moment(pause.until)} ({pause.why})" if pause else "connected"


def _calls_left(tx: Connection, found: Health, now: datetime) -> str:
    if found.tenant_id is None:
        return "-"
    left = system.calls_left(tx, found.client_id, found.tenant_id, now)
    return "-" if left is None else str(left)


def _counted(number: int) -> str:
    return f"{COUNTED_TO}+" if number >= COUNTED_TO else str(number)


def _moment(moment: datetime | None) -> str:
    return "-" if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"
