"""Which usage records are billed, per organisation: written with the link of the document that bills them (money §7).

However often a file, a chunk of it or a notice comes: a record has one row.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, UsageRecordId
from connect_ext.storage.upsert import insert_into
from connect_ext.storage.usage_tables import usage_coverage

Waiting = Mapping[DocumentKey, Sequence[UsageRecordId]]
"""By document: what waits with its task for the link (`endings`)."""

IDS_AT_ONCE = 500
"""Databases bound how many values one statement may name."""


def load(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, records: Collection[UsageRecordId]
) -> dict[UsageRecordId, DocumentKey]:
    """Those of the records that are billed, each with the document that bills it."""
    wanted, found = sorted(records), dict[UsageRecordId, DocumentKey]()
    own = _in(installation_id, tenant_id)
    for at in range(0, len(wanted), IDS_AT_ONCE):
        some = usage_coverage.c.record_id.in_(wanted[at : at + IDS_AT_ONCE])
        rows = tx.execute(select(usage_coverage.c.record_id, usage_coverage.c.document_key).where(own, some))
        found |= {UsageRecordId(row.record_id): DocumentKey(row.document_key) for row in rows}
    return found


def add_all(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, records: Waiting, now: datetime
) -> None:
    """Writes which records each document bills: in the transaction of its link. A record that is billed already stays
    with its document."""
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "written_at": now}
    rows = [
        {**place, "document_key": document, "record_id": record}
        for document, of_document in records.items()
        for record in of_document
    ]
    if rows:
        unique = ["installation_id", "tenant_id", "record_id"]
        tx.execute(insert_into(tx, usage_coverage).on_conflict_do_nothing(index_elements=unique), rows)


def release(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, document: DocumentKey) -> int:
    """The document bills nothing any more: it was voided or deleted. Returns how many records it did bill."""
    of_document = _in(installation_id, tenant_id) & (usage_coverage.c.document_key == document)
    return tx.execute(delete(usage_coverage).where(of_document)).rowcount


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (usage_coverage.c.installation_id == installation_id) & (usage_coverage.c.tenant_id == tenant_id)
