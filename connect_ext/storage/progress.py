"""How far the run of an installation is: counted while it works, so that a page need not count its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.progress_tables import progress
from connect_ext.storage.tables import tasks
from connect_ext.storage.tasks import in_open_intent, is_free
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import TaskStatus

STILL_THE_SAME = timedelta(minutes=2)
"""A run that goes on so soon after its end was only waiting for something."""
COUNTED_TO = 200_000
UNDER_WAY = (TaskStatus.RUNNING, TaskStatus.UNCERTAIN)
STOPPABLE = (TaskStatus.PENDING, TaskStatus.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    began_at: datetime
    ended_at: datetime | None
    """None while there is more to do."""
    done: int
    """Tasks that nothing more happens to by itself."""
    synced: int


def begin(tx: Connection, installation_id: InstallationId, now: datetime) -> bool:
    """Work is taken up: a run goes on, or begins from nothing, and then True."""
    new = insert_into(tx, progress).values(installation_id=installation_id, began_at=now, done=0, synced=0)
    own = progress.c.installation_id == installation_id
    made = new.on_conflict_do_nothing().returning(progress.c.installation_id)
    first = tx.execute(made).one_or_none() is not None
    over = own & (progress.c.ended_at <= now - STILL_THE_SAME)
    anew = tx.execute(update(progress).where(over).values(began_at=now, done=0, synced=0)).rowcount == 1
    tx.execute(update(progress).where(own, progress.c.ended_at.is_not(None)).values(ended_at=None))
    return first or anew


def count(tx: Connection, installation_id: InstallationId, *, done: int, synced: int) -> None:
    own = progress.c.installation_id == installation_id
    values = {"done": progress.c.done + done, "synced": progress.c.synced + synced}
    tx.execute(update(progress).where(own).values(values))


def end(tx: Connection, installation_id: InstallationId, now: datetime) -> None:
    """A run that has ended stays as it is."""
    own = (progress.c.installation_id == installation_id) & progress.c.ended_at.is_(None)
    tx.execute(update(progress).where(own).values(ended_at=now))


def has_more(tx: Connection, installation_id: InstallationId, now: datetime) -> bool:
    """Whether something goes on by itself: a task that can be taken up by then, or one under way. One that is behind
    an order which needs a person does not."""
    own = tasks.c.installation_id == installation_id
    due = select(tasks.c.id).where(own, tasks.c.claimable_at <= now, is_free()).exists()
    held = select(tasks.c.id).where(own, tasks.c.status.in_(UNDER_WAY)).exists()
    return bool(tx.execute(select(or_(due, held))).scalar_one())


def load(tx: Connection, installation_id: InstallationId) -> Run | None:
    """The last run; None before the first."""
    row = tx.execute(select(progress).where(progress.c.installation_id == installation_id)).one_or_none()
    if row is None:
        return None
    return Run(began_at=row.began_at, ended_at=row.ended_at, done=row.done, synced=row.synced)


def left(tx: Connection, installation_id: InstallationId, until: datetime) -> int:
    """How many tasks are due by then or under way, counted up to `COUNTED_TO`."""
    own = tasks.c.installation_id == installation_id
    held = select(tasks.c.id).where(own, tasks.c.status.in_(UNDER_WAY)).limit(COUNTED_TO)
    due = select(tasks.c.id).where(own, tasks.c.claimable_at <= until, tasks.c.status.not_in(UNDER_WAY))
    counted = [select(func.count()).select_from(part.subquery()) for part in (held, due.limit(COUNTED_TO))]
    return min(COUNTED_TO, sum(tx.execute(one).scalar_one() for one in counted))


def stop(tx: Connection, installation_id: InstallationId, until: datetime, now: datetime) -> int:
    """What is due by then and was not begun is nobody's wish any more; what may be under way already goes on. Returns
    how many there were."""
    own = (tasks.c.installation_id == installation_id) & tasks.c.status.in_(STOPPABLE) & (tasks.c.claimable_at <= until)
    free = or_(tasks.c.lease_until.is_(None), tasks.c.lease_until <= now) & ~in_open_intent()
    values = {"status": TaskStatus.PENDING, "reason": "", "due_at": None, "asked_by": None, "updated_at": now}
    return tx.execute(update(tasks).where(own, free).values(values)).rowcount
