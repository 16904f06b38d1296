"""What has been billed, per organisation: written with the link of the document that bills it (money §5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, insert, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState, Stretch
from connect_ext.books.ids import AssetId, DocumentKey, InstallationId, TenantId
from connect_ext.storage.coverage_tables import coverage
from connect_ext.storage.stretches import from_row, to_row

Waiting = Mapping[DocumentKey, Sequence[Stretch]]
"""By document: what waits with a task for the link (`endings`)."""


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
    """As `add_all`, of one document. False when nothing was written."""
    return bool(add_all(tx, installation_id, tenant_id, {document: stretches}, now))


def add_all(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, covered: Waiting, now: datetime
) -> frozenset[DocumentKey]:
    """Writes what each document bills or credits, and returns of which it was written. One of which it stands there
    already stays as it is; one that was released may be written anew."""
    wanted = {document: stretches for document, stretches in covered.items() if stretches}
    if not wanted:
        return frozenset()
    of_these = _in(installation_id, tenant_id) & coverage.c.document_key.in_(set(wanted))
    stands = func.max(case((coverage.c.state != CoverageState.RELEASED, 1), else_=0)).label("stands")
    last = func.max(coverage.c.position).label("last")
    known = select(coverage.c.document_key, stands, last).where(of_these).group_by(coverage.c.document_key)
    there = {row.document_key: row for row in tx.execute(known)}
    new = {document: found for document, found in wanted.items() if document not in there or not there[document].stands}
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "written_at": now}
    rows = [
        {**place, **to_row(stretch), "document_key": document, "position": position}
        for document, stretches in new.items()
        for position, stretch in enumerate(stretches, start=there[document].last + 1 if document in there else 0)
    ]
    if rows:
        tx.execute(insert(coverage), rows)
    return frozenset(new)


def release(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, document: DocumentKey) -> int:
    """The document's lines cover nothing any more: it was voided or deleted. Returns how many did. A credit falls with
    the line that it credits."""
    fallen = (coverage.c.document_key == document) | (coverage.c.credits_document == document)
    still = _in(installation_id, tenant_id) & fallen & (coverage.c.state != CoverageState.RELEASED)
    return tx.execute(update(coverage).where(still).values(state=CoverageState.RELEASED)).rowcount


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (coverage.c.installation_id == installation_id) & (coverage.c.tenant_id == tenant_id)
