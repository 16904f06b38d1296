"""A task that a person ends by hand, or that a person's undo brings back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Update, null, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, OrderKey, TenantId
from connect_ext.books.money import Amount
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import coverage
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.problems import problems_json
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_list import IGNORABLE
from connect_ext.storage.tasks import in_open_intent
from connect_ext.work.task import Actor, TaskId, TaskStatus


def finish(
    tx: Connection,
    installation_id: InstallationId,
    task_id: TaskId,
    *,
    seen: datetime,
    reason: str,
    amount: Amount | None,
    now: datetime,
) -> bool:
    """Synced, because its invoice is in Xero already. `seen` is its `updated_at` when it was looked at; False, with
    nothing changed, when it has changed since, a worker has it, or it is final."""
    values = _amount(amount)
    return _end(tx, installation_id, task_id, seen, now, status=TaskStatus.SYNCED, reason=reason, **values)


def leave_out(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, *, seen: datetime, reason: str, now: datetime
) -> bool:
    """Ignored by a person, which no notice undoes. As `finish`."""
    by = Actor.PERSON
    return _end(tx, installation_id, task_id, seen, now, status=TaskStatus.IGNORED, reason=reason, ignored_by=by)


def begin_undo(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, *, seen: datetime, found: Problem, now: datetime
) -> bool:
    """From now on it waits for its undo, and nobody sends it. False when it is not as it was looked at."""
    at_rest = tasks.c.status.in_((TaskStatus.SYNCED, TaskStatus.ATTENTION)) & ~in_open_intent()
    same = _own(installation_id, task_id) & (tasks.c.updated_at == seen) & at_rest
    changed = update(tasks).values(
        status=TaskStatus.WAITING,
        reason="It is being undone.",
        problems=problems_json([found]),
        due_at=None,
        updated_at=now,
    )
    return tx.execute(changed.where(same)).rowcount == 1


def end_undo(tx: Connection, installation_id: InstallationId, task_id: TaskId, found: Problem, now: datetime) -> bool:
    """Left to a person. False when a person has ignored it meanwhile."""
    waits = _waits(installation_id, task_id)
    return tx.execute(_left_to_a_person(found, now).where(waits)).rowcount == 1


def _left_to_a_person(found: Problem, now: datetime) -> Update:
    return update(tasks).values(
        status=TaskStatus.ATTENTION,
        reason=found.sentence,
        problems=problems_json([found]),
        due_at=None,
        amount=None,
        currency=None,
        estimated=None,
        documents=null(),
        updated_at=now,
    )


def reopen(
    tx: Connection, installation_id: InstallationId, order: OrderKey, found: Problem, now: datetime
) -> TaskId | None:
    """Another order that was synced: what it had in Xero is gone for good. None where it is not synced."""
    changed = _left_to_a_person(found, now).where(_synced(installation_id, order))
    return tx.execute(changed.returning(tasks.c.id)).scalar_one_or_none()


def question(tx: Connection, installation_id: InstallationId, order: OrderKey, found: Problem, now: datetime) -> bool:
    """The same of an order whose documents still stand, and are known to be its own. False where it is not synced."""
    asked = update(tasks).values(
        status=TaskStatus.ATTENTION, reason=found.sentence, problems=problems_json([found]), due_at=None, updated_at=now
    )
    return tx.execute(asked.where(_synced(installation_id, order))).rowcount == 1


def _synced(installation_id: InstallationId, order: OrderKey) -> ColumnElement[bool]:
    this = (tasks.c.installation_id == installation_id) & (tasks.c.order_key == order)
    return this & (tasks.c.status == TaskStatus.SYNCED)


def stop_undo(tx: Connection, installation_id: InstallationId, task_id: TaskId, former: str, now: datetime) -> bool:
    """As it was before: nothing came of it."""
    waits = _waits(installation_id, task_id)
    changed = update(tasks).values(status=TaskStatus.SYNCED, reason=former, problems=[], updated_at=now)
    return tx.execute(changed.where(waits)).rowcount == 1


def _waits(installation_id: InstallationId, task_id: TaskId) -> ColumnElement[bool]:
    return _own(installation_id, task_id) & (tasks.c.status == TaskStatus.WAITING)


def release(tx: Connection, installation_id: InstallationId, document: DocumentKey) -> int:
    """What a document that is in no Xero covers, in whichever organisation it was written down. Returns how much."""
    known = (authorisations.c.installation_id == installation_id) & authorisations.c.tenant_id.is_not(None)
    found = tx.execute(select(authorisations.c.tenant_id).where(known).distinct()).scalars()
    return sum(coverage.release(tx, installation_id, TenantId(tenant), document) for tenant in list(found))


def _end(
    tx: Connection,
    installation_id: InstallationId,
    task_id: TaskId,
    seen: datetime,
    now: datetime,
    **values: object,
) -> bool:
    same = _own(installation_id, task_id) & (tasks.c.updated_at == seen)
    at_rest = tasks.c.status.in_(IGNORABLE) & ~in_open_intent()
    settled: dict[str, object] = {"problems": [], "due_at": None, "asked_by": None, "shown": None, "updated_at": now}
    return tx.execute(update(tasks).where(same, at_rest).values(**settled, **values)).rowcount == 1


def _own(installation_id: InstallationId, task_id: TaskId) -> ColumnElement[bool]:
    return (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)


def _amount(amount: Amount | None) -> dict[str, object]:
    return {} if amount is None else {"amount": amount.value, "currency": amount.currency}
