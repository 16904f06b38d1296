"""The few questions that look across installations. Nothing else in storage does; a test counts them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, or_, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.days import platform_day
from connect_ext.books.ids import InstallationId, TenantId, XeroId
from connect_ext.storage.authorisations import CURRENT
from connect_ext.storage.consent_tables import consents, pauses
from connect_ext.storage.coverage_tables import calendar
from connect_ext.storage.follow_up_tables import follow_ups
from connect_ext.storage.notices import UNTAKEN
from connect_ext.storage.tables import (
    authorisations,
    cursors,
    installations,
    intents,
    links,
    notices,
    tasks,
)
from connect_ext.storage.tasks import is_free
from connect_ext.storage.undo_tables import undos
from connect_ext.storage.upsert import insert_into
from connect_ext.work.authorisation import AuthorisationId, AuthorisationStatus, Consent
from connect_ext.work.notice import NoticeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Nothing is sent to an organisation through one Xero app before `until`."""

    until: datetime
    why: str


def installations_with_work(tx: Connection, now: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations for which a worker could do something now, the one that has waited longest first.

    Work is an untaken notice, a period of our own calendar that is due, and, where the connection is active and not
    paused, a task or an abandoned intent that can be claimed, or a follow-up that is due. What cannot be worked off is
    not named, or it would keep the others from their turn for ever.
    """
    ready = _is_ready(now)
    later = (_oldest_follow_up(now, ready), _oldest_undo(now, ready))
    waits = (_oldest_notice(), _oldest_task(now, ready), _oldest_intent(now, ready), *later)
    labelled = [found.label(f"since{number}") for number, found in enumerate(waits)]
    period = _oldest_period(platform_day(now)).label("period")
    statement = select(installations.c.installation_id, period, *labelled).where(installations.c.installed)
    waiting: list[tuple[datetime, InstallationId]] = []
    for installation_id, begun, *since in tx.execute(statement):
        known = [moment for moment in since if moment is not None]
        if begun is not None:
            known.append(datetime.combine(begun, time(), UTC))
        if known:
            waiting.append((min(known), installation_id))
    return tuple(installation_id for _, installation_id in sorted(waiting)[:limit])


def _is_ready(now: datetime) -> ColumnElement[bool]:
    paused = select(pauses.c.until).where(
        pauses.c.client_id == authorisations.c.client_id,
        pauses.c.tenant_id == authorisations.c.tenant_id,
        pauses.c.until > now,
    )
    active = select(authorisations.c.id).where(
        authorisations.c.installation_id == installations.c.installation_id,
        authorisations.c.status == AuthorisationStatus.ACTIVE,
        ~paused.exists(),
    )
    return active.correlate(installations).exists()


def _oldest_notice() -> ScalarSelect[Any]:
    return (
        select(notices.c.seen_at)
        .where(notices.c.installation_id == installations.c.installation_id, UNTAKEN)
        .order_by(notices.c.since, notices.c.source_id)
        .limit(1)
        .scalar_subquery()
    )


def _oldest_period(today: date) -> ScalarSelect[Any]:
    own = calendar.c.installation_id == installations.c.installation_id
    found = select(calendar.c.due_on).where(own, calendar.c.due_on <= today)
    return found.order_by(calendar.c.due_on).limit(1).scalar_subquery()


def _oldest_task(now: datetime, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = tasks.c.installation_id == installations.c.installation_id
    return (
        select(tasks.c.claimable_at)
        .where(own, tasks.c.claimable_at <= now, is_free(), ready)
        .order_by(tasks.c.claimable_at, tasks.c.id)
        .limit(1)
        .scalar_subquery()
    )


def _oldest_intent(now: datetime, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = intents.c.installation_id == installations.c.installation_id
    # What was sent to another organisation can be found out only while the installation is connected to that one.
    here = intents.c.tenant_id == _connected()
    return (
        select(intents.c.lease_until)
        .where(own, here, intents.c.settled_at.is_(None), intents.c.lease_until <= now, ready)
        .order_by(intents.c.lease_until)
        .limit(1)
        .scalar_subquery()
    )


def _oldest_follow_up(now: datetime, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = follow_ups.c.installation_id == installations.c.installation_id
    here = follow_ups.c.tenant_id == _connected()
    return (
        select(follow_ups.c.due_at)
        .where(own, here, follow_ups.c.done_at.is_(None), follow_ups.c.due_at <= now, ready)
        .order_by(follow_ups.c.due_at)
        .limit(1)
        .scalar_subquery()
    )


def _oldest_undo(now: datetime, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = undos.c.installation_id == installations.c.installation_id
    # Also one that was begun in another organisation: then it is to end.
    open_ = undos.c.done_at.is_(None) & _connected().is_not(None)
    found = select(undos.c.due_at).where(own, open_, undos.c.due_at <= now, ready)
    return found.order_by(undos.c.due_at).limit(1).scalar_subquery()


def _connected() -> ScalarSelect[Any]:
    """The organisation that an installation is connected to now."""
    connected = select(authorisations.c.tenant_id).where(
        authorisations.c.installation_id == installations.c.installation_id,
        authorisations.c.status == AuthorisationStatus.ACTIVE,
    )
    return connected.correlate(installations).scalar_subquery()


def take_consent(tx: Connection, state_hash: str, now: datetime) -> Consent | None:
    """Uses up a request for consent, and returns it as it was before: one with `used_at` was used already.

    None when nobody asked. Whether it has expired is for the caller to see.
    """
    this = consents.c.state_hash == state_hash
    first = update(consents).where(this, consents.c.used_at.is_(None)).values(used_at=now)
    won = tx.execute(first).rowcount == 1
    row = tx.execute(select(consents).where(this)).one_or_none()
    if row is None:
        return None
    return Consent(
        installation_id=row.installation_id,
        user_id=row.user_id,
        expires_at=row.expires_at,
        used_at=None if won else row.used_at,
    )


def organisation_is_used(
    tx: Connection, client_id: str, tenant_id: TenantId, *, besides: Collection[AuthorisationId]
) -> bool:
    """Whether the connection of any installation reaches an organisation through this Xero app; those in `besides`
    do not count."""
    theirs = select(authorisations.c.id).where(
        authorisations.c.tenant_id == tenant_id,
        authorisations.c.client_id == client_id,
        authorisations.c.status.in_(CURRENT),
        authorisations.c.id.not_in(besides),
    )
    return tx.execute(theirs.limit(1)).one_or_none() is not None


def left_behind(tx: Connection, limit: int) -> tuple[InstallationId, ...]:
    """Installations that are gone while their tokens are still here, the one that left first before the others."""
    kept = select(authorisations.c.id).where(
        authorisations.c.installation_id == installations.c.installation_id, authorisations.c.tokens.is_not(None)
    )
    gone = select(installations.c.installation_id).where(~installations.c.installed, kept.exists())
    oldest = gone.order_by(installations.c.updated_at, installations.c.installation_id).limit(limit)
    return tuple(tx.execute(oldest).scalars())


def linked_elsewhere(
    tx: Connection, tenant_id: TenantId, xero_ids: Collection[XeroId], besides: InstallationId
) -> frozenset[XeroId]:
    """Those of an organisation's documents that another installation made or linked."""
    theirs = select(links.c.xero_id).where(
        links.c.tenant_id == tenant_id, links.c.xero_id.in_(set(xero_ids)), links.c.installation_id != besides
    )
    return frozenset(tx.execute(theirs).scalars())


def pause(tx: Connection, client_id: str, tenant_id: TenantId, until: datetime, why: str) -> None:
    """Pauses an organisation for everybody who uses it through the same app; a longer pause stays as it is."""
    values = {"until": until, "why": why}
    new = insert_into(tx, pauses).values(client_id=client_id, tenant_id=tenant_id, **values)
    longer = new.excluded.until > pauses.c.until
    tx.execute(new.on_conflict_do_update(index_elements=["client_id", "tenant_id"], set_=values, where=longer))


def paused(tx: Connection, client_id: str, tenant_id: TenantId, now: datetime) -> Pause | None:
    this = (pauses.c.client_id == client_id) & (pauses.c.tenant_id == tenant_id) & (pauses.c.until > now)
    row = tx.execute(select(pauses.c.until, pauses.c.why).where(this)).one_or_none()
    return Pause(until=row.until, why=row.why) if row else None


def unchecked_installations(tx: Connection, before: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations whose changed orders nobody has searched for since `before`, the one longest ago first."""
    own = (cursors.c.installation_id == installations.c.installation_id) & (
        cursors.c.source == NoticeKind.ASSET_REQUEST
    )
    joined = select(installations.c.installation_id).outerjoin(cursors, own).where(installations.c.installed)
    due = joined.where(or_(cursors.c.checked_at.is_(None), cursors.c.checked_at <= before))
    first = cursors.c.checked_at.asc().nulls_first()
    return tuple(tx.execute(due.order_by(first, installations.c.installation_id).limit(limit)).scalars())


def unused_connections(tx: Connection, before: datetime, limit: int) -> tuple[InstallationId, ...]:
    """Installations whose active consent was last renewed before a moment, the one longest ago first."""
    theirs = (authorisations.c.installation_id == installations.c.installation_id) & installations.c.installed
    active = (authorisations.c.status == AuthorisationStatus.ACTIVE) & (authorisations.c.refreshed_at < before)
    found = select(installations.c.installation_id).join(authorisations, theirs).where(active)
    return tuple(tx.execute(found.order_by(authorisations.c.refreshed_at).limit(limit)).scalars())
