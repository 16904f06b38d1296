"""How links name an organisation, remembered with the consent that reaches it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.work.authorisation import AuthorisationId


def note(tx: Connection, installation_id: InstallationId, authorisation_id: AuthorisationId, short_code: str) -> None:
    own = _own(installation_id) & (authorisations.c.id == authorisation_id)
    tx.execute(update(authorisations).where(own).values(short_code=short_code))


def of_organisations(tx: Connection, installation_id: InstallationId) -> dict[TenantId, str]:
    """Of every organisation that the installation is or was connected to, as far as they are known."""
    known = authorisations.c.tenant_id.is_not(None) & authorisations.c.short_code.is_not(None)
    found = select(authorisations.c.tenant_id, authorisations.c.short_code).where(_own(installation_id), known)
    return {row.tenant_id: row.short_code for row in tx.execute(found.order_by(authorisations.c.id))}


def _own(installation_id: InstallationId) -> ColumnElement[bool]:
    return authorisations.c.installation_id == installation_id
