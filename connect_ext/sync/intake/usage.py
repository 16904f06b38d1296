"""Usage files become notices of usage, one for each order, before intake: the one kind of notice that needs a call."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, OrderKey
from connect_ext.books.orders.order import OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.failures import BAD_REQUEST, NOT_FOUND, UNCLEAR
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.cloudblue.readings import glance_of
from connect_ext.cloudblue.usage_files import Billable, OnlyAPart, Raw, UsageGroup, as_a_whole, read_usage_file
from connect_ext.storage import installations, journal, notices, tasks
from connect_ext.storage.notices import UntakenNotice
from connect_ext.sync.intake.usage_orders import orders_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intake import intake
from connect_ext.work.notice import Notice, NoticeKind
from connect_ext.work.task import Actor

logger = logging.getLogger("connect_ext.usage")

FILES_AT_ONCE = 20

ABOUT_ONE_FILE = frozenset({NOT_FOUND, BAD_REQUEST, UNCLEAR})
"""Failures that say nothing of other files: those are fetched all the same."""

OpenReader = Callable[[], InstallationReader]
"""Asked for only when a file is to be fetched: opening it is a call, too. Raises `WorldFailed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expanded:
    """How many notices of files were taken, and what stopped the others, which are tried again by the next drain."""

    taken: int
    failure: Failure | None = None


def expand(runtime: Runtime, reader: OpenReader, installation_id: InstallationId) -> Expanded:
    """Fetches the files that are accepted, with all of their records, and writes down what each order is told.

    A file comes to the same orders however often it is told of, by itself or by its chunks. No transaction is open
    while Connect is asked.
    """
    with runtime.database.transaction() as tx:
        untaken = notices.untaken_files(tx, installation_id, FILES_AT_ONCE)
    taken, failure = 0, None
    for found in untaken:
        try:
            _take(runtime, reader, found)
            taken += 1
        except WorldFailed as failed:
            logger.warning("usage.failed installation=%s code=%s", installation_id, failed.failure.code)
            _wait(runtime, found, failed.failure)
            failure = failed.failure
            if failure.code not in ABOUT_ONE_FILE:
                break
    return Expanded(taken=taken, failure=failure)


def _take(runtime: Runtime, reader: OpenReader, found: UntakenNotice) -> None:
    reading = read_usage_file(found.notice.payload, found.notice.source_id)
    file, groups = found.notice.payload, tuple[UsageGroup, ...]()
    if isinstance(reading, Billable):
        usage = reader().usage
        # As it is now: the notice may be of a chunk, and the file may have changed since.
        file = usage.file(reading.file_id)
        reading = read_usage_file(file, reading.file_id)
        groups = usage.groups(file) if isinstance(reading, Billable) else ()
    with runtime.database.transaction() as tx:
        now = runtime.clock()
        match reading:
            case Billable(file_id=file_id):
                _write(tx, found.notice.installation_id, file_id, file, groups, now)
            case NoOrder() | NotYet() | Unreadable():
                _say(tx, found.notice.installation_id, file, reading, now)
            case OnlyAPart():
                pass
        notices.mark_taken(tx, found.notice.installation_id, found.notice.kind, found.notice.source_id, found.version)


def _write(
    tx: Connection,
    installation_id: InstallationId,
    file_id: str,
    file: Raw,
    groups: tuple[UsageGroup, ...],
    now: datetime,
) -> None:
    """What each order is told, and what became of a file that was waiting; nothing of one that a person ignored. One
    writer at a time: which order a record comes to depends on those that are there already."""
    installations.one_at_a_time(tx, installation_id)
    waiting = tasks.find_by_order(tx, installation_id, OrderKey(file_id))
    if waiting is not None and waiting.ignored_by is Actor.PERSON:
        return
    told = notices.usage_of(tx, installation_id, file_id)
    orders = orders_of(file, groups, told)
    for key, payload in orders.items():
        notices.upsert(tx, _notice(installation_id, key, payload, now))
    new = sorted(orders.keys() - told.keys())
    if waiting is not None or not orders:
        done = as_a_whole(Billable(file_id=file_id), OrderKey(file_id), _became(orders))
        _say(tx, installation_id, file, done, now)
    if new:
        sentence = f"Usage file {file_id} has become {len(new)} new order{'' if len(new) == 1 else 's'}."
        data = {"file": file_id, "orders": new}
        journal.add(tx, installation_id, _entry("usage.expanded", sentence, now, data))


def _became(orders: Mapping[OrderKey, object]) -> str:
    if not orders:
        return "None of the usage file's records is shown to this account, so it moves no money here."
    names = sorted(orders)
    return f"Its usage is billed by {', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}."


def _notice(installation_id: InstallationId, key: OrderKey, payload: Mapping[str, Any], now: datetime) -> Notice:
    return Notice(
        installation_id=installation_id,
        kind=NoticeKind.USAGE,
        source_id=key,
        status=str(payload["file"].get("status", "")),
        payload=payload,
        changed_at=None,
        seen_at=now,
    )


def _say(
    tx: Connection,
    installation_id: InstallationId,
    file: Raw,
    reading: NoOrder | NotYet | Unreadable,
    now: datetime,
) -> None:
    """The file's own task: what it waits for, why it is not billed, or by which orders."""
    existing = tasks.find_by_order(tx, installation_id, reading.key)
    draft = intake(reading, file, existing, None, glance_of(NoticeKind.USAGE_FILE, file), kind=NoticeKind.USAGE_FILE)
    if draft is None or (existing and (draft.status, draft.reason) == (existing.status, existing.reason)):
        return
    task_id = tasks.store(tx, installation_id, draft, now)
    entry = _entry(f"task.{draft.status.value}", draft.reason, now, {})
    journal.add(tx, installation_id, replace(entry, task_id=task_id))


def _wait(runtime: Runtime, found: UntakenNotice, failure: Failure) -> None:
    """A person sees what the file waits for; it is asked for again until it comes."""
    notice, now = found.notice, runtime.clock()
    reading = read_usage_file(notice.payload, notice.source_id)
    file_id = reading.file_id if isinstance(reading, Billable) else notice.source_id
    reason = f"{failure.evidence}; it is asked for again."
    waiting = NotYet(key=OrderKey(file_id), type=OrderType.USAGE, asset_id=None, reason=reason)
    with runtime.database.transaction() as tx:
        _say(tx, notice.installation_id, notice.payload, waiting, now)
        notices.put_last(tx, notice.installation_id, notice.kind, notice.source_id, now)


def _entry(event: str, sentence: str, now: datetime, data: Mapping[str, Any]) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=now, actor=Actor.EVENT, event=event, sentence=sentence, task_id=None, data=dict(data)
    )
