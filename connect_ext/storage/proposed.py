"""What a task's order was last proposed as: frozen prices, the amount that lists show, each line's explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.ids import DocumentKey, InstallationId, UsageRecordId
from connect_ext.books.money import Amount
from connect_ext.books.planning.whole import NO_DOCUMENTS, Whole
from connect_ext.books.prices.price import FrozenPrices
from connect_ext.storage.frozen_prices import to_json
from connect_ext.storage.installations import one_at_a_time
from connect_ext.storage.stretches import to_json as stretch_to_json
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_rows import COLUMNS, task_of
from connect_ext.storage.tasks import has_its_turn, held_by
from connect_ext.storage.types import MONEY_LIMIT
from connect_ext.storage.wholes import to_json as whole_to_json
from connect_ext.work.task import SyncTask, TaskId, TaskStatus

AT_REST = (TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.ATTENTION, TaskStatus.HELD, TaskStatus.FAILED)
"""Nobody is working on the task, and not all of it is in Xero or may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a proposal leaves behind before it is sent."""

    prices: FrozenPrices
    amount: Amount | None = None
    explanations: Mapping[str, str] = field(default_factory=dict)
    """By line mark."""
    covers: tuple[Stretch, ...] = ()
    """What is to be written when the order's documents are linked (`coverage.add_all`)."""
    usage: Mapping[DocumentKey, Sequence[UsageRecordId]] = field(default_factory=dict)
    """The usage records of each document: they are written with it, too (`usage_coverage.add_all`)."""
    whole: Whole = NO_DOCUMENTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a task would come to. `seen` is the task's `updated_at` when it was read."""

    amount: Amount | None
    seen: datetime
    known: bool = True
    """False: it cannot be told yet, for an order before it."""


def freeze(tx: Connection, installation_id: InstallationId, owner: str, frozen: Mapping[TaskId, Frozen]) -> None:
    """Keeps what the tasks that `owner` holds were proposed as, in place of earlier ones; others stay as they are."""
    if not frozen:
        return
    mine = _own(installation_id) & (tasks.c.id == bindparam("task")) & held_by(owner)
    rows = [
        {
            "task": task_id,
            "new_prices": to_json(found.prices),
            "new_explanations": dict(found.explanations),
            "new_covers": [stretch_to_json(stretch) for stretch in found.covers],
            "new_usage": {document: list(records) for document, records in found.usage.items()},
            "new_documents": whole_to_json(found.whole),
            **_amount(found.amount),
        }
        for task_id, found in frozen.items()
    ]
    changed = update(tasks).where(mine)
    tx.execute(
        changed.values(
            prices=bindparam("new_prices"),
            explanations=bindparam("new_explanations"),
            covers=bindparam("new_covers"),
            usage=bindparam("new_usage"),
            documents=bindparam("new_documents"),
            amount=bindparam("new_amount"),
            currency=bindparam("new_currency"),
        ),
        rows,
    )


def remember_amounts(tx: Connection, installation_id: InstallationId, estimates: Mapping[TaskId, Estimate]) -> None:
    """Keeps what tasks at rest would come to; one that has changed since it was read is left as it is.

    Not at the same time as intake, which locks the same tasks in the order in which the platform told of them."""
    if not estimates:
        return
    one_at_a_time(tx, installation_id)
    same = (tasks.c.id == bindparam("task")) & (tasks.c.updated_at == bindparam("seen"))
    sorted_by_id = sorted(estimates.items(), key=lambda one: one[0])
    # Not with IN, whose list cannot be sent with many rows at once.
    at_rest = _own(installation_id) & or_(*(tasks.c.status == status for status in AT_REST)) & same
    rows = [
        {"task": task_id, "seen": found.seen, "new_estimated": found.known, **_amount(found.amount)}
        for task_id, found in sorted_by_id
    ]
    values: dict[str, Any] = {
        "amount": bindparam("new_amount"),
        "currency": bindparam("new_currency"),
        "estimated": bindparam("new_estimated"),
    }
    tx.execute(update(tasks).where(at_rest).values(values), rows)


def forget_estimates(tx: Connection, installation_id: InstallationId) -> None:
    """Prices or settings have changed: what tasks at rest would come to is not known any more, where no price is
    frozen."""
    known = or_(tasks.c.amount.is_not(None), tasks.c.estimated.is_(True))
    loose = tasks.c.status.in_(AT_REST) & tasks.c.prices.is_(None) & known
    tx.execute(update(tasks).where(_own(installation_id), loose).values(amount=None, currency=None, estimated=None))


def without_amount(
    tx: Connection, installation_id: InstallationId, *, after: TaskId, limit: int
) -> tuple[SyncTask, ...]:
    """Pending tasks of which it is not known what they come to, the oldest first, from above `after`; not those
    behind another order of their subscription, since theirs depends on what that one comes to."""
    unknown = (tasks.c.status == TaskStatus.PENDING) & tasks.c.estimated.is_not(True) & (tasks.c.id > after)
    wanted = select(*COLUMNS).where(_own(installation_id), unknown, has_its_turn())
    found = tx.execute(wanted.order_by(tasks.c.id).limit(limit))
    return tuple(task_of(row) for row in found)


def explanations(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> Mapping[str, str]:
    """By line mark, those of the lines as they were last proposed to be sent."""
    own = _own(installation_id) & (tasks.c.id == task_id)
    found: Mapping[str, str] | None = tx.execute(select(tasks.c.explanations).where(own)).scalar_one_or_none()
    return found or {}


def _amount(amount: Amount | None) -> dict[str, Any]:
    """A sum of many of the largest lines that Xero takes may be more than the column keeps: then none is shown."""
    if amount is None or abs(amount.value) >= MONEY_LIMIT:
        return {"new_amount": None, "new_currency": None}
    return {"new_amount": amount.value, "new_currency": amount.currency}


def _own(installation_id: InstallationId) -> ColumnElement[bool]:
    return tasks.c.installation_id == installation_id
