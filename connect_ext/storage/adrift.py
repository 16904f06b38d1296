"""Documents that still give back in Xero what another document billed, and does so no longer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId, is_change
from connect_ext.storage.coverage_tables import coverage
from connect_ext.storage.tables import links
from connect_ext.work.task import TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class Adrift:
    xero_id: XeroId
    name: str
    """What people call it."""
    task_id: TaskId


def crediting(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, document: DocumentKey
) -> tuple[Adrift, ...]:
    """Credit notes, and invoices with lines below zero, of other orders. What was taken off a draft is on the draft
    itself, and falls with it."""
    own = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
    here = (coverage.c.installation_id == installation_id) & (coverage.c.tenant_id == tenant_id)
    same = links.c.document_key == coverage.c.document_key
    gives = (coverage.c.credits_document == document) & (coverage.c.state == CoverageState.BILLED)
    named = (links.c.document_key, links.c.xero_id, links.c.number, links.c.task_id)
    made = own & here & same & gives & links.c.task_id.is_not(None)
    rows = tx.execute(select(*named).where(made).distinct().order_by(links.c.document_key)).all()
    return tuple(
        Adrift(xero_id=XeroId(row.xero_id), name=row.number or row.xero_id, task_id=TaskId(row.task_id))
        for row in rows
        if not is_change(row.document_key)
    )
