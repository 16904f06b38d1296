"""The turn of a task: tasks of one asset run in their order, and one that waits for its turn says for whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, true, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.storage.tables import tasks
from connect_ext.storage.tasks import FINAL, comes_first, in_open_intent
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskId, TaskStatus

AT_ONCE = 200


def who_is_first(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> OrderKey | None:
    """The order that the task's own has to wait for; None where it has its turn."""
    earlier = tasks.alias("earlier")
    own = (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
    first = select(earlier.c.order_key).join(tasks, comes_first(earlier)).where(own)
    return tx.execute(first.order_by(earlier.c.turn, earlier.c.id).limit(1)).scalar_one_or_none()


def on_its_way(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> OrderKey | None:
    """Another order of the same asset that a worker holds, or of which a call may be under way. Its row is locked until
    the transaction ends, as those of the asset's other orders: no worker takes one meanwhile."""
    asset = select(tasks.c.asset_id).where(tasks.c.installation_id == installation_id, tasks.c.id == task_id)
    same = (tasks.c.installation_id == installation_id) & (tasks.c.asset_id == asset.scalar_subquery())
    others = same & (tasks.c.id != task_id) & tasks.c.status.not_in(FINAL) & (tasks.c.kind != NoticeKind.USAGE)
    under_way = tasks.c.status.in_((TaskStatus.RUNNING, TaskStatus.UNCERTAIN)) | in_open_intent()
    tx.execute(select(tasks.c.id).where(others).order_by(tasks.c.id).with_for_update()).all()
    found = select(tasks.c.order_key).where(others, under_way).order_by(tasks.c.turn, tasks.c.id).limit(1)
    return tx.execute(found).scalar_one_or_none()


def say_who_is_first(
    tx: Connection, installation_id: InstallationId, now: datetime, task_ids: Collection[TaskId] | None
) -> int:
    """Due tasks behind an unfinished one of their asset become *waiting* and name it; they stay due, so that their
    turn comes by itself. `task_ids` None looks at all due tasks. Returns how many there were."""
    earlier = tasks.alias("earlier")
    before = select(earlier.c.id).where(comes_first(earlier)).order_by(earlier.c.turn, earlier.c.id).limit(1)
    first = before.correlate(tasks).scalar_subquery()
    blocked = (
        select(tasks.c.id, first.label("first"))
        .where(
            tasks.c.installation_id == installation_id,
            tasks.c.status == TaskStatus.PENDING,
            tasks.c.claimable_at <= now,
            first.is_not(None),
            true() if task_ids is None else tasks.c.id.in_(set(task_ids)),
        )
        .limit(AT_ONCE)
    )
    found = tx.execute(blocked).all()
    theirs = select(tasks.c.id, tasks.c.order_key).where(tasks.c.id.in_({row.first for row in found}))
    names = {row.id: row.order_key for row in tx.execute(theirs)}
    for row in found:
        reason = f"Waits for {names[row.first]}, an earlier order of the same subscription."
        # Still pending: its turn may have come, and a worker may have taken it, since the question above.
        own = (
            (tasks.c.installation_id == installation_id)
            & (tasks.c.id == row.id)
            & (tasks.c.status == TaskStatus.PENDING)
        )
        tx.execute(update(tasks).where(own).values(status=TaskStatus.WAITING, reason=reason, updated_at=now))
    return len(found)
