"""Sync tasks: stored by intake, claimed by workers under a lease; `endings` settles them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, or_, select, text, tuple_, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.books.orders.glance import Glance
from connect_ext.storage.problems import problems_json
from connect_ext.storage.tables import intent_parts, intent_tasks, tasks
from connect_ext.storage.task_rows import COLUMNS, task_of
from connect_ext.storage.upsert import insert_into
from connect_ext.work.intake import OPEN_TO_NOTICES
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import Actor, SyncTask, TaskDraft, TaskId, TaskStatus

OPEN_TO_STORE = or_(
    tasks.c.status.in_(OPEN_TO_NOTICES),
    and_(tasks.c.status == TaskStatus.IGNORED, tasks.c.ignored_by == Actor.PRODUCT),
)
SOUGHT_LENGTH = 300
FINAL = (TaskStatus.SYNCED, TaskStatus.IGNORED)


def find(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> SyncTask | None:
    row = tx.execute(select(*COLUMNS).where(_own(installation_id, task_id))).one_or_none()
    return task_of(row) if row else None


def find_by_order(tx: Connection, installation_id: InstallationId, order_key: OrderKey) -> SyncTask | None:
    """Locks the row until the transaction ends: intake decides by what it says."""
    own = (tasks.c.installation_id == installation_id) & (tasks.c.order_key == order_key)
    row = tx.execute(select(*COLUMNS).where(own).with_for_update()).one_or_none()
    return task_of(row) if row else None


def store(tx: Connection, installation_id: InstallationId, draft: TaskDraft, now: datetime) -> TaskId:
    """Makes the order's task, or renews what the marketplace decides about it.

    A task that a worker holds, that a person ignored, or that has come past intake is left as it is.
    """
    values = {**_values(draft), "updated_at": now}
    new = insert_into(tx, tasks).values(
        installation_id=installation_id, order_key=draft.order_key, attempts=0, created_at=now, **values
    )
    statement = new.on_conflict_do_update(
        index_elements=["installation_id", "order_key"],
        set_=values,
        where=OPEN_TO_STORE & tasks.c.lease_owner.is_(None),
    )
    stored = tx.execute(statement.returning(tasks.c.id)).scalar_one_or_none()
    if stored is not None:
        return TaskId(stored)
    own = (tasks.c.installation_id == installation_id) & (tasks.c.order_key == draft.order_key)
    return TaskId(tx.execute(select(tasks.c.id).where(own)).scalar_one())


def _values(draft: TaskDraft) -> dict[str, Any]:
    return {
        "order_type": draft.order_type,
        "asset_id": draft.asset_id,
        "kind": draft.kind,
        "turn": draft.turn,
        "status": draft.status,
        "reason": draft.reason,
        "problems": problems_json(draft.problems),
        "payload": dict(draft.payload),
        "ignored_by": Actor.PRODUCT if draft.status is TaskStatus.IGNORED else None,
        "due_at": draft.due_at,
        "asked_by": draft.asked_by,
        **({} if draft.due_at else {"shown": None}),
        **_glance(draft.glance),
        "sought": sought(draft.order_key, draft.asset_id or "", draft.glance),
        # What an earlier picture of the order came to says nothing about this one.
        "amount": None,
        "currency": None,
        "estimated": None,
    }


def sought(order_key: str, asset_id: str, glance: Glance) -> str:
    """What a person may look for an order by, as `task_search` compares it; no longer than an index takes."""
    names = (one.name for one in (glance.customer, glance.product) if one)
    return " ".join((order_key, asset_id, *names)).casefold()[:SOUGHT_LENGTH]


def _glance(glance: Glance) -> dict[str, str | None]:
    customer, product = glance.customer, glance.product
    return {
        "customer_id": customer.id if customer else None,
        "customer_name": customer.name if customer else None,
        "product_id": product.id if product else None,
        "product_name": product.name if product else None,
    }


def claim(
    tx: Connection, installation_id: InstallationId, *, owner: str, now: datetime, until: datetime, limit: int
) -> tuple[SyncTask, ...]:
    """Takes what is due, each task by one worker at a time, in the order (due_at, id).

    Left alone: a task of an open intent, and one whose asset has an earlier task that is neither synced nor ignored.
    """
    due = (
        select(tasks.c.id)
        .where(tasks.c.installation_id == installation_id, tasks.c.claimable_at <= now, is_free())
        .order_by(tasks.c.claimable_at, tasks.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        # Not a plain subquery: PostgreSQL may run that several times, and then takes more than the limit.
        .cte("due")
    )
    statement = (
        update(tasks)
        .where(tasks.c.id.in_(select(due.c.id)))
        .values(status=TaskStatus.RUNNING, lease_owner=owner, lease_until=until, updated_at=now)
        .returning(*COLUMNS)
    )
    found = [task_of(row) for row in tx.execute(statement)]
    return tuple(sorted(found, key=lambda task: (task.due_at or now, task.id)))


def is_free() -> ColumnElement[bool]:
    """The condition that nothing but time stands between a task and a worker."""
    return has_its_turn() & ~in_open_intent()


def has_its_turn() -> ColumnElement[bool]:
    """The condition that no other order of the subscription comes first."""
    earlier = tasks.alias("earlier")
    return ~_looked_up(select(earlier.c.id).where(comes_first(earlier)))


def comes_first(earlier: FromClause) -> ColumnElement[bool]:
    """The condition that `earlier`, an alias of that name, is an unfinished task of the same asset that another one
    has to wait for: by turn, and as they became known where their turn is the same. Usage does not wait (money §1)."""
    return and_(
        earlier.c.installation_id == tasks.c.installation_id,
        earlier.c.asset_id == tasks.c.asset_id,
        # Written out, since PostgreSQL uses a partial index only where it can see the index's own condition.
        text("earlier.status NOT IN ('synced', 'ignored') AND earlier.kind <> 'usage'"),
        tasks.c.kind != NoticeKind.USAGE,
        tuple_(earlier.c.turn, earlier.c.id) < tuple_(tasks.c.turn, tasks.c.id),
    )


def in_open_intent() -> ColumnElement[bool]:
    """The condition that a call with a task's document may be under way."""
    membership = select(intent_tasks.c.task_id).where(
        intent_tasks.c.installation_id == tasks.c.installation_id,
        intent_tasks.c.task_id == tasks.c.id,
        intent_parts.c.installation_id == intent_tasks.c.installation_id,
        intent_parts.c.intent_id == intent_tasks.c.intent_id,
        intent_parts.c.position == intent_tasks.c.position,
        intent_parts.c.settled_at.is_(None),
    )
    return _looked_up(membership)


def _looked_up(condition: Select[Any]) -> ColumnElement[bool]:
    """EXISTS, asked for each task by itself. Without the OFFSET PostgreSQL makes a join of it, and while it has not
    counted a sudden burst of tasks yet, it compares each of them with each other."""
    return condition.correlate(tasks).offset(0).exists()


def renew(
    tx: Connection, installation_id: InstallationId, owner: str, task_ids: Collection[TaskId], until: datetime
) -> bool:
    """Holds the tasks longer. False when one of them is not ours any more; the others are held all the same."""
    wanted = set(task_ids)
    mine = (tasks.c.installation_id == installation_id) & tasks.c.id.in_(wanted) & held_by(owner)
    return tx.execute(update(tasks).where(mine).values(lease_until=until)).rowcount == len(wanted)


def held_by(owner: str) -> ColumnElement[bool]:
    return (tasks.c.status == TaskStatus.RUNNING) & (tasks.c.lease_owner == owner)


def _own(installation_id: InstallationId, task_id: TaskId) -> ColumnElement[bool]:
    return (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
