"""Sync tasks as people see them: pages and counts, and what a person asks for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, func, null, or_, select, type_coerce, union_all, update
from sqlalchemy import Text as PlainText
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.codes import Code
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_rows import ROW_COLUMNS, row_of
from connect_ext.storage.tasks import in_open_intent, is_free
from connect_ext.work.task import Actor, TaskId, TaskRow, TaskStatus

ALL = (TaskStatus.PENDING, TaskStatus.ATTENTION, TaskStatus.FAILED)
CHOSEN = (*ALL, TaskStatus.HELD)
COUNTED_TO = 1000
"""Who has more need not know how many: counting must not cost more, the longer an installation is in use."""
LEFT_TO_CHOICE = (
    Code.BEFORE_GO_LIVE,
    Code.UNDONE,
    Code.UNDO_UNFINISHED,
    Code.FALLEN_IN_XERO,
    Code.CREDIT_ADRIFT,
)
IGNORABLE = (*CHOSEN, TaskStatus.WAITING)


def list_page(
    tx: Connection,
    installation_id: InstallationId,
    *,
    statuses: frozenset[TaskStatus] | None,
    before: TaskId | None,
    limit: int,
) -> tuple[TaskRow, ...]:
    """The newest first, from below `before`; `statuses` None means all. Its cost does not grow with history."""
    own = tasks.c.installation_id == installation_id
    below = own if before is None else own & (tasks.c.id < before)
    if statuses is None:
        wanted = below
    else:
        # One page per status, then the newest of them: each is read from its own end of the index.
        pages = [
            select(tasks.c.id).where(below, tasks.c.status == status).order_by(tasks.c.id.desc()).limit(limit)
            for status in sorted(statuses)
        ]
        if not pages:
            return ()
        wanted = own & tasks.c.id.in_(union_all(*(select(page.subquery()) for page in pages)))
    statement = select(*ROW_COLUMNS).where(wanted).order_by(tasks.c.id.desc()).limit(limit)
    return tuple(row_of(row) for row in tx.execute(statement))


def counts(tx: Connection, installation_id: InstallationId) -> dict[TaskStatus, int]:
    """How many tasks are in each status, counted up to `COUNTED_TO`; a status without any is not named."""
    own = tasks.c.installation_id == installation_id
    some = [
        select(tasks.c.status).where(own, tasks.c.status == status).order_by(tasks.c.id).limit(COUNTED_TO)
        for status in TaskStatus
    ]
    counted = union_all(*(select(part.subquery()) for part in some)).subquery()
    statement = select(counted.c.status, func.count().label("number")).group_by(counted.c.status)
    return {row.status: row.number for row in tx.execute(statement)}


def working(tx: Connection, installation_id: InstallationId, now: datetime, *, ready: bool) -> int:
    """How many tasks a worker holds now, and, where one could start (`ready`), how many are due and only wait for it;
    counted up to `COUNTED_TO`."""
    own = tasks.c.installation_id == installation_id
    held = (tasks.c.status == TaskStatus.RUNNING) & (tasks.c.lease_until > now)
    parts = [select(tasks.c.id).where(own, held).limit(COUNTED_TO)]
    if ready:
        due = select(tasks.c.id).where(own, tasks.c.claimable_at <= now)
        first = due.order_by(tasks.c.claimable_at, tasks.c.id).limit(COUNTED_TO)
        parts.append(select(tasks.c.id).where(own, tasks.c.id.in_(select(first.subquery())), is_free()))
    counted = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return min(COUNTED_TO, tx.execute(select(func.count()).select_from(counted)).scalar_one())


def ask_for(
    tx: Connection,
    installation_id: InstallationId,
    task_ids: Collection[TaskId] | None,
    now: datetime,
    shown: Mapping[TaskId, str] | None = None,
) -> int:
    """A person's “Sync”: makes tasks due now, as if they had never failed; returns how many.

    None asks for everything that is pending, needs attention or failed, but for what nobody sends without having
    looked at it (`LEFT_TO_CHOICE`). Chosen tasks may be those, too, and may be held or wait for their next try; what
    runs, what is final, and what the marketplace has not released stays as it is. `shown` are the digests of what the
    person saw of them; for the others, what an earlier asker saw counts no more.
    """
    own = tasks.c.installation_id == installation_id
    if task_ids is None:
        asked = own & tasks.c.status.in_(ALL) & ~left_to_choice()
    else:
        trying = and_(tasks.c.status == TaskStatus.WAITING, tasks.c.due_at.is_not(None))
        asked = own & tasks.c.id.in_(set(task_ids)) & or_(tasks.c.status.in_(CHOSEN), trying)
    changed = update(tasks).values(
        status=TaskStatus.PENDING,
        reason="",
        problems=[],
        due_at=now,
        asked_by=Actor.PERSON,
        attempts=0,
        shown=case(dict(shown), value=tasks.c.id) if shown else null(),
        updated_at=now,
    )
    return tx.execute(changed.where(asked)).rowcount


def ignore(tx: Connection, installation_id: InstallationId, task_id: TaskId, reason: str, now: datetime) -> bool:
    """A person's “Ignore”, which no notice undoes. False when a worker has it, it is uncertain, or it is final."""
    by_product = and_(tasks.c.status == TaskStatus.IGNORED, tasks.c.ignored_by == Actor.PRODUCT)
    ignorable = or_(tasks.c.status.in_(IGNORABLE), by_product) & ~in_open_intent()
    changed = update(tasks).values(
        status=TaskStatus.IGNORED,
        ignored_by=Actor.PERSON,
        reason=reason,
        problems=[],
        due_at=None,
        asked_by=None,
        updated_at=now,
    )
    return tx.execute(changed.where(_own(installation_id, task_id), ignorable)).rowcount == 1


def unignore(tx: Connection, installation_id: InstallationId, task_id: TaskId, now: datetime) -> bool:
    """Back to pending, until somebody asks for it. False when it is not ignored."""
    ignored = _own(installation_id, task_id) & (tasks.c.status == TaskStatus.IGNORED)
    changed = update(tasks).values(
        status=TaskStatus.PENDING, ignored_by=None, reason="", problems=[], due_at=None, attempts=0, updated_at=now
    )
    return tx.execute(changed.where(ignored)).rowcount == 1


def left_to_choice() -> ColumnElement[bool]:
    """The condition that a task has a problem which only a person who chose this task may set aside."""
    written = type_coerce(tasks.c.problems, PlainText)
    return or_(*(written.contains(f'"code":"{code.value}"') for code in LEFT_TO_CHOICE))


def _own(installation_id: InstallationId, task_id: TaskId) -> ColumnElement[bool]:
    return (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
