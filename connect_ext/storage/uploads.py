"""What was uploaded together from a billing period: who, when, which orders, and what the journal then said of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from sqlalchemy import ColumnElement, Row, func, insert, literal, or_, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.activity import newest
from connect_ext.storage.journal import JournalEntry, JournalId, entry_of
from connect_ext.storage.journal_tables import journal
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_list import CHOSEN
from connect_ext.storage.task_rows import ROW_COLUMNS, row_of
from connect_ext.storage.upload_tables import upload_tasks, uploads
from connect_ext.work.task import TaskId, TaskRow, TaskStatus

UploadId = NewType("UploadId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """`since` is the newest entry of the journal when it began; `orders` how many it has."""

    id: UploadId
    period: str
    user_id: str
    at: datetime
    since: JournalId
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the orders of an upload stand now; `left` are on their way at this moment."""

    synced: int
    left: int
    other: int


def add(
    tx: Connection,
    installation_id: InstallationId,
    *,
    period: str,
    task_ids: Collection[TaskId],
    user_id: str,
    now: datetime,
) -> UploadId | None:
    """With those of the tasks that a person can ask for; None, and nothing is kept, where there is none of them."""
    mine = (tasks.c.installation_id == installation_id) & tasks.c.id.in_(set(task_ids))
    trying = (tasks.c.status == TaskStatus.WAITING) & tasks.c.due_at.is_not(None)
    asked = mine & or_(tasks.c.status.in_(CHOSEN), trying)
    if not tx.execute(select(select(tasks.c.id).where(asked).exists())).scalar_one():
        return None
    since = newest(tx, installation_id)
    new = insert(uploads).values(installation_id=installation_id, period=period, user_id=user_id, at=now, since=since)
    upload_id = tx.execute(new.returning(uploads.c.id)).scalar_one()
    each = select(literal(installation_id), literal(upload_id), tasks.c.id).where(asked)
    tx.execute(insert(upload_tasks).from_select(["installation_id", "upload_id", "task_id"], each))
    return UploadId(upload_id)


def page(tx: Connection, installation_id: InstallationId, *, before: UploadId | None, limit: int) -> tuple[Upload, ...]:
    """The newest first, from below `before`."""
    own = uploads.c.installation_id == installation_id
    below = own if before is None else own & (uploads.c.id < before)
    found = tx.execute(_counted(below).order_by(uploads.c.id.desc()).limit(limit))
    return tuple(_upload(row) for row in found)


def load(tx: Connection, installation_id: InstallationId, upload_id: UploadId) -> Upload | None:
    row = tx.execute(
        _counted((uploads.c.installation_id == installation_id) & (uploads.c.id == upload_id))
    ).one_or_none()
    return _upload(row) if row else None


def standing(tx: Connection, installation_id: InstallationId, upload_id: UploadId, until: datetime) -> Standing:
    """An order is on its way while a worker has it, or may take it up by `until`."""
    moving = or_(
        tasks.c.status.in_([TaskStatus.RUNNING, TaskStatus.UNCERTAIN]),
        (tasks.c.status == TaskStatus.PENDING) & (tasks.c.claimable_at <= until),
    ).label("moving")
    counted = select(tasks.c.status, moving, func.count().label("number")).where(
        tasks.c.installation_id == installation_id, tasks.c.id.in_(_of(installation_id, upload_id))
    )
    rows = tx.execute(counted.group_by(tasks.c.status, moving)).all()
    synced = sum(row.number for row in rows if row.status is TaskStatus.SYNCED)
    left = sum(row.number for row in rows if row.moving)
    return Standing(synced=synced, left=left, other=sum(row.number for row in rows) - synced - left)


def orders(
    tx: Connection, installation_id: InstallationId, upload_id: UploadId, *, after: TaskId | None, limit: int
) -> tuple[TaskRow, ...]:
    """Its orders as they are now, the oldest first, from behind `after`."""
    own = tasks.c.installation_id == installation_id
    these = own & tasks.c.id.in_(_of(installation_id, upload_id))
    behind = these if after is None else these & (tasks.c.id > after)
    found = tx.execute(select(*ROW_COLUMNS).where(behind).order_by(tasks.c.id).limit(limit))
    return tuple(row_of(row) for row in found)


def outcomes(
    tx: Connection, installation_id: InstallationId, upload: Upload, task_ids: Collection[TaskId]
) -> dict[TaskId, JournalEntry]:
    """The last word of the journal on each task since this upload, and before a later upload of the same task."""
    mine = (journal.c.installation_id == installation_id) & journal.c.task_id.in_(set(task_ids))
    later = (
        select(uploads.c.id)
        .join(upload_tasks, (upload_tasks.c.installation_id == uploads.c.installation_id)
              & (upload_tasks.c.upload_id == uploads.c.id))
        .where(uploads.c.installation_id == installation_id, uploads.c.id > upload.id)
        .where(upload_tasks.c.task_id == journal.c.task_id, uploads.c.since < journal.c.id)
        .exists()
    )  # fmt: skip
    during = mine & (journal.c.id > upload.since) & journal.c.event.startswith("task.") & ~later
    last = select(func.max(journal.c.id)).where(during).group_by(journal.c.task_id)
    own = journal.c.installation_id == installation_id
    found = [entry_of(row) for row in tx.execute(select(journal).where(own, journal.c.id.in_(last)))]
    return {entry.task_id: entry for entry in found if entry.task_id is not None}


def _of(installation_id: InstallationId, upload_id: UploadId) -> Any:
    own = (upload_tasks.c.installation_id == installation_id) & (upload_tasks.c.upload_id == upload_id)
    return select(upload_tasks.c.task_id).where(own)


def _counted(condition: ColumnElement[bool]) -> Any:
    its = (upload_tasks.c.installation_id == uploads.c.installation_id) & (upload_tasks.c.upload_id == uploads.c.id)
    number = select(func.count()).where(its).correlate(uploads).scalar_subquery().label("orders")
    return select(uploads, number).where(condition)


def _upload(row: Row[Any]) -> Upload:
    return Upload(
        id=row.id, period=row.period, user_id=row.user_id, at=row.at, since=JournalId(row.since), orders=row.orders
    )
