"""Documents of ours in Xero that are to be looked at, since something may have happened to them there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage.heard_tables import OF_XERO, looks
from connect_ext.storage.tables import intent_parts, links
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    xero_id: XeroId
    wanted_at: datetime
    told_by: Actor


def want(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_id: XeroId, told_by: Actor, now: datetime
) -> None:
    """However often it is told: one look, which is not before the last time that it was told."""
    told = {"wanted_at": now, "due_at": now, "told_by": told_by}
    new = insert_into(tx, looks).values(installation_id=installation_id, tenant_id=tenant_id, xero_id=xero_id, **told)
    tx.execute(new.on_conflict_do_update(index_elements=list(OF_XERO), set_=told))


def ours(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_ids: Collection[XeroId]
) -> tuple[XeroId, ...]:
    """Those that are linked."""
    own = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
    found = select(links.c.xero_id).where(own, links.c.xero_id.in_(set(xero_ids))).distinct().order_by(links.c.xero_id)
    return tuple(tx.execute(found).scalars())


def claim(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    *,
    now: datetime,
    until: datetime,
    limit: int,
) -> tuple[Look, ...]:
    """Takes due ones, each by one worker: for another they are due again at `until`."""
    own = _in(installation_id, tenant_id)
    due = (
        select(looks.c.xero_id)
        .where(own, looks.c.due_at <= now)
        .order_by(looks.c.due_at, looks.c.xero_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # not a plain subquery, which PostgreSQL may run several times
    )
    taken = update(looks).where(own, looks.c.xero_id.in_(select(due.c.xero_id)))
    rows = tx.execute(taken.values(due_at=until).returning(*looks.c)).all()
    found = [Look(xero_id=row.xero_id, wanted_at=row.wanted_at, told_by=row.told_by) for row in rows]
    return tuple(sorted(found, key=lambda one: one.xero_id))


def done(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, look: Look) -> bool:
    """False where it was told of again meanwhile: then there is another look."""
    this = _in(installation_id, tenant_id) & (looks.c.xero_id == look.xero_id)
    return tx.execute(delete(looks).where(this, looks.c.wanted_at == look.wanted_at)).rowcount == 1


def in_flight(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    xero_id: XeroId,
    keys: Collection[DocumentKey],
) -> bool:
    """Whether we are changing the document ourselves just now."""
    own = (intent_parts.c.installation_id == installation_id) & (intent_parts.c.tenant_id == tenant_id)
    these = or_(intent_parts.c.target == xero_id, intent_parts.c.document_key.in_(set(keys)))
    found = select(intent_parts.c.intent_id).where(own, intent_parts.c.settled_at.is_(None), these).limit(1)
    return tx.execute(found).one_or_none() is not None


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (looks.c.installation_id == installation_id) & (looks.c.tenant_id == tenant_id)
