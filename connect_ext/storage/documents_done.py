"""What was done with documents that are in Xero: what a task's last sentence says of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId
from connect_ext.books.problems.problem import Problem
from connect_ext.storage.links import link_of
from connect_ext.storage.problems import problems_of
from connect_ext.storage.tables import links


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDone:
    """A document that is in Xero; `deed` None where it was linked without being sent."""

    link: Link
    deed: Deed | None
    warnings: tuple[Problem, ...]


def done(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, DocumentDone]:
    """What was done with those of the documents that have a link."""
    columns = [links.c[name] for name in ("document_key", "xero_id", "number", "deed", "warnings")]
    own = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
    found = tx.execute(select(*columns).where(own, links.c.document_key.in_(set(keys))))
    return {
        row.document_key: DocumentDone(
            link=link_of(row),
            deed=row.deed,
            warnings=problems_of(row.warnings or []),
        )
        for row in found
    }
