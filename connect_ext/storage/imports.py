"""Imports of contacts as customers: each wish is kept before it is asked for, so that no contact becomes two."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId, TierAccountId, XeroId
from connect_ext.storage.mapping_tables import imports
from connect_ext.storage.upsert import insert_into
from connect_ext.work.importing import UNDER_WAY, Import, ImportStatus


def find(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, contacts: Collection[XeroId]
) -> dict[XeroId, Import]:
    own = _own(installation_id, tenant_id) & imports.c.contact_id.in_(set(contacts))
    return {
        row.contact_id: Import(
            contact_id=row.contact_id, status=row.status, asked_at=row.asked_at, customer=row.customer
        )
        for row in tx.execute(select(imports).where(own))
    }


def begin(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, contact_id: XeroId, now: datetime
) -> bool:
    """Writes the wish down. False, with nothing written, when another one for this contact is under way; what was
    asked for longer ago, or was done and is not linked any more, may be asked for again."""
    place = {"installation_id": installation_id, "tenant_id": tenant_id, "contact_id": contact_id}
    values = {"status": ImportStatus.ASKED, "asked_at": now}
    new = insert_into(tx, imports).values(**place, **values)
    free = (imports.c.status == ImportStatus.DONE) | (imports.c.asked_at <= now - UNDER_WAY)
    statement = new.on_conflict_do_update(index_elements=list(place), set_=values, where=free)
    return tx.execute(statement.returning(imports.c.contact_id)).one_or_none() is not None


def end(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    contact_id: XeroId,
    customer: TierAccountId,
) -> None:
    """The customer exists."""
    own = _own(installation_id, tenant_id) & (imports.c.contact_id == contact_id)
    tx.execute(update(imports).where(own).values(status=ImportStatus.DONE, customer=customer))


def forget(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, contact_id: XeroId) -> None:
    """The marketplace has certainly created nothing."""
    tx.execute(delete(imports).where(_own(installation_id, tenant_id), imports.c.contact_id == contact_id))


def _own(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    return (imports.c.installation_id == installation_id) & (imports.c.tenant_id == tenant_id)
