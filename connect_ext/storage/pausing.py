"""Pauses as conditions and values for the statements of `system`: how long one lasts, and whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, literal, or_, select
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

from connect_ext.books.ids import InstallationId
from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.budget_tables import pauses
from connect_ext.storage.due import WHOLE_APP
from connect_ext.storage.tables import installations
from connect_ext.storage.types import Utc
from connect_ext.work.authorisation import AuthorisationStatus

AGAIN = timedelta(minutes=6)
"""A pause that begins so soon after the last is the same one: the schedule had only just asked again."""
LONG = timedelta(minutes=5)
"""Shorter ones are limits by the minute: none of them goes on from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Nothing is sent to an organisation through one Xero app before `until`."""

    since: datetime
    until: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsFor:
    """An installation that a pause keeps from sending."""

    installation_id: InstallationId
    tenant_name: str
    pause: Pause


def news(new: PostgresInsert | SqliteInsert, until: datetime, now: datetime) -> dict[str, Any]:
    """What another pause changes in the one that is known."""
    goes_on = pauses.c.until >= (now - AGAIN if until - now >= LONG else now)
    return {
        "until": new.excluded.until,
        "why": new.excluded.why,
        "since": case((goes_on, pauses.c.since), else_=literal(now, Utc())),
        "told": and_(goes_on, pauses.c.told),
    }


def concerned(client_id: str, tenant_id: str) -> Select[Any]:
    """Who waits for one to end."""
    theirs = authorisations.c.installation_id == installations.c.installation_id
    active = (authorisations.c.client_id == client_id) & (authorisations.c.status == AuthorisationStatus.ACTIVE)
    here: ColumnElement[bool] = or_(literal(tenant_id == WHOLE_APP), authorisations.c.tenant_id == tenant_id)
    found = select(installations.c.installation_id, authorisations.c.tenant_name).join(authorisations, theirs)
    return found.where(installations.c.installed, active, here).order_by(installations.c.installation_id)


def waits_for(pause: Row[Any], whom: Row[Any]) -> WaitsFor:
    """A row of pauses, and one of those that it concerns."""
    return WaitsFor(
        installation_id=whom.installation_id,
        tenant_name=whom.tenant_name,
        pause=Pause(since=pause.since, until=pause.until, why=pause.why),
    )
