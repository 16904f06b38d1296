"""How far an organisation was asked for changed documents, so that what no webhook told of is found all the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.heard_tables import listening
from connect_ext.storage.upsert import insert_into

IDENTITY = ["installation_id", "tenant_id"]


def begin(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, now: datetime, before: datetime
) -> bool:
    """Whether it is to be asked now: it was not since `before`, and no other worker has just begun."""
    new = insert_into(tx, listening).values(installation_id=installation_id, tenant_id=tenant_id, asked_at=now)
    due = listening.c.asked_at <= before
    begun = new.on_conflict_do_update(index_elements=IDENTITY, set_={"asked_at": now}, where=due)
    return tx.execute(begun.returning(listening.c.asked_at)).one_or_none() is not None


def heard_until(tx: Connection, installation_id: InstallationId, tenant_id: TenantId) -> datetime | None:
    """None before it was first heard to the end."""
    own = (listening.c.installation_id == installation_id) & (listening.c.tenant_id == tenant_id)
    found: datetime | None = tx.execute(select(listening.c.heard_until).where(own)).scalar_one_or_none()
    return found


def reached(tx: Connection, installation_id: InstallationId, tenant_id: TenantId, moment: datetime) -> None:
    """All that changed before is known; it never goes back."""
    own = (listening.c.installation_id == installation_id) & (listening.c.tenant_id == tenant_id)
    further = or_(listening.c.heard_until.is_(None), listening.c.heard_until < moment)
    tx.execute(update(listening).where(own, further).values(heard_until=moment))
