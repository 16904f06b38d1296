"""The links of customers to contacts, as the Mapping page needs them: all of them, by contact, and taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId, TierAccountId, XeroId, contact_key
from connect_ext.storage.tables import links

CONTACTS = contact_key(TierAccountId(""))
"""How the document keys of contacts begin."""


def all_of(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> dict[TierAccountId, XeroId]:
    """Which contact each linked customer is billed to."""
    found = tx.execute(select(links.c.document_key, links.c.xero_id).where(_own(installation_id, tenant_id)))
    return {_customer(row): XeroId(row.xero_id) for row in found}


def customers_of(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, contacts: Collection[XeroId]
) -> dict[XeroId, TierAccountId]:
    """Those of the contacts that some customer is linked to; of several customers the first by id."""
    own = _own(installation_id, tenant_id) & links.c.xero_id.in_(set(contacts))
    statement = select(links.c.document_key, links.c.xero_id).where(own).order_by(links.c.document_key.desc())
    return {XeroId(row.xero_id): _customer(row) for row in tx.execute(statement)}


def made(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, up_to: int) -> int:
    """How many contacts were made for customers here, counted no further: of those we keep Xero's answer."""
    own = _own(installation_id, tenant_id) & links.c.picture.is_not(None)
    some = select(links.c.document_key).where(own).limit(max(up_to, 0)).subquery()
    return tx.execute(select(func.count()).select_from(some)).scalar_one()


def renew(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, contact: XeroId, now_says: Mapping[str, Any]
) -> None:
    """A contact that we made was changed by us: of what Xero answered then, these properties are different now."""
    own = _own(installation_id, tenant_id) & (links.c.xero_id == contact) & links.c.picture.is_not(None)
    for row in tx.execute(select(links.c.document_key, links.c.picture).where(own)).all():
        this = own & (links.c.document_key == row.document_key)
        tx.execute(update(links).where(this).values(picture={**row.picture, **now_says}))


def remove(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, customer: TierAccountId) -> bool:
    """Unlinks the customer; False when it was not linked. What was made in Xero stays as it is."""
    own = _own(installation_id, tenant_id) & (links.c.document_key == contact_key(customer))
    return tx.execute(delete(links).where(own)).rowcount == 1


def _own(installation_id: InstallationId, tenant_id: TenantId) -> ColumnElement[bool]:
    mine = (links.c.installation_id == installation_id) & (links.c.tenant_id == tenant_id)
    return mine & links.c.document_key.startswith(CONTACTS, autoescape=True)


def _customer(row: Any) -> TierAccountId:
    return TierAccountId(row.document_key.removeprefix(CONTACTS))
