"""What Xero last said of a document of ours, beside the picture of our last answer: its payment, and its drift."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.engine import Connection

from connect_ext.books.documents.drift import Difference
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage.heard_tables import OF_XERO, seen
from connect_ext.storage.tables import links
from connect_ext.storage.upsert import insert_into
from connect_ext.work.task import TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    picture: Mapping[str, Any]
    seen_at: datetime
    differences: tuple[Difference, ...] = ()
    """Empty: it says what we posted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """A document of ours that stands on one of Xero's; `task_id` None for a contact, or one linked by hand."""

    key: DocumentKey
    task_id: TaskId | None


def save(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_id: XeroId, found: Seen) -> None:
    """In place of what was seen before."""
    values = {
        "picture": dict(found.picture),
        "differences": [[one.what, one.posted, one.now] for one in found.differences],
        "seen_at": found.seen_at,
    }
    new = insert_into(tx, seen).values(installation_id=installation_id, tenant_id=tenant_id, xero_id=xero_id, **values)
    tx.execute(new.on_conflict_do_update(index_elements=list(OF_XERO), set_=values))


def of(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_ids: Collection[XeroId]
) -> dict[XeroId, Seen]:
    own = (seen.c.installation_id == installation_id) & (seen.c.tenant_id == tenant_id)
    rows = tx.execute(select(seen).where(own, seen.c.xero_id.in_(set(xero_ids))))
    return {
        row.xero_id: Seen(
            picture=row.picture,
            seen_at=row.seen_at,
            differences=tuple(Difference(what=what, posted=posted, now=now) for what, posted, now in row.differences),
        )
        for row in rows
    }


def standing_on(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, xero_id: XeroId
) -> Sequence[Stands]:
    """All of ours, those that were set aside too, by name."""
    this = _linked(installation_id, tenant_id) & (links.c.xero_id == xero_id)
    rows = tx.execute(select(links.c.document_key, links.c.task_id).where(this).order_by(links.c.document_key))
    return [Stands(key=row.document_key, task_id=row.task_id) for row in rows]


def _linked(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
