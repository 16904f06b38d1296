"""Whose turn it is: the installation whose last turn is longest ago, and none twice at once in one run."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from connect_ext.books.ids import InstallationId
from connect_ext.storage import installations, system
from connect_ext.sync.runtime import Runtime

INSTALLATIONS_AT_ONCE = 100

SET_ASIDE = timedelta(seconds=10)
"""How long an installation is not asked again in a run that could do nothing for it."""

A_LOOK = 1.0
"""Seconds of rest for a thread that finds nothing while others work: what they finish may set more free."""


@dataclass(slots=True, kw_only=True)
class Turns:
    """Of one run; shared by its threads."""

    runtime: Runtime
    until: datetime
    """No turn begins after this."""
    _busy: set[InstallationId] = field(default_factory=set, init=False)
    _aside: dict[InstallationId, datetime] = field(default_factory=dict, init=False)
    _changed: threading.Condition = field(default_factory=threading.Condition, init=False)

    def take(self) -> InstallationId | None:
        """Waits while others work and nothing else is due; None at the end of the run."""
        with self._changed:
            while self.runtime.clock() < self.until:
                found = self._next()
                if found is not None or not self._busy:
                    return found
                self._changed.wait(A_LOOK)
            return None

    def give_back(self, installation_id: InstallationId, *, moved: bool) -> None:
        with self._changed:
            self._busy.discard(installation_id)
            if not moved:
                self._aside[installation_id] = self.runtime.clock() + SET_ASIDE
            self._changed.notify_all()

    def forgive(self) -> None:
        """Everybody may be asked again."""
        self._aside.clear()

    def _next(self) -> InstallationId | None:
        now = self.runtime.clock()
        with self.runtime.database.transaction() as tx:
            due = system.installations_with_work(tx, now, INSTALLATIONS_AT_ONCE + len(self._busy) + len(self._aside))
            free = (one for one in due if one not in self._busy and self._aside.get(one, now) <= now)
            found = next(free, None)
            if found is not None:
                installations.note_turn(tx, found, now)
        if found is not None:
            self._busy.add(found)
        return found
