"""Tasks that wait for a person, and their way back into the queue once what they wait for is mended."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, literal, null, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.problems import problems_of
from connect_ext.storage.tables import tasks
from connect_ext.storage.types import Utc
from connect_ext.work.task import TaskId, TaskStatus

AT_ONCE = 500
"""Names in one statement: SQLite takes a limited number."""


def in_attention(tx: Connection, installation_id: InstallationId) -> dict[TaskId, tuple[Problem, ...]]:
    """All of them, with their problems, the oldest first."""
    own = (tasks.c.installation_id == installation_id) & (tasks.c.status == TaskStatus.ATTENTION)
    found = tx.execute(select(tasks.c.id, tasks.c.problems).where(own).order_by(tasks.c.id))
    return {TaskId(row.id): problems_of(row.problems) for row in found}


def go_on(tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId], now: datetime) -> int:
    """Makes those due again that had been asked for when they met their problem; one whose problem was only foreseen is
    ready, until somebody asks for it. Returns how many still waited."""
    changed = update(tasks).values(
        status=TaskStatus.PENDING,
        reason="",
        problems=[],
        due_at=case((tasks.c.asked_by.is_not(None), literal(now, Utc()))),
        attempts=0,
        shown=null(),
        updated_at=now,
    )
    own = (tasks.c.installation_id == installation_id) & (tasks.c.status == TaskStatus.ATTENTION)
    wanted = sorted(task_ids)
    some = (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE))
    return sum(tx.execute(changed.where(own & tasks.c.id.in_(ids))).rowcount for ids in some)
