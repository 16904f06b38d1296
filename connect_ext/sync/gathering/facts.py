"""An organisation's facts: read anew where money moves, and kept for two minutes for people who look around."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connect_ext.books.documents.organisation import Organisation
from connect_ext.storage import short_codes
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import AuthorisationId

JUST_NOW = timedelta(seconds=10)
"""For a person who has changed something in Xero and looks again; pressing all the time still leaves most calls."""

KEPT_FOR = timedelta(minutes=2)
"""Five calls for each look at a proposal would use up the sixty that Xero allows in a minute
(https://developer.xero.com/documentation/guides/oauth2/limits)."""


@dataclass(slots=True)
class RecentFacts:
    """What was read a moment ago, by consent, so that none sees the organisation of another."""

    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)
    _known: dict[AuthorisationId, tuple[datetime, Organisation]] = field(default_factory=dict, init=False)

    def get(self, access: Access, now: datetime, not_older_than: timedelta = KEPT_FOR) -> Organisation | None:
        with self._lock:
            read_at, found = self._known.get(access.authorisation.id, (now - KEPT_FOR, None))
        return found if timedelta(0) <= now - read_at < not_older_than else None

    def put(self, access: Access, found: Organisation, now: datetime) -> None:
        with self._lock:
            old = [known for known, (read_at, _) in self._known.items() if now - read_at >= KEPT_FOR]
            for known in old:
                del self._known[known]
            self._known[access.authorisation.id] = (now, found)


def read_facts(runtime: Runtime, access: Access) -> Organisation:
    """As Xero has them now: five calls. Raises `WorldFailed`."""
    found = access.organisation.facts()
    remember_short_code(runtime, access, found)
    return found


def remember_short_code(runtime: Runtime, access: Access, found: Organisation) -> None:
    """So that lists can link to the organisation's pages without a call to Xero."""
    known = access.authorisation
    if found.short_code and found.short_code != known.short_code:
        with runtime.database.transaction() as tx:
            short_codes.note(tx, known.installation_id, known.id, found.short_code)


def recent_facts(
    runtime: Runtime, recent: RecentFacts, access: Access, not_older_than: timedelta = KEPT_FOR
) -> Organisation:
    """Not older than that, which is at most `KEPT_FOR`. Raises `WorldFailed`."""
    found = recent.get(access, runtime.clock(), not_older_than)
    if found is None:
        found = read_facts(runtime, access)
        recent.put(access, found, runtime.clock())
    return found
