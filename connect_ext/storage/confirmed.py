"""How many approved documents a person has sent: only after ten of them is anything e-mailed (money §14)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import links


def count(tx: Connection, installation_id: InstallationId, most: int) -> int:
    """Up to `most`: invoices and credit notes of orders that a person has asked for, and that we have approved, at once
    or when their month was closed. One that several orders share counts once."""
    ours = links.alias("approved")
    approved = select(ours.c.xero_id).where(
        ours.c.installation_id == links.c.installation_id,
        ours.c.tenant_id == links.c.tenant_id,
        ours.c.xero_id == links.c.xero_id,
        ours.c.deed == Deed.APPROVED,
    )
    own = (links.c.installation_id == installation_id) & links.c.confirmed.is_(True)
    found = select(links.c.xero_id).where(own, approved.exists()).distinct().limit(most).subquery()
    return tx.execute(select(func.count()).select_from(found)).scalar_one()
