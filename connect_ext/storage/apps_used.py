"""Through which Xero apps an account has worked, and whose secrets are here.

What looks across installations is a statement only, which `system` runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.own_app_tables import own_apps
from connect_ext.storage.tables import installations


def app_at(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, moment: datetime) -> str | None:
    """The client id of the Xero app through which an organisation was spoken to then; None where it was not.

    Of two consents the one before: whoever asks wants to be sure that the later one has nothing to do with it."""
    theirs = (authorisations.c.installation_id == installation_id) & (authorisations.c.tenant_id == tenant_id)
    then = select(authorisations.c.client_id).where(theirs, authorisations.c.created_at < moment)
    newest = then.order_by(authorisations.c.created_at.desc(), authorisations.c.id.desc()).limit(1)
    found: str | None = tx.execute(newest).scalar_one_or_none()
    return found


def keep_tokens() -> Select[Any]:
    return select(authorisations.c.installation_id).where(authorisations.c.tokens.is_not(None)).distinct()


def keep_an_app() -> Select[Any]:
    return select(own_apps.c.installation_id)


def through_another_app(installation_id: InstallationId, tenant_id: TenantId, client_id: str) -> Select[Any]:
    """Consents of the same account, whatever became of them: what was made with them is in the books for good."""
    own = select(installations.c.account_id).where(installations.c.installation_id == installation_id)
    theirs = select(installations.c.installation_id).where(installations.c.account_id.in_(own))
    return select(authorisations.c.id).where(
        authorisations.c.installation_id.in_(theirs),
        authorisations.c.tenant_id == tenant_id,
        authorisations.c.client_id != client_id,
    )
