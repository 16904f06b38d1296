"""Tasks come to their end: what the runs came to, the journal, and the count of the run, in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import endings, journal, progress
from connect_ext.storage.endings import Member
from connect_ext.storage.tasks import FINAL
from connect_ext.sync.runtime import Runtime
from connect_ext.work.intent import Intent
from connect_ext.work.outcome import Outcome, Settlement, settle
from connect_ext.work.task import Actor, SyncTask, TaskId, TaskStatus

logger = logging.getLogger("connect_ext.tasks")


def settle_run(
    runtime: Runtime, worker: str, outcomes: Mapping[TaskId, Outcome], claimed: Mapping[TaskId, SyncTask], org: str
) -> None:
    """`settle_in` in a transaction of its own, where there is anything to settle."""
    if not outcomes:
        return
    with runtime.database.transaction() as tx:
        settle_in(tx, runtime, worker, outcomes, claimed, org)


def settle_in(
    tx: Connection,
    runtime: Runtime,
    worker: str,
    outcomes: Mapping[TaskId, Outcome],
    claimed: Mapping[TaskId, SyncTask],
    org: str,
) -> frozenset[TaskId]:
    """Settles tasks of a run that are in no open intent, and returns which. A task whose lease another worker took is
    left to it."""
    now, ours = runtime.clock(), set[TaskId]()
    for installation_id in {claimed[task_id].installation_id for task_id in outcomes}:
        settlements = {
            task_id: settle(claimed[task_id], outcome, now, runtime.chance(), org)
            for task_id, outcome in outcomes.items()
            if claimed[task_id].installation_id == installation_id
        }
        settled = endings.settle(tx, installation_id, owner=worker, settlements=settlements, now=now)
        done = {task_id: settlements[task_id] for task_id in sorted(settled)}
        record(tx, installation_id, done, now)
        _count(tx, installation_id, done.values())
        ours |= settled
    return frozenset(ours)


def settle_members(
    tx: Connection,
    runtime: Runtime,
    intent: Intent,
    outcomes: Mapping[TaskId, Outcome],
    tasks: Mapping[TaskId, Member],
    org: str,
) -> None:
    """Tasks of an open intent, whoever held them. One that has ended meanwhile stays as it is."""
    own, now = intent.draft.installation_id, runtime.clock()
    settlements = {
        task_id: settle(tasks[task_id], outcome, now, runtime.chance(), org)
        for task_id, outcome in outcomes.items()
        if tasks[task_id].status not in FINAL
    }
    settled = endings.settle_of_intent(tx, own, intent_id=intent.id, settlements=settlements, now=now)
    done = {task_id: settlement for task_id, settlement in settlements.items() if task_id in settled}
    record(tx, own, done, now)
    _count(tx, own, done.values())


def _count(tx: Connection, installation_id: InstallationId, settled: Iterable[Settlement]) -> None:
    """Those that go on by themselves are not done."""
    done = [one for one in settled if one.due_at is None]
    if done:
        synced = sum(one.status is TaskStatus.SYNCED for one in done)
        progress.count(tx, installation_id, done=len(done), synced=synced)


def record(
    tx: Connection, installation_id: InstallationId, settled: Mapping[TaskId, Settlement], now: datetime
) -> None:
    journal.add_all(tx, installation_id, [_entry(task_id, one, now) for task_id, one in settled.items()])
    for task_id, one in settled.items():
        codes = ",".join(found.code.value for found in one.problems) or "-"
        logger.info("task.%s installation=%s task=%s problems=%s", one.status.value, installation_id, task_id, codes)


def _entry(task_id: TaskId, settlement: Settlement, now: datetime) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=now,
        actor=Actor.PRODUCT,
        event=f"task.{settlement.status.value}",
        sentence=settlement.reason,
        task_id=task_id,
        data={"problems": [found.code.value for found in settlement.problems]},
    )
