"""What has been billed, per organisation: written with the link of the document that bills it (money §5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState, Stretch
from connect_ext.books.ids import AssetId, DocumentKey, InstallationId, TenantId
from connect_ext.storage.coverage_tables import coverage
from connect_ext.storage.stretches import from_json, from_row, to_row
from connect_ext.storage.tables import tasks
from connect_ext.work.task import TaskId


def load(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, assets: Collection[AssetId]
) -> tuple[Stretch, ...]:
    """Of several assets, in the order in which it was written; what was released is there, too."""
    own = _in(installation_id, tenant_id) & coverage.c.asset_id.in_(set(assets))
    return tuple(from_row(row) for row in tx.execute(select(coverage).where(own).order_by(coverage.c.id)).mappings())


def add(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    document: DocumentKey,
    stretches: Sequence[Stretch],
    now: datetime,
) -> bool:
    """Writes what a document bills or credits. False, with nothing written, when it stands there already: one that
    was released may be written anew."""
    of_document = _in(installation_id, tenant_id) & (coverage.c.document_key == document)
    standing = of_document & (coverage.c.state != CoverageState.RELEASED)
    if not stretches or tx.execute(select(coverage.c.id).where(standing).limit(1)).one_or_none() is not None:
        return False
    last = tx.execute(select(func.max(coverage.c.position)).where(of_document)).scalar_one()
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "written_at": now}
    rows = [
        {**place, **to_row(stretch), "document_key": document, "position": position}
        for position, stretch in enumerate(stretches, start=0 if last is None else last + 1)
    ]
    tx.execute(insert(coverage), rows)
    return True


def keep(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    document: DocumentKey,
    task_id: TaskId,
    now: datetime,
) -> bool:
    """Writes what the lines of a task's document cover, as it was proposed: in the transaction of its link. As `add`,
    once however often it is asked for."""
    found = [stretch for stretch in _waiting(tx, installation_id, task_id) if stretch.line.document == document]
    return add(tx, installation_id, tenant_id, document, found, now)


def keep_all(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, task_id: TaskId, now: datetime
) -> None:
    """The same for whatever a task covers, in the transaction of its end: what costs nothing is on no document."""
    for document in dict.fromkeys(stretch.line.document for stretch in _waiting(tx, installation_id, task_id)):
        keep(tx, installation_id, tenant_id, document, task_id, now)


def _waiting(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> list[Stretch]:
    own = (tasks.c.installation_id == installation_id) & (tasks.c.id == task_id)
    return [from_json(one) for one in tx.execute(select(tasks.c.covers).where(own)).scalar_one_or_none() or []]


def release(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, document: DocumentKey) -> int:
    """The document's lines cover nothing any more: it was voided or deleted. Returns how many did. A credit falls with
    the line that it credits."""
    fallen = (coverage.c.document_key == document) | (coverage.c.credits_document == document)
    still = _in(installation_id, tenant_id) & fallen & (coverage.c.state != CoverageState.RELEASED)
    return tx.execute(update(coverage).where(still).values(state=CoverageState.RELEASED)).rowcount


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (coverage.c.installation_id == installation_id) & (coverage.c.tenant_id == tenant_id)
