"""Intents: each call to Xero as written down before it is made, until its end is known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId
from connect_ext.storage import invoice_places
from connect_ext.storage.tables import intent_parts, intent_tasks, intents, links
from connect_ext.storage.tasks import renew
from connect_ext.storage.upsert import insert_into
from connect_ext.work.intent import Intent, IntentDraft, IntentEnd, IntentId, IntentPart
from connect_ext.work.task import TaskId

OPEN = intents.c.settled_at.is_(None)


class LeaseLost(Exception):
    """Another worker holds a task of the call; nothing was written."""


class DocumentInFlight(Exception):
    """A document of the call, or what it changes, is in another call whose end is not known, or another worker has
    just made it, or an invoice that it could join; nothing was written."""

    def __init__(self, key: DocumentKey) -> None:
        super().__init__(key)
        self.key = key


def next_generation(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> int:
    """One more than any of the documents was sent with before; 1 for documents that never were."""
    statement = select(func.max(intent_parts.c.generation)).where(
        intent_parts.c.installation_id == installation_id,
        intent_parts.c.tenant_id == tenant_id,
        intent_parts.c.document_key.in_(set(keys)),
    )
    return (tx.execute(statement).scalar_one() or 0) + 1


def latest(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> tuple[Intent, ...]:
    """The last call of each of the documents, whatever became of it; the oldest first. Others may stand in it too."""
    parts = intent_parts.c
    last = (
        select(func.max(parts.intent_id))
        .where(
            parts.installation_id == installation_id,
            parts.tenant_id == tenant_id,
            parts.document_key.in_(set(keys)),
        )
        .group_by(parts.document_key)
    )
    own = (intents.c.installation_id == installation_id) & intents.c.id.in_(last)
    return _read(tx, installation_id, tx.execute(select(intents).where(own).order_by(intents.c.id)).all())


def write(
    tx: Connection,
    installation_id: InstallationId,
    owner: str,
    draft: IntentDraft,
    now: datetime,
    until: datetime,
) -> Intent:
    """Writes the call down; it and its tasks are held by `owner` until `until`.

    Raises `LeaseLost` or `DocumentInFlight`; the transaction can go on after either.
    """
    if draft.installation_id != installation_id:
        raise ValueError("the intent belongs to another installation")
    with tx.begin_nested():
        # Not only looked at but written: a claim that is under way then sees that the tasks are taken.
        if not renew(tx, installation_id, owner, {task for part in draft.parts for task in part.task_ids}, until):
            raise LeaseLost
        new = insert(intents).values(
            installation_id=installation_id,
            tenant_id=draft.tenant_id,
            call=draft.call,
            body=draft.body,
            generation=draft.generation,
            idempotency_key=draft.idempotency_key,
            written_at=now,
            lease_owner=owner,
            lease_until=until,
        )
        intent_id = IntentId(tx.execute(new.returning(intents.c.id)).scalar_one())
        _write_parts(tx, intent_id, draft)
        for place, key in sorted(((place, part.key) for part in draft.parts for place in part.begins), key=str):
            if not invoice_places.begin(tx, installation_id, draft.tenant_id, place):
                raise DocumentInFlight(key)
    return Intent(id=intent_id, draft=draft, written_at=now)


def _write_parts(tx: Connection, intent_id: IntentId, draft: IntentDraft) -> None:
    # In one order for everybody, so that two calls with the same documents wait for each other in turn.
    parts = sorted(enumerate(draft.parts), key=lambda placed: placed[1].key)
    place = {"installation_id": draft.installation_id, "intent_id": intent_id}
    tenant = {"tenant_id": draft.tenant_id, "generation": draft.generation}
    rows = [
        {
            **place,
            **tenant,
            "position": position,
            "document_key": part.key,
            "target": part.target,
            "before": None if part.before is None else dict(part.before),
        }
        for position, part in parts
    ]
    new = insert_into(tx, intent_parts).on_conflict_do_nothing().returning(intent_parts.c.document_key)
    written = set(tx.execute(new, rows).scalars()) if rows else set()
    # After the rows above, which wait for a transaction that links a document: what that has made is seen here.
    made = (links.c.installation_id == draft.installation_id) & (links.c.tenant_id == draft.tenant_id)
    linked = set(tx.execute(select(links.c.document_key).where(made, links.c.document_key.in_(written))).scalars())
    for _, part in parts:
        if part.key not in written or part.key in linked:
            raise DocumentInFlight(part.key)
    members = [
        {**place, "position": position, "task_id": task_id}
        for position, part in parts
        for task_id in dict.fromkeys(part.task_ids)
    ]
    if members:
        tx.execute(insert(intent_tasks), members)


def claim_open(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    *,
    owner: str,
    now: datetime,
    until: datetime,
    limit: int,
) -> tuple[Intent, ...]:
    """Takes open intents of one organisation that nobody works on, the longest left first."""
    own = (intents.c.installation_id == installation_id) & (intents.c.tenant_id == tenant_id)
    left = (
        select(intents.c.id)
        .where(own, OPEN, intents.c.lease_until <= now)
        .order_by(intents.c.lease_until, intents.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("abandoned")  # not a plain subquery, which PostgreSQL may run several times
    )
    taken = (
        update(intents)
        .where(intents.c.id.in_(select(left.c.id)))
        .values(lease_owner=owner, lease_until=until)
        .returning(*intents.c)
    )
    return _read(tx, installation_id, sorted(tx.execute(taken), key=lambda row: int(row.id)))


def find(tx: Connection, installation_id: InstallationId, intent_id: IntentId) -> Intent | None:
    rows = tx.execute(select(intents).where(_own(installation_id, intent_id))).all()
    return next(iter(_read(tx, installation_id, rows)), None)


def is_mine(tx: Connection, installation_id: InstallationId, intent_id: IntentId, owner: str) -> bool:
    """Whether the intent is open and held by `owner`; it stays so until the transaction ends."""
    mine = _own(installation_id, intent_id) & OPEN & (intents.c.lease_owner == owner)
    return tx.execute(select(intents.c.id).where(mine).with_for_update()).one_or_none() is not None


def postpone(tx: Connection, installation_id: InstallationId, intent_id: IntentId, owner: str, until: datetime) -> bool:
    """Lets go of an intent that stays open; nobody takes it before `until`. False when it is not ours any more."""
    mine = _own(installation_id, intent_id) & OPEN & (intents.c.lease_owner == owner)
    return tx.execute(update(intents).where(mine).values(lease_owner=None, lease_until=until)).rowcount == 1


def close(
    tx: Connection, installation_id: InstallationId, intent_id: IntentId, owner: str, end: IntentEnd, now: datetime
) -> bool:
    """Settles an intent with how it ended. False, with nothing changed, when it is not ours any more."""
    mine = _own(installation_id, intent_id) & OPEN & (intents.c.lease_owner == owner)
    values = {"settled_at": now, "ended": end, "lease_owner": None}
    if tx.execute(update(intents).where(mine).values(values)).rowcount == 0:
        return False
    parts = (intent_parts.c.installation_id == installation_id) & (intent_parts.c.intent_id == intent_id)
    tx.execute(update(intent_parts).where(parts).values(settled_at=now))
    return True


def without_answer(tx: Connection, installation_id: InstallationId, keys: Collection[DocumentKey]) -> bool:
    """Whether a call with one of the documents is open, in whichever organisation: it may have arrived."""
    own = (intent_parts.c.installation_id == installation_id) & intent_parts.c.settled_at.is_(None)
    found = select(intent_parts.c.intent_id).where(own, intent_parts.c.document_key.in_(set(keys))).limit(1)
    return tx.execute(found).one_or_none() is not None


def under_way(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> tuple[Intent, ...]:
    """All open intents of one organisation, whoever works on them."""
    own = (intents.c.installation_id == installation_id) & (intents.c.tenant_id == tenant_id)
    return _read(tx, installation_id, tx.execute(select(intents).where(own, OPEN).order_by(intents.c.id)).all())


def open_count(tx: Connection, installation_id: InstallationId) -> int:
    own = (intents.c.installation_id == installation_id) & OPEN
    return tx.execute(select(func.count()).select_from(intents).where(own)).scalar_one()


def _own(installation_id: InstallationId, intent_id: IntentId) -> ColumnElement[bool]:
    return (intents.c.installation_id == installation_id) & (intents.c.id == intent_id)


def _read(tx: Connection, installation_id: InstallationId, rows: Sequence[Row[Any]]) -> tuple[Intent, ...]:
    ids = [row.id for row in rows]
    members, pieces = intent_tasks.c, intent_parts.c
    of_members = (members.installation_id == installation_id) & members.intent_id.in_(ids)
    of_pieces = (pieces.installation_id == installation_id) & pieces.intent_id.in_(ids)
    waiting: dict[tuple[int, int], list[TaskId]] = {}
    for member in tx.execute(select(intent_tasks).where(of_members).order_by(members.task_id)):
        waiting.setdefault((member.intent_id, member.position), []).append(member.task_id)
    parts: dict[int, list[IntentPart]] = {}
    for piece in tx.execute(select(intent_parts).where(of_pieces).order_by(pieces.position)):
        task_ids = tuple(waiting.get((piece.intent_id, piece.position), ()))
        part = IntentPart(key=piece.document_key, task_ids=task_ids, target=piece.target, before=piece.before)
        parts.setdefault(piece.intent_id, []).append(part)
    return tuple(_intent(row, tuple(parts.get(row.id, ()))) for row in rows)


def _intent(row: Row[Any], parts: tuple[IntentPart, ...]) -> Intent:
    draft = IntentDraft(
        installation_id=row.installation_id,
        tenant_id=row.tenant_id,
        call=row.call,
        parts=parts,
        body=row.body,
        generation=row.generation,
    )
    return Intent(id=row.id, draft=draft, written_at=row.written_at)
