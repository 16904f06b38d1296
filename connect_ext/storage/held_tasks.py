"""Tasks that a person stops, and lets go again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, null, or_, select, type_coerce, update
from sqlalchemy import Text as PlainText
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import tasks
from connect_ext.storage.tasks import in_open_intent
from connect_ext.work.task import TaskId, TaskStatus

HOLDABLE = (TaskStatus.PENDING, TaskStatus.ATTENTION, TaskStatus.FAILED)


def hold(
    tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId], reason: str, now: datetime
) -> tuple[TaskId, ...]:
    """Nothing sends them until they are released; returns which are held now. Not one that a worker has, that is
    final, or that waits for what nobody here can hurry."""
    tries = (tasks.c.status == TaskStatus.WAITING) & tasks.c.due_at.is_not(None)
    holdable = or_(tasks.c.status.in_(HOLDABLE), tries) & ~in_open_intent()
    changed = update(tasks).values(
        status=TaskStatus.HELD,
        reason=reason,
        problems=[],
        due_at=None,
        asked_by=None,
        attempts=0,
        shown=null(),
        updated_at=now,
    )
    wanted = changed.where(_own(installation_id, task_ids), holdable).returning(tasks.c.id)
    return tuple(sorted(TaskId(found) for found in tx.execute(wanted).scalars()))


def release(
    tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId], now: datetime
) -> tuple[TaskId, ...]:
    """Those that a person holds are ready again, until somebody asks for them; returns which."""
    by_person = (tasks.c.status == TaskStatus.HELD) & (type_coerce(tasks.c.problems, PlainText) == "[]")
    changed = update(tasks).values(status=TaskStatus.PENDING, reason="", due_at=None, updated_at=now)
    wanted = changed.where(_own(installation_id, task_ids), by_person).returning(tasks.c.id)
    return tuple(sorted(TaskId(found) for found in tx.execute(wanted).scalars()))


def held_by_rules(tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId]) -> tuple[TaskId, ...]:
    """Those among them that a rule holds, which names its reason as a problem."""
    by_rule = (tasks.c.status == TaskStatus.HELD) & (type_coerce(tasks.c.problems, PlainText) != "[]")
    found = tx.execute(select(tasks.c.id).where(_own(installation_id, task_ids), by_rule)).scalars()
    return tuple(sorted(TaskId(one) for one in found))


def _own(installation_id: InstallationId, task_ids: Collection[TaskId]) -> ColumnElement[bool]:
    return (tasks.c.installation_id == installation_id) & tasks.c.id.in_(set(task_ids))
