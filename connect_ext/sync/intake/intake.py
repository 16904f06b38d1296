"""Notices become sync tasks: one task per order, however often and in whatever sequence the platform tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.by_hand.go_live import GoLive
from connect_ext.books.days import platform_day
from connect_ext.books.ids import InstallationId
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.turn import turn_of_reading
from connect_ext.cloudblue.approved import approved_at
from connect_ext.cloudblue.readings import glance_of
from connect_ext.storage import go_live, journal, notices, settings, tasks, turns
from connect_ext.storage.notices import UntakenNotice
from connect_ext.sync.connection.by_itself import wanted_at
from connect_ext.sync.connection.go_live import judged
from connect_ext.sync.intake.understood import understood, unexplained
from connect_ext.sync.runtime import Runtime
from connect_ext.work.intake import intake
from connect_ext.work.notice import Notice
from connect_ext.work.task import Actor, TaskDraft, TaskId

NOTICES_AT_ONCE = 200


def take_in(runtime: Runtime, installation_id: InstallationId) -> int:
    """Takes the waiting notices of one installation in one transaction; returns how many there were."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        chosen = settings.load(tx, installation_id).settings
        since = go_live.load(tx, installation_id, chosen.start_date)
        untaken = notices.untaken(tx, installation_id, NOTICES_AT_ONCE)
        stored = [_take(tx, installation_id, found, chosen, since, now) for found in untaken]
        turns.say_who_is_first(tx, installation_id, now, [task_id for task_id in stored if task_id is not None])
    return len(untaken)


def take_in_news(runtime: Runtime, installation_id: InstallationId) -> bool:
    """For a person who looks at the list: what the platform told of since. True when there was anything."""
    with runtime.database.transaction() as tx:
        told = notices.any_untaken(tx, installation_id)
    return told and take_in(runtime, installation_id) > 0


def take_in_everything(runtime: Runtime, installation_id: InstallationId) -> None:
    """For a person's Sync: what the platform told us a moment ago counts as asked for too."""
    while take_in(runtime, installation_id) == NOTICES_AT_ONCE:
        continue


def _take(
    tx: Connection,
    installation_id: InstallationId,
    found: UntakenNotice,
    chosen: Settings,
    since: GoLive | None,
    now: datetime,
) -> TaskId | None:
    """The task that the notice made or changed."""
    notice = found.notice
    payload, reading = understood(tx, notice, chosen)
    glance = glance_of(notice.kind, payload)
    existing = tasks.find_by_order(tx, installation_id, reading.key)
    draft = intake(
        reading,
        payload,
        existing,
        wanted_at(tx, installation_id, chosen, glance.customer, since=_since(payload, notice), now=now),
        glance,
        kind=notice.kind,
        turn=turn_of_reading(reading, platform_day(notice.changed_at or notice.seen_at)),
        disagreements=unexplained(tx, installation_id, reading),
    )
    notices.mark_taken(tx, installation_id, notice.kind, notice.source_id, found.version)
    if draft is None:
        return None
    draft = judged(draft, existing, since)
    task_id = tasks.store(tx, installation_id, draft, now)
    _record(tx, installation_id, task_id, draft, now)
    return task_id


def _since(payload: Mapping[str, Any], notice: Notice) -> datetime:
    """When the order came to be, as far as it says so."""
    return approved_at(payload) or notice.changed_at or notice.seen_at


def _record(tx: Connection, installation_id: InstallationId, task_id: TaskId, draft: TaskDraft, now: datetime) -> None:
    entry = journal.JournalEntry(
        at=now,
        actor=Actor.EVENT,
        event=f"task.{draft.status.value}",
        sentence=draft.reason or f"{draft.order_key} is ready to sync.",
        task_id=task_id,
    )
    journal.add(tx, installation_id, entry)
