"""Where an installation stands: what is left to set up, what its orders come to, and what needs somebody.

From what is stored alone, in one transaction, and at a price that does not grow with history.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.codes import Screen
from connect_ext.storage import (
    authorisations,
    beginnings,
    contact_changes,
    cursors,
    go_live,
    order_value,
    settings,
    system,
    task_list,
)
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.showing import weeks
from connect_ext.sync.showing.news import News, news
from connect_ext.sync.showing.weeks import CurrencyWeeks
from connect_ext.work.authorisation import Authorisation, AuthorisationStatus
from connect_ext.work.causes import Need, by_cause
from connect_ext.work.notice import NoticeKind
from connect_ext.work.setup import SetupFacts, SetupStep, steps_done
from connect_ext.work.task import TaskStatus

COUNTED_ORDERS = 20_000
"""Of the last weeks: whoever has more sees fewer weeks."""
LOOKED_AT = 200
"""The newest orders that need somebody are looked at for their causes."""
NEEDS_SOMEBODY = frozenset({TaskStatus.ATTENTION, TaskStatus.FAILED, TaskStatus.HELD})
MAPPED_THERE = (Screen.MAPPING, Screen.CUSTOMERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Nothing is sent to Xero. `until` None: until somebody reconnects."""

    why: str
    since: datetime | None
    """None where nobody has written it down."""
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    steps: dict[SetupStep, bool]
    waits_for_mapping: int
    stopped: Stopped | None
    counts: dict[TaskStatus, int]
    working: int
    currencies: tuple[CurrencyWeeks, ...]
    needs: tuple[Need, ...]
    checked_at: datetime | None
    news: News
    changed_customers: int
    """Whose contacts a person may have follow them."""


def overview(runtime: Runtime, installation_id: InstallationId, user_id: str) -> Overview:
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        current = authorisations.current(tx, runtime.vault, installation_id)
        chosen = settings.load(tx, installation_id).settings
        rows = task_list.list_page(tx, installation_id, statuses=NEEDS_SOMEBODY, before=None, limit=LOOKED_AT)
        needs = by_cause(rows)
        waits_for_mapping = sum(need.orders for need in needs if need.screen in MAPPED_THERE)
        tenant = current.tenant_id if current else None
        facts = SetupFacts(
            connected=current is not None,
            settings=chosen,
            mapped=tenant is not None and beginnings.any_mapped(tx, installation_id, tenant),
            waits_for_mapping=waits_for_mapping,
            made=tenant is not None and beginnings.any_made(tx, installation_id, tenant),
        )
        stopped = _stopped(tx, current, now)
        sends = current is not None and stopped is None
        return Overview(
            steps=steps_done(facts),
            waits_for_mapping=waits_for_mapping,
            stopped=stopped,
            counts=task_list.counts(tx, installation_id),
            working=task_list.working(tx, installation_id, now, ready=sends),
            currencies=_currencies(tx, installation_id, now),
            needs=needs,
            checked_at=cursors.checked_at(tx, installation_id, NoticeKind.ASSET_REQUEST),
            news=news(tx, installation_id, user_id),
            changed_customers=contact_changes.count(tx, installation_id, tenant) if tenant is not None else 0,
        )


def _stopped(tx: Connection, current: Authorisation | None, now: datetime) -> Stopped | None:
    if current is None or current.tenant_id is None:
        return None
    if current.status is not AuthorisationStatus.ACTIVE:
        return Stopped(why=current.why, since=current.changed_at, until=None)
    found = system.paused(tx, current.client_id, current.tenant_id, now)
    return Stopped(why=found.why, since=found.since, until=found.until) if found else None


def _currencies(tx: Connection, installation_id: InstallationId, now: datetime) -> tuple[CurrencyWeeks, ...]:
    connected = go_live.load(tx, installation_id, None)
    zone = connected.zone if connected else ZoneInfo("UTC")
    days = weeks.mondays(now, zone)
    found = order_value.by_week(tx, installation_id, weeks.beginnings(days, zone), COUNTED_ORDERS)
    return weeks.by_currency(days, found, zone)
