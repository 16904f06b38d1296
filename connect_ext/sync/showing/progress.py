"""How far the work for an installation is, and what holds it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations, progress, system
from connect_ext.storage.pausing import Pause
from connect_ext.storage.progress import Run
from connect_ext.sync.runtime import Runtime
from connect_ext.work.authorisation import Authorisation, AuthorisationStatus
from connect_ext.work.budget import Budget
from connect_ext.work.progress import finish_at

NOT_CONNECTED = "No Xero organisation is connected. Press Connect to Xero; what waits then goes on by itself."


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    run: Run | None
    left: int
    finish_at: datetime | None
    """None where nothing is left, and where nobody can tell: a person has to act first."""
    pause: Pause | None
    stopped_because: str
    """A sentence, where only a person can set it going again."""
    budget: Budget


def progress_of(runtime: Runtime, installation_id: InstallationId) -> Progress:
    """Asks nothing but the database."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, installation_id)
        pause, budget = _limits(tx, runtime, current)
        run = progress.load(tx, installation_id)
        own = (installation_id, pause.until if pause else now)
        left = progress.left(tx, *own) if progress.has_more(tx, *own) else 0
    why = _stopped(current)
    until = pause.until if pause else None
    end = None if why else finish_at(left, budget, until, now)
    return Progress(run=run, left=left, finish_at=end, pause=pause, stopped_because=why, budget=budget)


def _limits(tx: Connection, runtime: Runtime, current: Authorisation | None) -> tuple[Pause | None, Budget]:
    if current is None or current.tenant_id is None:
        return None, Budget()
    own = (current.client_id, current.tenant_id)
    return system.paused(tx, *own, runtime.clock()), system.call_budget(tx, *own)


def _stopped(current: Authorisation | None) -> str:
    if current is None:
        return NOT_CONNECTED
    if current.status is AuthorisationStatus.ACTIVE:
        return ""
    return f"Xero no longer accepts the connection ({current.why}). Connect again; what waits then goes on by itself."
