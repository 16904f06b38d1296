"""What is to be done later to a document that was made: a credit note is set off once a person has approved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage.follow_up_tables import follow_ups
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """`key` is the credit note's document key. `done_at` None: it is looked at again at `due_at`."""

    key: DocumentKey
    task_id: TaskId | None
    note_id: XeroId
    invoice_ids: tuple[XeroId, ...]
    due_at: datetime
    sentence: str
    attempts: int = 0
    done_at: datetime | None = None


def add(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, follow_up: FollowUp) -> bool:
    """False, with nothing changed, where the credit note has one already."""
    new = insert_into(tx, follow_ups).values(
        installation_id=installation_id,
        tenant_id=tenant_id,
        document_key=follow_up.key,
        task_id=follow_up.task_id,
        note_id=follow_up.note_id,
        invoice_ids=list(follow_up.invoice_ids),
        due_at=follow_up.due_at,
        attempts=follow_up.attempts,
        done_at=follow_up.done_at,
        sentence=follow_up.sentence,
    )
    added = new.on_conflict_do_nothing().returning(follow_ups.c.document_key)
    return tx.execute(added).one_or_none() is not None


def claim(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    *,
    now: datetime,
    until: datetime,
    limit: int,
) -> tuple[FollowUp, ...]:
    """Takes due ones, each by one worker: for another they are due again at `until`."""
    open_ = _in(installation_id, tenant_id) & follow_ups.c.done_at.is_(None)
    due = (
        select(follow_ups.c.document_key)
        .where(open_, follow_ups.c.due_at <= now)
        .order_by(follow_ups.c.due_at, follow_ups.c.document_key)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # not a plain subquery, which PostgreSQL may run several times
    )
    taken = update(follow_ups).where(open_, follow_ups.c.document_key.in_(select(due.c.document_key)))
    found = [_read(row) for row in tx.execute(taken.values(due_at=until).returning(*follow_ups.c))]
    return tuple(sorted(found, key=lambda one: one.key))


def settle(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    key: DocumentKey,
    *,
    sentence: str,
    due_at: datetime,
    attempts: int,
    done_at: datetime | None = None,
) -> bool:
    """Keeps what a look at it has come to. False when it was done already."""
    this = _in(installation_id, tenant_id) & (follow_ups.c.document_key == key) & follow_ups.c.done_at.is_(None)
    values = {"sentence": sentence, "due_at": due_at, "attempts": attempts, "done_at": done_at}
    return tx.execute(update(follow_ups).where(this).values(values)).rowcount == 1


def of_task(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> Sequence[FollowUp]:
    """By credit note."""
    own = (follow_ups.c.installation_id == installation_id) & (follow_ups.c.task_id == task_id)
    return [_read(row) for row in tx.execute(select(follow_ups).where(own).order_by(follow_ups.c.document_key))]


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (follow_ups.c.installation_id == installation_id) & (follow_ups.c.tenant_id == tenant_id)


def _read(row: Row[Any]) -> FollowUp:
    return FollowUp(
        key=row.document_key,
        task_id=row.task_id,
        note_id=row.note_id,
        invoice_ids=tuple(row.invoice_ids),
        due_at=row.due_at,
        sentence=row.sentence,
        attempts=row.attempts,
        done_at=row.done_at,
    )
