"""What an installation has begun with: whether anything is mapped, and whether anything is in Xero by its doing."""

from __future__ import annotations

from sqlalchemy import exists, or_, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.contact_links import CONTACTS
from connect_ext.storage.mapping_tables import item_mappings
from connect_ext.storage.tables import links


def any_mapped(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> bool:
    """A customer has a contact, or a product has an item or an account of its own."""
    linked = exists().where(
        links.c.installation_id == installation_id,
        links.c.tenant_id == tenant_id,
        links.c.document_key.startswith(CONTACTS, autoescape=True),
    )
    mapped = exists().where(item_mappings.c.installation_id == installation_id, item_mappings.c.tenant_id == tenant_id)
    return bool(tx.execute(select(or_(linked, mapped))).scalar_one())


def any_made(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> bool:
    """An invoice of the organisation is linked to an order; what invoices are billed to is kept with them."""
    made = exists().where(
        links.c.installation_id == installation_id, links.c.tenant_id == tenant_id, links.c.contact_id.is_not(None)
    )
    return bool(tx.execute(select(made)).scalar_one())
