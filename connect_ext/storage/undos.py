"""What a person undoes: written down before anything is sent, and open until its end is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage.undo_tables import undo_steps, undos
from connect_ext.work.intent import Call
from connect_ext.work.task import TaskId, TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoStep:
    """One document that is taken back. `call` None where nothing has to be sent."""

    document: DocumentKey
    key: DocumentKey
    """Of the change, or of the credit note, that takes it back."""
    sentence: str
    """What is done."""
    call: Call | None = None
    body: str = ""
    target: XeroId | None = None
    """The document of Xero's that is taken back."""
    before: Mapping[str, Any] | None = None
    """That document as the person saw it."""
    frees: tuple[DocumentKey, ...] = ()
    """Documents of other orders that are free with it."""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUndo:
    """All documents of one order."""

    task_id: TaskId
    number: int
    user_id: str
    former: str
    """What the task said before, and says again if nothing comes of it."""
    former_status: TaskStatus = TaskStatus.SYNCED
    sends_again: bool = False
    """Whether a person wants the order sent anew once it is undone."""
    steps: tuple[UndoStep, ...] = field(default=())

    @property
    def sentence(self) -> str:
        return " ".join(step.sentence for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedStep:
    """A step that has just come to its end, and whose it is."""

    task_id: TaskId
    user_id: str
    step: UndoStep


def next_number(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> int:
    own = (undos.c.installation_id == installation_id) & (undos.c.task_id == task_id)
    return (tx.execute(select(func.max(undos.c.number)).where(own)).scalar_one() or 0) + 1


def add(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, undo: OpenUndo, now: datetime) -> None:
    own = {"installation_id": installation_id, "task_id": undo.task_id, "number": undo.number, "tenant_id": tenant_id}
    said = {name: getattr(undo, name) for name in ("user_id", "former", "former_status", "sends_again")}
    tx.execute(insert(undos).values(**own, **said, started_at=now, due_at=now))
    rows = [{**own, "step": place, **_row(step)} for place, step in enumerate(undo.steps, start=1)]
    tx.execute(insert(undo_steps), rows)


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
    due = _due(installation_id, now) & (undos.c.tenant_id == tenant_id)
    wanted = due if task_id is None else due & (undos.c.task_id == task_id)
    return _taken(tx, installation_id, wanted, until)


def claim_elsewhere(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, *, now: datetime, until: datetime
) -> tuple[OpenUndo, ...]:
    """The same of those that were begun in another organisation than this one."""
    return _taken(tx, installation_id, _due(installation_id, now) & (undos.c.tenant_id != tenant_id), until)


def of(tx: Connection, installation_id: InstallationId, task_id: TaskId, number: int) -> OpenUndo | None:
    """As it is now; None where it was ended."""
    this = _this(installation_id, task_id, number) & undos.c.done_at.is_(None)
    row = tx.execute(select(undos).where(this)).one_or_none()
    return None if row is None else _read(row, _steps(tx, installation_id, [row]))


def end_step(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, key: DocumentKey, now: datetime
) -> EndedStep | None:
    """None where no open step has this key. It may be one of an undo that was given up meanwhile: what is done in Xero
    is done."""
    here = (undo_steps.c.installation_id == installation_id) & (undo_steps.c.tenant_id == tenant_id)
    this = here & (undo_steps.c.undo_key == key) & undo_steps.c.done_at.is_(None)
    row = tx.execute(update(undo_steps).where(this).values(done_at=now).returning(*undo_steps.c)).one_or_none()
    if row is None:
        return None
    who = select(undos.c.user_id).where(_this(installation_id, row.task_id, row.number))
    return EndedStep(task_id=row.task_id, user_id=tx.execute(who).scalar_one(), step=_read_step(row))


def postpone(tx: Connection, installation_id: InstallationId, undo: OpenUndo, due_at: datetime) -> None:
    this = _this(installation_id, undo.task_id, undo.number) & undos.c.done_at.is_(None)
    tx.execute(update(undos).where(this).values(due_at=due_at))


def close(tx: Connection, installation_id: InstallationId, undo: OpenUndo, now: datetime) -> bool:
    """False, with nothing changed, when another worker has closed it."""
    this = _this(installation_id, undo.task_id, undo.number) & undos.c.done_at.is_(None)
    return tx.execute(update(undos).where(this).values(done_at=now)).rowcount == 1


def _due(installation_id: InstallationId, now: datetime) -> ColumnElement[bool]:
    return (undos.c.installation_id == installation_id) & undos.c.done_at.is_(None) & (undos.c.due_at <= now)


def _this(installation_id: InstallationId, task_id: TaskId, number: int) -> ColumnElement[bool]:
    own = (undos.c.installation_id == installation_id) & (undos.c.task_id == task_id)
    return own & (undos.c.number == number)


def _taken(
    tx: Connection, installation_id: InstallationId, wanted: ColumnElement[bool], until: datetime
) -> tuple[OpenUndo, ...]:
    rows = tx.execute(update(undos).where(wanted).values(due_at=until).returning(*undos.c)).all()
    steps = _steps(tx, installation_id, rows)
    return tuple(_read(row, steps) for row in rows)


Steps = Mapping[tuple[int, int], Sequence[UndoStep]]


def _steps(tx: Connection, installation_id: InstallationId, rows: Sequence[Row[Any]]) -> Steps:
    tasks = {row.task_id for row in rows}
    own = (undo_steps.c.installation_id == installation_id) & undo_steps.c.task_id.in_(tasks)
    found: dict[tuple[int, int], list[UndoStep]] = {}
    for row in tx.execute(select(undo_steps).where(own).order_by(undo_steps.c.step)) if tasks else ():
        found.setdefault((row.task_id, row.number), []).append(_read_step(row))
    return found


def _row(step: UndoStep) -> dict[str, Any]:
    return {
        "document_key": step.document,
        "undo_key": step.key,
        "sentence": step.sentence,
        "call": step.call,
        "body": step.body,
        "target": step.target,
        "before": None if step.before is None else dict(step.before),
        "frees": list(step.frees),
    }


def _read_step(row: Row[Any]) -> UndoStep:
    return UndoStep(
        document=row.document_key,
        key=row.undo_key,
        sentence=row.sentence,
        call=row.call,
        body=row.body,
        target=row.target,
        before=row.before,
        frees=tuple(row.frees),
        done=row.done_at is not None,
    )


def _read(row: Row[Any], steps: Steps) -> OpenUndo:
    return OpenUndo(
        task_id=row.task_id,
        number=row.number,
        user_id=row.user_id,
        former=row.former,
        former_status=row.former_status,
        sends_again=row.sends_again,
        steps=tuple(steps[row.task_id, row.number]),
    )
