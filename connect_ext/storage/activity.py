"""The journal as people look through it: pages of what they ask for, at a price that does not grow with history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, text
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.storage.journal import JournalEntry, JournalId, entry_of
from connect_ext.storage.journal_tables import MATTERS, journal
from connect_ext.storage.tables import tasks
from connect_ext.work.happening import About, Level
from connect_ext.work.task import Actor

LOOKED_THROUGH = 2000
"""Entries that one page looks at, however few of them are asked for."""
COUNTED_TO = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for; the defaults ask for everything."""

    only_what_matters: bool = False
    about: About | None = None
    actor: Actor | None = None
    order: OrderKey | None = None
    """Entries of this order alone."""
    words: str = ""
    """In the sentence, or in the order's number, in capitals or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An entry with what lists show beside it."""

    entry: JournalEntry
    about: About
    level: Level
    order: OrderKey | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`before` is where older entries begin that were not looked at; None when there are none."""

    found: tuple[Told, ...]
    before: JournalId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """How many entries are newer than one, each counted up to `COUNTED_TO`, and the newest of those that matter."""

    all: int
    matters: int
    newest: JournalId
    latest: Told | None


def page(
    tx: Connection, installation_id: InstallationId, wanted: Wanted, *, before: JournalId | None, limit: int
) -> Page:
    """The newest first, from below `before`; fewer than `limit` where `LOOKED_THROUGH` entries hold no more."""
    # Where the index alone finds what is asked for, no more is looked at than is shown.
    most = LOOKED_THROUGH if wanted.about or wanted.actor or wanted.words else limit
    looked = _window(installation_id, wanted, before).limit(most).subquery()
    matching = _rows(installation_id).where(journal.c.id.in_(select(looked.c.id)), _condition(wanted))
    found = tuple(_told(row) for row in tx.execute(matching.order_by(journal.c.id.desc()).limit(limit)))
    if len(found) == limit:
        return Page(found=found, before=_id_of(found[-1]))
    reached = tx.execute(select(func.count(), func.min(looked.c.id)).select_from(looked)).one()
    return Page(found=found, before=JournalId(reached[1]) if reached[0] == most else None)


def since(tx: Connection, installation_id: InstallationId, after: JournalId) -> Since:
    """What has happened after an entry."""
    own = (journal.c.installation_id == installation_id) & (journal.c.id > after)
    newer = select(journal.c.id).where(own).limit(COUNTED_TO).subquery()
    mattering = select(journal.c.id).where(own, text(MATTERS)).limit(COUNTED_TO).subquery()
    count = [tx.execute(select(func.count()).select_from(part)).scalar_one() for part in (newer, mattering)]
    last = _rows(installation_id).where(own, text(MATTERS)).order_by(journal.c.id.desc()).limit(1)
    row = tx.execute(last).one_or_none()
    return Since(all=count[0], matters=count[1], newest=newest(tx, installation_id), latest=_told(row) if row else None)


def newest(tx: Connection, installation_id: InstallationId) -> JournalId:
    """The place of the last entry; 0 where there is none."""
    own = journal.c.installation_id == installation_id
    found = tx.execute(select(journal.c.id).where(own).order_by(journal.c.id.desc()).limit(1)).scalar_one_or_none()
    return JournalId(found or 0)


def _window(installation_id: InstallationId, wanted: Wanted, before: JournalId | None) -> Select[Any]:
    """What an index finds by itself, newest first."""
    own = journal.c.installation_id == installation_id
    if before is not None:
        own &= journal.c.id < before
    if wanted.order is not None:
        this = select(tasks.c.id).where(tasks.c.installation_id == installation_id, tasks.c.order_key == wanted.order)
        own &= journal.c.task_id == this.scalar_subquery()
    if wanted.only_what_matters:
        own &= text(MATTERS)
    return select(journal.c.id).where(own).order_by(journal.c.id.desc())


def _condition(wanted: Wanted) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [journal.c.id > 0]
    if wanted.about is not None:
        asked.append(journal.c.about == wanted.about)
    if wanted.actor is not None:
        asked.append(journal.c.actor == wanted.actor)
    if wanted.words:
        words = wanted.words.lower()
        texts = (journal.c.sentence, tasks.c.order_key)
        asked.append(or_(*(func.lower(column).contains(words, autoescape=True) for column in texts)))
    return and_(*asked)


def _rows(installation_id: InstallationId) -> Select[Any]:
    same = (tasks.c.installation_id == journal.c.installation_id) & (tasks.c.id == journal.c.task_id)
    joined = select(journal, tasks.c.order_key).outerjoin(tasks, same)
    return joined.where(journal.c.installation_id == installation_id)


def _id_of(told: Told) -> JournalId:
    assert told.entry.id is not None, "it was read from the journal"
    return told.entry.id


def _told(row: Row[Any]) -> Told:
    return Told(entry=entry_of(row), about=row.about, level=row.level, order=row.order_key)
