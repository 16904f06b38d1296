"""When an installation was first connected, by the organisation's own calendar; it stays so however often it is
connected again."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select, type_coerce, update
from sqlalchemy import Text as PlainText
from sqlalchemy.engine import Connection

from connect_ext.books.by_hand.go_live import GoLive
from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.codes import Code
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.problems import problems_json
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_rows import COLUMNS, task_of
from connect_ext.work.authorisation import AuthorisationId
from connect_ext.work.task import Actor, SyncTask, TaskId, TaskStatus


def note(
    tx: Connection, installation_id: InstallationId, authorisation_id: AuthorisationId, day: date, zone: ZoneInfo
) -> None:
    """In the transaction in which the consent becomes the installation's connection."""
    own = (authorisations.c.installation_id == installation_id) & (authorisations.c.id == authorisation_id)
    tx.execute(update(authorisations).where(own).values(started_on=day, timezone=zone.key))


def load(tx: Connection, installation_id: InstallationId, chosen: date | None) -> GoLive | None:
    """With the day that a person has chosen, else that of the first connection. None before there was any."""
    known = (authorisations.c.installation_id == installation_id) & authorisations.c.started_on.is_not(None)
    columns = (authorisations.c.started_on, authorisations.c.timezone)
    found = tx.execute(select(*columns).where(known).order_by(authorisations.c.id)).all()
    if not found:
        return None
    return GoLive(start=chosen or min(row.started_on for row in found), zone=ZoneInfo(found[-1].timezone))


def unasked(tx: Connection, installation_id: InstallationId, *, after: TaskId, limit: int) -> tuple[SyncTask, ...]:
    """Tasks that would be synced as soon as auto-sync or a Sync of everything reaches them, but for those that a
    person has asked for; the oldest first, from above `after`: there may be a hundred thousand."""
    waits = (tasks.c.status == TaskStatus.WAITING) & tasks.c.due_at.is_not(None)
    by_nobody = or_(tasks.c.asked_by.is_(None), tasks.c.asked_by != Actor.PERSON)
    return _some(tx, installation_id, or_(tasks.c.status == TaskStatus.PENDING, waits) & by_nobody, after, limit)


def stopped(tx: Connection, installation_id: InstallationId, *, after: TaskId, limit: int) -> tuple[SyncTask, ...]:
    """Tasks of orders from before the start, in the same way."""
    problem = type_coerce(tasks.c.problems, PlainText).contains(f'"code":"{Code.BEFORE_GO_LIVE.value}"')
    return _some(tx, installation_id, (tasks.c.status == TaskStatus.ATTENTION) & problem, after, limit)


def _some(
    tx: Connection, installation_id: InstallationId, which: ColumnElement[bool], after: TaskId, limit: int
) -> tuple[SyncTask, ...]:
    own = (tasks.c.installation_id == installation_id) & which & (tasks.c.id > after)
    return tuple(task_of(row) for row in tx.execute(select(*COLUMNS).where(own).order_by(tasks.c.id).limit(limit)))


def stop(tx: Connection, installation_id: InstallationId, task_id: TaskId, found: Problem, now: datetime) -> None:
    values = {"status": TaskStatus.ATTENTION, "reason": found.sentence, "problems": problems_json([found])}
    _change(tx, installation_id, task_id, now, **values, due_at=None, asked_by=None)


def let_go(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, due_at: datetime | None, now: datetime
) -> None:
    """`due_at` None: pending until somebody asks for it."""
    values = {"status": TaskStatus.PENDING, "reason": "", "problems": [], "attempts": 0}
    _change(tx, installation_id, task_id, now, **values, due_at=due_at, asked_by=Actor.PRODUCT if due_at else None)


def _change(tx: Connection, installation_id: InstallationId, task_id: TaskId, now: datetime, **values: object) -> None:
    own = (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
    tx.execute(update(tasks).where(own).values(**values, updated_at=now))
