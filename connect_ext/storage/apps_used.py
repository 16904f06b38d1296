"""Whose secrets are here, and through which Xero apps an account has worked, as statements; `system` runs them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.own_app_tables import own_apps
from connect_ext.storage.tables import installations


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
