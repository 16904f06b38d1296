"""The journal: what happened and who decided it, as sentences. Entries are added, never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NewType

from sqlalchemy import Row, func, insert, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.journal_tables import journal
from connect_ext.work.happening import happening
from connect_ext.work.task import Actor, TaskId

JournalId = NewType("JournalId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    at: datetime
    actor: Actor
    event: str
    """A stable word such as `task.synced`."""
    sentence: str
    task_id: TaskId | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    id: JournalId | None = None
    """Its place in the journal; None until it is added."""


def add(tx: Connection, installation_id: InstallationId, entry: JournalEntry) -> JournalId:
    new = insert(journal).values(_row(installation_id, entry))
    return JournalId(tx.execute(new.returning(journal.c.id)).scalar_one())


def add_all(tx: Connection, installation_id: InstallationId, entries: Sequence[JournalEntry]) -> None:
    """In this order."""
    if entries:
        tx.execute(insert(journal), [_row(installation_id, entry) for entry in entries])


def _row(installation_id: InstallationId, entry: JournalEntry) -> dict[str, Any]:
    said = happening(entry.event, warns=bool(entry.data.get("problems")))
    return {
        "installation_id": installation_id,
        "about": said.about,
        "level": said.level,
        "at": entry.at,
        "actor": entry.actor,
        "event": entry.event,
        "sentence": entry.sentence,
        "task_id": entry.task_id,
        "data": dict(entry.data),
    }


def page(
    tx: Connection,
    installation_id: InstallationId,
    *,
    task_id: TaskId | None = None,
    before: JournalId | None = None,
    limit: int,
) -> tuple[JournalEntry, ...]:
    """The newest first, from below `before`; with `task_id` only what concerns that task."""
    statement = select(journal).where(journal.c.installation_id == installation_id)
    if task_id is not None:
        statement = statement.where(journal.c.task_id == task_id)
    if before is not None:
        statement = statement.where(journal.c.id < before)
    found = tx.execute(statement.order_by(journal.c.id.desc()).limit(limit))
    return tuple(entry_of(row) for row in found)


def last_of(
    tx: Connection, installation_id: InstallationId, task_ids: Collection[TaskId], events: Collection[str]
) -> dict[TaskId, JournalEntry]:
    """The newest entry about each task that is one of these events."""
    mine = (journal.c.installation_id == installation_id) & journal.c.task_id.in_(set(task_ids))
    last = select(func.max(journal.c.id)).where(mine, journal.c.event.in_(set(events))).group_by(journal.c.task_id)
    own = journal.c.installation_id == installation_id
    found = [entry_of(row) for row in tx.execute(select(journal).where(own, journal.c.id.in_(last)))]
    return {entry.task_id: entry for entry in found if entry.task_id is not None}


def entry_of(row: Row[Any]) -> JournalEntry:
    return JournalEntry(
        id=row.id,
        at=row.at,
        actor=row.actor,
        event=row.event,
        sentence=row.sentence,
        task_id=row.task_id,
        data=row.data,
    )
