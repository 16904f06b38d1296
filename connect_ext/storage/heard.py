"""What is heard of Xero, across installations, as statements; `system` runs them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from connect_ext.books.ids import TenantId, XeroId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.due import is_ready
from connect_ext.storage.heard_tables import listening, looks
from connect_ext.storage.tables import installations, links
from connect_ext.work.authorisation import AuthorisationStatus

ACTIVE = authorisations.c.status == AuthorisationStatus.ACTIVE


def documents_of(client_id: str, tenant_id: TenantId, xero_ids: Collection[XeroId]) -> Select[Any]:
    reached = (authorisations.c.installation_id == links.c.installation_id) & (
        authorisations.c.tenant_id == links.c.tenant_id
    )
    joined = select(links.c.installation_id, links.c.xero_id).join(authorisations, reached).distinct()
    these = joined.where(links.c.tenant_id == tenant_id, links.c.xero_id.in_(set(xero_ids)))
    through = these.where(authorisations.c.client_id == client_id, ACTIVE)
    return through.order_by(links.c.installation_id, links.c.xero_id)


def listeners(now: datetime, before: datetime) -> Select[Any]:
    """`before` is when they must have asked last."""
    theirs = (authorisations.c.installation_id == installations.c.installation_id) & ACTIVE
    own = (listening.c.installation_id == authorisations.c.installation_id) & (
        listening.c.tenant_id == authorisations.c.tenant_id
    )
    told = select(looks.c.xero_id).where(
        looks.c.installation_id == authorisations.c.installation_id,
        looks.c.tenant_id == authorisations.c.tenant_id,
        looks.c.due_at <= now,
    )
    joined = select(installations.c.installation_id).join(authorisations, theirs).outerjoin(listening, own)
    due = joined.where(installations.c.installed, is_ready(now)).where(
        or_(listening.c.asked_at.is_(None), listening.c.asked_at <= before, told.exists())
    )
    return due.order_by(listening.c.asked_at.asc().nulls_first(), installations.c.installation_id)
