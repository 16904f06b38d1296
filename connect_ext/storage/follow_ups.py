"""What is to be done later to a document that was made: a credit note is set off once it is approved, an invoice of a
month is closed, an approved one is e-mailed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId, close_key
from connect_ext.storage.follow_up_tables import follow_ups
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import TaskId

CLOSINGS = close_key(XeroId(""))
"""How their document keys begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """`key` is the credit note's document key, or `close_key` or `email_key` of an invoice. `done_at` None: it is
    looked at again at `due_at`."""

    key: DocumentKey
    task_id: TaskId | None
    document_id: XeroId
    invoice_ids: tuple[XeroId, ...]
    """What a credit note is set off against."""
    due_at: datetime
    sentence: str
    attempts: int = 0
    done_at: datetime | None = None


def add(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, follow_up: FollowUp) -> bool:
    """False, with nothing changed, where the document has one already."""
    new = insert_into(tx, follow_ups).values(
        installation_id=installation_id,
        tenant_id=tenant_id,
        document_key=follow_up.key,
        task_id=follow_up.task_id,
        document_id=follow_up.document_id,
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


def look_again(tx: Connection, installation_id: InstallationId, now: datetime) -> None:
    """The settings have changed: what is to be closed may be closed on another day."""
    own = (follow_ups.c.installation_id == installation_id) & follow_ups.c.done_at.is_(None)
    closings = follow_ups.c.document_key.startswith(CLOSINGS, autoescape=True)
    tx.execute(update(follow_ups).where(own, closings, follow_ups.c.due_at > now).values(due_at=now))


def of_task(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, documents: Collection[XeroId] = ()
) -> Sequence[FollowUp]:
    """Those of the task, and of documents that it shares with others; by document."""
    its = or_(follow_ups.c.task_id == task_id, follow_ups.c.document_id.in_(set(documents)))
    own = (follow_ups.c.installation_id == installation_id) & its
    return [_read(row) for row in tx.execute(select(follow_ups).where(own).order_by(follow_ups.c.document_key))]


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (follow_ups.c.installation_id == installation_id) & (follow_ups.c.tenant_id == tenant_id)


def _read(row: Row[Any]) -> FollowUp:
    return FollowUp(
        key=row.document_key,
        task_id=row.task_id,
        document_id=row.document_id,
        invoice_ids=tuple(row.invoice_ids),
        due_at=row.due_at,
        sentence=row.sentence,
        attempts=row.attempts,
        done_at=row.done_at,
    )
