"""How often an invoice that others join was begun for a contact and currency: whoever begins the next one must have
seen the last (money §9).

Two workers may have orders of one customer at the same time. Each looks for the draft to join, finds none, and would
begin one. So a count is read before they look, and moved on when the call is written down: only one of them can.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.invoice_place_tables import invoice_places
from connect_ext.storage.upsert import insert_into
from connect_ext.work.intent import Place


def counts(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, whose: Collection[str]
) -> dict[tuple[str, str], int]:
    """By contact, as a document key or an id of Xero's, and currency. What is not there was never begun."""
    own = (invoice_places.c.installation_id == installation_id) & (invoice_places.c.tenant_id == tenant_id)
    rows = tx.execute(select(invoice_places).where(own, invoice_places.c.whose.in_(set(whose))))
    return {(row.whose, row.currency): row.begun for row in rows}


def begin(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, place: Place) -> bool:
    """Moves the count on. False, with nothing changed, where somebody else has since it was seen."""
    new = insert_into(tx, invoice_places).values(
        installation_id=installation_id,
        tenant_id=tenant_id,
        whose=place.whose,
        currency=place.currency,
        begun=1,
    )
    moved = new.on_conflict_do_update(
        index_elements=["installation_id", "tenant_id", "whose", "currency"],
        set_={"begun": place.seen + 1},
        where=invoice_places.c.begun == place.seen,
    ).returning(invoice_places.c.begun)
    return tx.execute(moved).scalar_one_or_none() == place.seen + 1
