"""Orders from before the start: at intake, on the day of connection, and when the start is moved (money §16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.engine import Connection

from connect_ext.books.by_hand.go_live import GoLive, before_go_live
from connect_ext.books.ids import InstallationId
from connect_ext.books.settings.settings import Settings
from connect_ext.cloudblue.approved import approved_at
from connect_ext.storage import go_live, installations, journal, settings, turns
from connect_ext.sync.connection.by_itself import wanted_at
from connect_ext.work.task import Actor, SyncTask, TaskDraft, TaskId, TaskStatus

TASKS_AT_ONCE = 500


def judged(draft: TaskDraft, existing: SyncTask | None, since: GoLive | None) -> TaskDraft:
    """What intake is to store: an order from before the start needs a person, unless one has asked for it already.
    Nothing is judged before there was a connection, `since` None."""
    asked = existing is not None and existing.asked_by is Actor.PERSON
    if since is None or asked or draft.status is not TaskStatus.PENDING:
        return draft
    found = before_go_live(since, approved_at(draft.payload), draft.order_key)
    if found is None:
        return draft
    return replace(
        draft, status=TaskStatus.ATTENTION, reason=found.sentence, problems=(found,), due_at=None, asked_by=None
    )


def judge_all(tx: Connection, installation_id: InstallationId, now: datetime) -> None:
    """Everything that waits, by the start as it is now: what is before it stops, and what had stopped and is not
    before it any more is pending again; due only where auto-sync takes new orders, too."""
    installations.one_at_a_time(tx, installation_id)
    chosen = settings.load(tx, installation_id).settings
    since = go_live.load(tx, installation_id, chosen.start_date)
    if since is None:
        return
    stopped = _stop(tx, installation_id, since, now)
    freed = _free(tx, installation_id, since, chosen, now)
    if stopped:
        _record(tx, installation_id, f"{stopped} orders from before {since.start} are left to a person.", now)
    if freed:
        turns.say_who_is_first(tx, installation_id, now, freed)
        _record(tx, installation_id, f"{len(freed)} orders are not before the start of {since.start} any more.", now)


def judge_one(tx: Connection, installation_id: InstallationId, task: SyncTask, now: datetime) -> None:
    """The same for one task that has just become pending again."""
    since = go_live.load(tx, installation_id, settings.load(tx, installation_id).settings.start_date)
    found = before_go_live(since, approved_at(task.payload), task.order_key) if since else None
    if found is not None:
        go_live.stop(tx, installation_id, task.id, found, now)


def _stop(tx: Connection, installation_id: InstallationId, since: GoLive, now: datetime) -> int:
    count = 0
    for task in _all_of(go_live.unasked, tx, installation_id):
        found = before_go_live(since, approved_at(task.payload), task.order_key)
        if found is not None:
            go_live.stop(tx, installation_id, task.id, found, now)
            count += 1
    return count


def _free(
    tx: Connection, installation_id: InstallationId, since: GoLive, chosen: Settings, now: datetime
) -> list[TaskId]:
    freed = [
        task
        for task in _all_of(go_live.stopped, tx, installation_id)
        if before_go_live(since, approved_at(task.payload), task.order_key) is None
    ]
    for task in freed:
        made = approved_at(task.payload) or now
        due_at = wanted_at(tx, installation_id, chosen, task.glance.customer, since=made, now=now)
        go_live.let_go(tx, installation_id, task.id, due_at, now)
    return [task.id for task in freed]


def _record(tx: Connection, installation_id: InstallationId, sentence: str, now: datetime) -> None:
    entry = journal.JournalEntry(at=now, actor=Actor.PRODUCT, event="tasks.judged", sentence=sentence)
    journal.add(tx, installation_id, entry)


class _Page(Protocol):
    def __call__(
        self, tx: Connection, installation_id: InstallationId, *, after: TaskId, limit: int
    ) -> tuple[SyncTask, ...]: ...


def _all_of(page: _Page, tx: Connection, installation_id: InstallationId) -> Iterator[SyncTask]:
    last = TaskId(0)
    while found := page(tx, installation_id, after=last, limit=TASKS_AT_ONCE):
        yield from found
        last = found[-1].id
