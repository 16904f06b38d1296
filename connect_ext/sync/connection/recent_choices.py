"""What a consent that waits offers, kept for half a minute: pages that wait for a choice ask every few seconds."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connect_ext.books.ids import InstallationId
from connect_ext.sync.connection.choice import choices
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import AuthorisationId
from connect_ext.xero.connections import Connection

KEPT_FOR = timedelta(seconds=30)


@dataclass(slots=True)
class RecentChoices:
    """By consent, so that none is offered what another covers. Of any thread."""

    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _known: dict[AuthorisationId, tuple[datetime, tuple[Connection, ...]]] = field(default_factory=dict, init=False)

    def get(self, consent: AuthorisationId, now: datetime) -> tuple[Connection, ...] | None:
        with self._lock:
            read_at, found = self._known.get(consent, (now - KEPT_FOR, None))
        return found if timedelta(0) <= now - read_at < KEPT_FOR else None

    def put(self, consent: AuthorisationId, found: tuple[Connection, ...], now: datetime) -> None:
        with self._lock:
            old = [known for known, (read_at, _) in self._known.items() if now - read_at >= KEPT_FOR]
            for known in old:
                del self._known[known]
            self._known[consent] = (now, found)


def read_choices(runtime: Runtime, recent: RecentChoices, installation_id: InstallationId) -> tuple[Connection, ...]:
    """As Xero has them now; none where no consent waits. Raises `WorldFailed`."""
    choice = choices(runtime, installation_id)
    if choice is None:
        return ()
    recent.put(choice.authorisation.id, choice.organisations, runtime.clock())
    return choice.organisations
