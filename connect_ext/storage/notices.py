"""Notices as they came in, one per marketplace object, until intake has taken them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.engine import Connection, Row

from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.storage.installations import one_at_a_time
from connect_ext.storage.tables import notices
from connect_ext.storage.upsert import insert_into
from connect_ext.work.notice import Notice, NoticeKind

UNTAKEN = notices.c.taken_version < notices.c.version
FILES = notices.c.kind == NoticeKind.USAGE_FILE
"""Of usage files the records are fetched first, and intake takes these: they are notices of their own."""
FOR_INTAKE = UNTAKEN & ~FILES
IDENTITY = ["installation_id", "kind", "source_id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UntakenNotice:
    """`version` says what was read, so that what comes in meanwhile is not taken with it."""

    notice: Notice
    version: int


def upsert(tx: Connection, notice: Notice) -> bool:
    """Keeps the newest picture of an object. True when it says something new; an older one changes nothing."""
    new = insert_into(tx, notices).values(
        installation_id=notice.installation_id,
        kind=notice.kind,
        source_id=notice.source_id,
        status=notice.status,
        payload=dict(notice.payload),
        changed_at=notice.changed_at,
        seen_at=notice.seen_at,
        since=notice.changed_at or notice.seen_at,
        version=1,
        taken_version=0,
    )
    came = new.excluded
    not_older = or_(came.changed_at.is_(None), notices.c.changed_at.is_(None), came.changed_at >= notices.c.changed_at)
    says_more = or_(
        came.payload != notices.c.payload,
        came.status != notices.c.status,
        came.changed_at > notices.c.changed_at,
    )
    changed = {
        "status": came.status,
        "payload": came.payload,
        # A picture without a date must not let an older dated one in after it.
        "changed_at": func.coalesce(came.changed_at, notices.c.changed_at),
        "seen_at": came.seen_at,
        "since": came.since,
        "version": notices.c.version + 1,
    }
    statement = new.on_conflict_do_update(index_elements=IDENTITY, set_=changed, where=not_older & says_more)
    return tx.execute(statement.returning(notices.c.version)).one_or_none() is not None


def known(
    tx: Connection, installation_id: InstallationId, kind: NoticeKind, source_ids: Collection[str]
) -> dict[str, datetime | None]:
    """Those of the objects that were told of before, each with its last change as far as it was said."""
    own = (notices.c.installation_id == installation_id) & (notices.c.kind == kind)
    found = select(notices.c.source_id, notices.c.changed_at).where(own, notices.c.source_id.in_(set(source_ids)))
    return {row.source_id: row.changed_at for row in tx.execute(found)}


def payloads(
    tx: Connection, installation_id: InstallationId, kind: NoticeKind, source_ids: Collection[str]
) -> dict[str, Mapping[str, Any]]:
    """What was told of those of the objects that are known."""
    own = (notices.c.installation_id == installation_id) & (notices.c.kind == kind)
    found = select(notices.c.source_id, notices.c.payload).where(own, notices.c.source_id.in_(set(source_ids)))
    return {row.source_id: row.payload for row in tx.execute(found)}


def any_untaken(tx: Connection, installation_id: InstallationId) -> bool:
    """Whether there is something for intake; holds nobody up."""
    own = select(notices.c.source_id).where(notices.c.installation_id == installation_id, FOR_INTAKE)
    return tx.execute(own.limit(1)).one_or_none() is not None


def untaken(tx: Connection, installation_id: InstallationId, limit: int) -> tuple[UntakenNotice, ...]:
    """The oldest first, but for usage files. Until the transaction ends no other takes notices of this installation.

    So tasks get their numbers in the order in which they become visible, and an asset's tasks keep their order.
    """
    one_at_a_time(tx, installation_id)
    return _oldest(tx, (notices.c.installation_id == installation_id) & ~FILES, limit)


def untaken_files(tx: Connection, installation_id: InstallationId, limit: int) -> tuple[UntakenNotice, ...]:
    """Usage files, the oldest first. They become notices of usage before intake, with calls to Connect between."""
    return _oldest(tx, (notices.c.installation_id == installation_id) & FILES, limit)


def _oldest(tx: Connection, which: ColumnElement[bool], limit: int) -> tuple[UntakenNotice, ...]:
    found = select(notices).where(which, UNTAKEN).order_by(notices.c.since, notices.c.source_id).limit(limit)
    return tuple(UntakenNotice(notice=_notice(row), version=row.version) for row in tx.execute(found))


def usage_of(tx: Connection, installation_id: InstallationId, file_id: str) -> dict[OrderKey, Mapping[str, Any]]:
    """What the orders of a usage file were told, by order key."""
    own = (notices.c.installation_id == installation_id) & (notices.c.kind == NoticeKind.USAGE)
    of_file = notices.c.source_id.startswith(f"{file_id}:", autoescape=True)
    found = select(notices.c.source_id, notices.c.payload).where(own, of_file).order_by(notices.c.source_id)
    return {OrderKey(row.source_id): row.payload for row in tx.execute(found)}


def mark_taken(tx: Connection, installation_id: InstallationId, kind: NoticeKind, source_id: str, version: int) -> None:
    """Takes what was read as `version`; a newer one stays untaken."""
    own: ColumnElement[bool] = (
        (notices.c.installation_id == installation_id)
        & (notices.c.kind == kind)
        & (notices.c.source_id == source_id)
        & (notices.c.taken_version < version)
    )
    tx.execute(update(notices).where(own).values(taken_version=version))


def put_last(tx: Connection, installation_id: InstallationId, kind: NoticeKind, source_id: str, now: datetime) -> None:
    """Has a notice that cannot be taken wait behind all the others, so that a few of them hold nobody up."""
    own = (notices.c.installation_id == installation_id) & (notices.c.kind == kind)
    tx.execute(update(notices).where(own, notices.c.source_id == source_id, UNTAKEN).values(since=now))


def _notice(row: Row[tuple[object, ...]]) -> Notice:
    return Notice(
        installation_id=row.installation_id,
        kind=row.kind,
        source_id=row.source_id,
        status=row.status,
        payload=row.payload,
        changed_at=row.changed_at,
        seen_at=row.seen_at,
    )
