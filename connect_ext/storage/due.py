"""What counts as work of an installation, as conditions and questions for one statement; `system` asks it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Select, bindparam, select

from connect_ext.storage.authorisation_tables import authorisations
from connect_ext.storage.budget_tables import pauses
from connect_ext.storage.contact_change_tables import contact_changes
from connect_ext.storage.coverage_tables import calendar
from connect_ext.storage.follow_up_tables import follow_ups
from connect_ext.storage.notices import UNTAKEN
from connect_ext.storage.tables import installations, intents, notices, tasks
from connect_ext.storage.tasks import is_free
from connect_ext.storage.undo_tables import undos
from connect_ext.work.authorisation import AuthorisationStatus

WHOLE_APP = ""
"""In place of an organisation: a pause of all that the app reaches."""


Now = datetime | BindParameter[datetime]


@cache
def work_of_each() -> Select[Any]:
    """Of each installation: when it had its turn, the day of its oldest period, and since when each kind of work has
    waited, at the moment `now` of the day `today`. Built once: it is asked every few seconds, and to put it together
    takes longer than to answer it."""
    now = bindparam("now", type_=tasks.c.claimable_at.type)
    today = bindparam("today", type_=calendar.c.due_on.type)
    ready = is_ready(now)
    later = (oldest_follow_up(now, ready), oldest_undo(now, ready), oldest_contact_change(now, ready))
    waits = (oldest_notice(), oldest_task(now, ready), oldest_intent(now, ready), *later)
    labelled = [found.label(f"since{number}") for number, found in enumerate(waits)]
    named = (installations.c.installation_id, installations.c.turn_at)
    return select(*named, oldest_period(today).label("period"), *labelled).where(installations.c.installed)


def is_ready(now: Now) -> ColumnElement[bool]:
    paused = select(pauses.c.until).where(
        pauses.c.client_id == authorisations.c.client_id,
        pauses.c.tenant_id.in_([authorisations.c.tenant_id, WHOLE_APP]),
        pauses.c.until > now,
    )
    active = select(authorisations.c.id).where(
        authorisations.c.installation_id == installations.c.installation_id,
        authorisations.c.status == AuthorisationStatus.ACTIVE,
        ~paused.exists(),
    )
    return active.correlate(installations).exists()


def oldest_notice() -> ScalarSelect[Any]:
    return (
        select(notices.c.seen_at)
        .where(notices.c.installation_id == installations.c.installation_id, UNTAKEN)
        .order_by(notices.c.since, notices.c.source_id)
        .limit(1)
        .scalar_subquery()
    )


def oldest_period(today: date | BindParameter[date]) -> ScalarSelect[Any]:
    own = calendar.c.installation_id == installations.c.installation_id
    found = select(calendar.c.due_on).where(own, calendar.c.due_on <= today)
    return found.order_by(calendar.c.due_on).limit(1).scalar_subquery()


def oldest_task(now: Now, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = tasks.c.installation_id == installations.c.installation_id
    return (
        select(tasks.c.claimable_at)
        .where(own, tasks.c.claimable_at <= now, is_free(), ready)
        .order_by(tasks.c.claimable_at, tasks.c.id)
        .limit(1)
        .scalar_subquery()
    )


def oldest_intent(now: Now, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
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


def oldest_follow_up(now: Now, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = follow_ups.c.installation_id == installations.c.installation_id
    here = follow_ups.c.tenant_id == _connected()
    return (
        select(follow_ups.c.due_at)
        .where(own, here, follow_ups.c.done_at.is_(None), follow_ups.c.due_at <= now, ready)
        .order_by(follow_ups.c.due_at)
        .limit(1)
        .scalar_subquery()
    )


def oldest_undo(now: Now, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = undos.c.installation_id == installations.c.installation_id
    # Also one that was begun in another organisation: then it is to end.
    open_ = undos.c.done_at.is_(None) & _connected().is_not(None)
    found = select(undos.c.due_at).where(own, open_, undos.c.due_at <= now, ready)
    return found.order_by(undos.c.due_at).limit(1).scalar_subquery()


def oldest_contact_change(now: Now, ready: ColumnElement[bool]) -> ScalarSelect[Any]:
    own = contact_changes.c.installation_id == installations.c.installation_id
    here = contact_changes.c.tenant_id == _connected()
    found = select(contact_changes.c.due_at).where(own, here, contact_changes.c.due_at <= now, ready)
    return found.order_by(contact_changes.c.due_at).limit(1).scalar_subquery()


def _connected() -> ScalarSelect[Any]:
    """The organisation that an installation is connected to now."""
    connected = select(authorisations.c.tenant_id).where(
        authorisations.c.installation_id == installations.c.installation_id,
        authorisations.c.status == AuthorisationStatus.ACTIVE,
    )
    return connected.correlate(installations).scalar_subquery()
