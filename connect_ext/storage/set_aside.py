"""Links of documents that were undone: kept for people to see, under another name, so that a new one can be made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId, set_aside_key
from connect_ext.storage.tables import links
from connect_ext.work.task import TaskId

MOST = 20
"""How often one order can be undone: what is looked for is then a handful of exact names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Former documents of one name."""

    count: int
    last_at: datetime
    xero_ids: frozenset[XeroId]


def set_aside(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, key: DocumentKey, number: int, now: datetime
) -> bool:
    """False where the document has no link."""
    this = _in(installation_id, tenant_id) & (links.c.document_key == key)
    changed = update(links).where(this).values(document_key=set_aside_key(key, number), linked_at=now)
    return tx.execute(changed).rowcount == 1


def give_to(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, key: DocumentKey, task_id: TaskId
) -> XeroId | None:
    """Has the document shown with a task. None where it has no link."""
    this = _in(installation_id, tenant_id) & (links.c.document_key == key)
    given = update(links).where(this).values(task_id=task_id).returning(links.c.xero_id)
    return tx.execute(given).scalar_one_or_none()


def of(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, SetAside]:
    """Of those of the documents that were ever undone."""
    # Nearly none ever was, and what was undone twice was undone once.
    first = {set_aside_key(key, 1): key for key in keys}
    here = select(links.c.document_key, links.c.xero_id, links.c.linked_at).where(_in(installation_id, tenant_id))
    undone = [first[row.document_key] for row in tx.execute(here.where(links.c.document_key.in_(set(first))))]
    if not undone:
        return {}
    names = {set_aside_key(key, number): key for key in undone for number in range(1, MOST + 1)}
    rows = tx.execute(here.where(links.c.document_key.in_(set(names)))).all()
    found: dict[DocumentKey, SetAside] = {}
    for row in rows:
        key = names[row.document_key]
        known = found.get(key)
        found[key] = SetAside(
            count=(known.count if known else 0) + 1,
            last_at=max(row.linked_at, known.last_at) if known else row.linked_at,
            xero_ids=(known.xero_ids if known else frozenset()) | {XeroId(row.xero_id)},
        )
    return found


def _in(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
