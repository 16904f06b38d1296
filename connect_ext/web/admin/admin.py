"""Health per installation for the extension's owner: no amounts, no orders, no customers."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from sqlalchemy.engine import Connection

from connect_ext.app import App
from connect_ext.books.ids import InstallationId
from connect_ext.storage import health, system
from connect_ext.storage.health import Health
from connect_ext.web.admin.owner import the_owner
from connect_ext.web.door.shapes import Out
from connect_ext.work.authorisation import AuthorisationStatus

router = APIRouter(prefix="/admin", tags=["Installations"])
AN_ID = r"^EIN(-[0-9]{1,9}){1,6}(?!\n)$"


class ConnectionHealth(StrEnum):
    NOT_CONNECTED = "not_connected"
    CONNECTED = "connected"
    PAUSED = "paused"
    BROKEN = "broken"


class HealthOut(Out):
    """Counts end at 1000, which then means “1000 or more”."""

    installation: str = Field(..., example="EIN-1000-2000-3000")
    account: str = Field(..., example="PA-100-200-300")
    account_name: str = Field(..., example="Southern Cloud")
    connection: ConnectionHealth = Field(..., description="not_connected, connected, paused or broken.")
    why: str = Field(..., description="Why it is broken or paused, as a clause; else empty.")
    paused_until: datetime.datetime | None = Field(..., description="null: it is not paused.")
    waiting: int = Field(..., description="Orders that can be worked off now.", example=0)
    oldest_waiting: datetime.datetime | None = Field(..., description="Since when the first of them could have been.")
    needs_somebody: int = Field(..., description="Orders that its people must act on.", example=2)
    last_sent: datetime.datetime | None = Field(..., description="The last call that was to change something in Xero.")
    checked_at: datetime.datetime | None = Field(..., description="When Connect was last asked for changed orders.")
    calls_left_today: int | None = Field(..., description="As Xero last said; null where it has said nothing.")


class HealthPage(Out):
    installations: list[HealthOut] = Field(..., description="By id.")
    next_after: str | None = Field(..., description="Pass as `after` for the next page; null on the last.")


@router.get("/installations", response_model=HealthPage)
def read_health(
    app: Annotated[App, Depends(the_owner)],
    installation: Annotated[str | None, Query(pattern=AN_ID, description="This one alone.")] = None,
    after: Annotated[str | None, Query(pattern=AN_ID)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> HealthPage:
    """By the id of the installation."""
    now = app.runtime.clock()
    with app.runtime.database.transaction() as tx:
        if installation is not None:
            ids: tuple[InstallationId, ...] = (InstallationId(installation),)
        else:
            ids = system.installed(tx, InstallationId(after) if after else None, limit)
        found = [_health(tx, known, health.of(tx, known, now), now) for known in ids]
    more = installation is None and len(ids) == limit
    return HealthPage(installations=[one for one in found if one is not None], next_after=ids[-1] if more else None)


def _health(
    tx: Connection, installation_id: InstallationId, found: Health | None, now: datetime.datetime
) -> HealthOut | None:
    if found is None:
        return None
    pause, left = None, None
    if found.tenant_id is not None:
        pause = system.paused(tx, found.client_id, found.tenant_id, now)
        left = system.calls_left(tx, found.client_id, found.tenant_id, now)
    return HealthOut(
        installation=installation_id,
        account=found.account_id,
        account_name=found.account_name,
        connection=_connection(found, pause),
        why=found.why or (pause.why if pause else ""),
        paused_until=pause.until if pause else None,
        waiting=found.waiting,
        oldest_waiting=found.oldest_waiting,
        needs_somebody=min(found.needs_somebody, health.COUNTED_TO),
        last_sent=found.last_sent,
        checked_at=found.checked_at,
        calls_left_today=left,
    )


def _connection(found: Health, pause: system.Pause | None) -> ConnectionHealth:
    if found.connection is None:
        return ConnectionHealth.NOT_CONNECTED
    if found.connection is not AuthorisationStatus.ACTIVE:
        return ConnectionHealth.BROKEN
    return ConnectionHealth.PAUSED if pause else ConnectionHealth.CONNECTED
