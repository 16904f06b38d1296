"""Tasks at the end of a run: read under one lock, and settled together, in a few statements for any number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.ids import DocumentKey, InstallationId, OrderKey, UsageRecordId
from connect_ext.books.planning.whole import Whole
from connect_ext.storage.problems import problems_json
from connect_ext.storage.stretches import from_json
from connect_ext.storage.tables import intent_tasks, intents, tasks
from connect_ext.storage.tasks import FINAL, held_by
from connect_ext.storage.wholes import from_json as whole_from_json
from connect_ext.work.intent import IntentId
from connect_ext.work.outcome import Settlement
from connect_ext.work.task import TaskId, TaskStatus

READ = tuple(tasks.c[name] for name in ("id", "order_key", "status", "attempts", "documents", "covers", "usage"))

CHANGED_BY_AN_END = ("status", "reason", "problems", "due_at", "attempts", "shown", "asked_by", "updated_at")
SETTLE = (
    update(tasks)
    .where(tasks.c.installation_id == bindparam("own"), tasks.c.id == bindparam("task"))
    .values(lease_owner=None, lease_until=None, **{name: bindparam(f"new_{name}") for name in CHANGED_BY_AN_END})
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A task of a call."""

    id: TaskId
    order_key: OrderKey
    status: TaskStatus
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Member):
    """With what waits for the links of its documents: as it was last proposed."""

    whole: Whole
    covers: Mapping[DocumentKey, Sequence[Stretch]]
    """What is covered by the lines of each document; what costs nothing is on no document that is ever made."""
    usage: Mapping[DocumentKey, Sequence[UsageRecordId]]
    """The usage records of each, in the same way."""


def lock(tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId]) -> dict[TaskId, Ending]:
    """Locked until the transaction ends, so that of two workers that settle parts of a task the second sees what the
    first has done."""
    its = (tasks.c.installation_id == installation_id) & tasks.c.id.in_(set(task_ids))
    # In one order for everybody. Not so strictly that a journal entry about one of them would have to wait.
    found = tx.execute(select(*READ).where(its).order_by(tasks.c.id).with_for_update(key_share=True))
    return {
        row.id: Ending(
            id=row.id,
            order_key=row.order_key,
            status=row.status,
            attempts=row.attempts,
            whole=whole_from_json(row.documents),
            covers=_by_document([from_json(one) for one in row.covers or ()]),
            usage=row.usage or {},
        )
        for row in found
    }


def settle(
    tx: Connection,
    installation_id: InstallationId,
    *,
    owner: str,
    settlements: Mapping[TaskId, Settlement],
    now: datetime,
) -> frozenset[TaskId]:
    """Ends the leases with what the runs came to, and returns whose. A task whose lease is not ours any more stays as
    it is."""
    return _settle(tx, installation_id, held_by(owner), settlements, now)


def settle_of_intent(
    tx: Connection,
    installation_id: InstallationId,
    *,
    intent_id: IntentId,
    settlements: Mapping[TaskId, Settlement],
    now: datetime,
) -> frozenset[TaskId]:
    """Settles tasks of an open intent, whoever held them, and returns which; call it before the intent is closed.

    A task that is no part of it, or final, stays as it is, and so do all when the intent is settled.
    """
    of_intent = (
        select(intent_tasks.c.task_id)
        .join(intents, intents.c.id == intent_tasks.c.intent_id)
        .where(
            intent_tasks.c.installation_id == installation_id,
            intent_tasks.c.intent_id == intent_id,
            intents.c.settled_at.is_(None),
        )
    )
    its = tasks.c.id.in_(of_intent) & tasks.c.status.not_in(FINAL)
    return _settle(tx, installation_id, its, settlements, now)


def _settle(
    tx: Connection,
    installation_id: InstallationId,
    still: ColumnElement[bool],
    settlements: Mapping[TaskId, Settlement],
    now: datetime,
) -> frozenset[TaskId]:
    """Two statements for any number. What is `still` so when the rows are locked is so when they are written."""
    these = (tasks.c.installation_id == installation_id) & tasks.c.id.in_(set(settlements)) & still
    columns = (tasks.c.id, tasks.c.shown, tasks.c.asked_by)
    found = tx.execute(select(*columns).where(these).order_by(tasks.c.id).with_for_update(key_share=True)).all()
    rows = [{"own": installation_id, "task": row.id, **_settled(row, settlements[row.id], now)} for row in found]
    if rows:
        tx.execute(SETTLE, rows)
    return frozenset(row.id for row in found)


def _settled(row: Any, settlement: Settlement, now: datetime) -> dict[str, Any]:
    return {
        "new_status": settlement.status,
        "new_reason": settlement.reason,
        "new_problems": problems_json(settlement.problems),
        "new_due_at": settlement.due_at,
        "new_attempts": settlement.attempts,
        # A try that goes on by itself is still the one that the person asked for.
        "new_shown": row.shown if settlement.due_at else None,
        "new_asked_by": None if settlement.status in FINAL else row.asked_by,
        "new_updated_at": now,
    }


def members(tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId]) -> dict[TaskId, Member]:
    """The same without a lock, and without what waits: that may be what went wrong."""
    its = (tasks.c.installation_id == installation_id) & tasks.c.id.in_(set(task_ids))
    found = tx.execute(select(*READ[:4]).where(its))
    return {
        row.id: Member(id=row.id, order_key=row.order_key, status=row.status, attempts=row.attempts) for row in found
    }


def _by_document(stretches: Sequence[Stretch]) -> dict[DocumentKey, list[Stretch]]:
    found: dict[DocumentKey, list[Stretch]] = {}
    for one in stretches:
        found.setdefault(one.line.document, []).append(one)
    return found
