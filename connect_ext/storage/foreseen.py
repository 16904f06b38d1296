"""Problems of orders that nobody has asked for yet: found by an estimate, gone once a look finds none (design §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.installations import one_at_a_time
from connect_ext.storage.problems import problems_json
from connect_ext.storage.tables import tasks
from connect_ext.storage.tasks import in_open_intent
from connect_ext.work.task import TaskId, TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What would stop a task. `seen` is its `updated_at` when it was read."""

    problems: tuple[Problem, ...]
    seen: datetime


def foresee(tx: Connection, installation_id: InstallationId, found: Mapping[TaskId, Foreseen], now: datetime) -> int:
    """Tasks that are ready but cannot be sent are left to a person before anybody asks for them; returns how many. One
    that has changed since it was read, or that is due, is left as it is: a worker finds its problems."""
    if found:
        one_at_a_time(tx, installation_id)
    ready = (tasks.c.status == TaskStatus.PENDING) & tasks.c.due_at.is_(None)
    count = 0
    for task_id, one in sorted(found.items()):
        changed = update(tasks).values(
            status=TaskStatus.ATTENTION,
            reason=" ".join(problem.sentence for problem in one.problems),
            problems=problems_json(one.problems),
            updated_at=now,
        )
        count += tx.execute(changed.where(_seen(installation_id, task_id, one.seen), ready)).rowcount
    return count


def solved(tx: Connection, installation_id: InstallationId, task_id: TaskId, seen: datetime, now: datetime) -> bool:
    """Nothing stands in the way of it any more: it is ready, until somebody asks for it. As `foresee`."""
    in_attention = (tasks.c.status == TaskStatus.ATTENTION) & ~in_open_intent()
    changed = update(tasks).values(
        status=TaskStatus.PENDING, reason="", problems=[], due_at=None, attempts=0, updated_at=now
    )
    return tx.execute(changed.where(_seen(installation_id, task_id, seen), in_attention)).rowcount == 1


def _seen(installation_id: InstallationId, task_id: TaskId, seen: datetime) -> ColumnElement[bool]:
    own = (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
    return own & (tasks.c.updated_at == seen)
