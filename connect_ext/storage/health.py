"""How one installation fares, in numbers that say nothing of its customers: what waits, since when, the last call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.authorisations import CURRENT
from connect_ext.storage.tables import cursors, installations, intents, tasks
from connect_ext.work.authorisation import AuthorisationStatus
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskStatus

COUNTED_TO = 1000
NEEDS_SOMEBODY = (TaskStatus.ATTENTION, TaskStatus.FAILED, TaskStatus.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Counts end at `COUNTED_TO`. `connection` None: not connected."""

    account_id: str
    account_name: str
    connection: AuthorisationStatus | None
    why: str
    """Why the connection is broken, as a clause; else empty."""
    client_id: str
    tenant_id: TenantId | None
    waiting: int
    """Orders that can be worked off now."""
    oldest_waiting: datetime | None
    """Since when the first of them could have been."""
    needs_somebody: int
    last_sent: datetime | None
    """The last call that was to change something in Xero."""
    checked_at: datetime | None
    """When Connect was last asked for changed orders."""


def of(tx: Connection, installation_id: InstallationId, now: datetime) -> Health | None:
    """None where there is no such installation. Its cost does not grow with history."""
    mine = installations.c.installation_id == installation_id
    known = tx.execute(select(installations).where(mine)).one_or_none()
    if known is None:
        return None
    current = (authorisations.c.installation_id == installation_id) & authorisations.c.status.in_(CURRENT)
    connection = tx.execute(select(authorisations).where(current)).one_or_none()
    due = (tasks.c.installation_id == installation_id) & (tasks.c.claimable_at <= now)
    sent = select(intents.c.written_at).where(intents.c.installation_id == installation_id)
    searched = (cursors.c.installation_id == installation_id) & (cursors.c.source == NoticeKind.ASSET_REQUEST)
    first = select(tasks.c.claimable_at).where(due).order_by(tasks.c.claimable_at, tasks.c.id).limit(1)
    return Health(
        account_id=known.account_id,
        account_name=known.account_name,
        connection=connection.status if connection else None,
        why=connection.why if connection else "",
        client_id=connection.client_id if connection else "",
        tenant_id=connection.tenant_id if connection else None,
        waiting=_count(tx, select(tasks.c.id).where(due)),
        oldest_waiting=tx.execute(first).scalar_one_or_none(),
        needs_somebody=sum(_in_status(tx, installation_id, status) for status in NEEDS_SOMEBODY),
        last_sent=tx.execute(sent.order_by(intents.c.id.desc()).limit(1)).scalar_one_or_none(),
        checked_at=tx.execute(select(cursors.c.checked_at).where(searched)).scalar_one_or_none(),
    )


def _in_status(tx: Connection, installation_id: InstallationId, status: TaskStatus) -> int:
    own = (tasks.c.installation_id == installation_id) & (tasks.c.status == status)
    return _count(tx, select(tasks.c.id).where(own))


def _count(tx: Connection, some: Select[tuple[int]]) -> int:
    part = some.limit(COUNTED_TO).subquery()
    return tx.execute(select(func.count()).select_from(part)).scalar_one()
