"""What a person undoes: written down before anything is sent, and open until its end is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage.undo_tables import undos
from connect_ext.work.intent import Call
from connect_ext.work.task import TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUndo:
    """One invoice that is taken back. `call` None where nothing has to be sent."""

    task_id: TaskId
    number: int
    document: DocumentKey
    key: DocumentKey
    """Of the change, or of the credit note, that takes it back."""
    user_id: str
    sentence: str
    """What is done."""
    former: str
    """What the task said before, and says again if nothing comes of it."""
    call: Call | None
    body: str
    target: XeroId | None
    """The invoice that is taken back."""
    before: Mapping[str, Any] | None
    """The invoice as the person saw it."""


def next_number(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> int:
    own = (undos.c.installation_id == installation_id) & (undos.c.task_id == task_id)
    return (tx.execute(select(func.max(undos.c.number)).where(own)).scalar_one() or 0) + 1


def add(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, undo: OpenUndo, now: datetime) -> None:
    new = insert(undos).values(
        installation_id=installation_id,
        tenant_id=tenant_id,
        task_id=undo.task_id,
        number=undo.number,
        document_key=undo.document,
        undo_key=undo.key,
        user_id=undo.user_id,
        sentence=undo.sentence,
        former=undo.former,
        call=undo.call,
        body=undo.body,
        target=undo.target,
        before=None if undo.before is None else dict(undo.before),
        started_at=now,
        due_at=now,
    )
    tx.execute(new)


def claim(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    *,
    now: datetime,
    until: datetime,
    task_id: TaskId | None = None,
) -> tuple[OpenUndo, ...]:
    """Takes due ones, each by one worker: for another they are due again at `until`. With `task_id` only that one's."""
    here = (undos.c.installation_id == installation_id) & (undos.c.tenant_id == tenant_id)
    due = here & undos.c.done_at.is_(None) & (undos.c.due_at <= now)
    wanted = due if task_id is None else due & (undos.c.task_id == task_id)
    taken = update(undos).where(wanted).values(due_at=until).returning(*undos.c)
    return tuple(_read(row) for row in tx.execute(taken))


def postpone(tx: Connection, installation_id: InstallationId, undo: OpenUndo, due_at: datetime) -> None:
    tx.execute(update(undos).where(_this(installation_id, undo) & undos.c.done_at.is_(None)).values(due_at=due_at))


def close(tx: Connection, installation_id: InstallationId, undo: OpenUndo, now: datetime) -> bool:
    """False, with nothing changed, when another worker has closed it."""
    this = _this(installation_id, undo) & undos.c.done_at.is_(None)
    return tx.execute(update(undos).where(this).values(done_at=now)).rowcount == 1


def _this(installation_id: InstallationId, undo: OpenUndo) -> ColumnElement[bool]:
    own = (undos.c.installation_id == installation_id) & (undos.c.task_id == undo.task_id)
    return own & (undos.c.number == undo.number)


def _read(row: Row[Any]) -> OpenUndo:
    return OpenUndo(
        task_id=row.task_id,
        number=row.number,
        document=row.document_key,
        key=row.undo_key,
        user_id=row.user_id,
        sentence=row.sentence,
        former=row.former,
        call=row.call,
        body=row.body,
        target=row.target,
        before=row.before,
    )
