"""The end of a run: links, coverage, tasks and journal commit together, and only then is an intent closed."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import intents, journal, links, progress, tasks
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.sending.keeping import keep, whole_outcome
from connect_ext.sync.sending.results import Result, Results, together
from connect_ext.sync.sending.taken_back import take_back
from connect_ext.work.intent import Intent, IntentDraft, IntentEnd, IntentPart
from connect_ext.work.outcome import NotReached, Outcome, Settlement, Synced, settle
from connect_ext.work.task import Actor, SyncTask, TaskId, TaskStatus

logger = logging.getLogger("connect_ext.tasks")


def settle_run(
    runtime: Runtime, worker: str, outcomes: Mapping[TaskId, Outcome], claimed: Mapping[TaskId, SyncTask], org: str
) -> None:
    """`settle_in` in a transaction of its own."""
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
    now, ours = runtime.clock(), dict[TaskId, Settlement]()
    for task_id, outcome in outcomes.items():
        task = claimed[task_id]
        settlement = settle(task, outcome, now, runtime.chance(), org)
        settled = tasks.settle(tx, task.installation_id, owner=worker, task_id=task_id, settlement=settlement, now=now)
        if settled:
            ours[task_id] = settlement
            record(tx, task.installation_id, task_id, settlement, now)
    for installation_id in {claimed[task_id].installation_id for task_id in ours}:
        _count(tx, installation_id, list(ours.values()))
    return frozenset(ours)


def settle_answer(
    runtime: Runtime, worker: str, intent: Intent, results: Results, org: str, *, go_on: bool, end: IntentEnd
) -> frozenset[TaskId]:
    """Settles one call: its links with what they cover, its tasks, the journal and the intent, which came to this
    `end`, in a single transaction.

    A task is *synced* only when every document has its link that it was proposed with. With `go_on` those that lack
    one stay in the run, and are returned; without it they are due again at once.
    """
    draft, now, left = intent.draft, runtime.clock(), set[TaskId]()
    settled: list[Settlement | None] = []
    with runtime.database.transaction() as tx:
        _hold(tx, intent, worker)
        unused = {part.key for part in draft.parts if not _kept(tx, draft, part, results[part.key], now)}
        for task_id in _members(intent):
            keys = [part.key for part in draft.parts if task_id in part.task_ids]
            outcome = together(results[key].outcome for key in keys)
            if isinstance(outcome, Synced):
                outcome = whole_outcome(tx, draft.installation_id, draft.tenant_id, task_id, keys, org, now)
            if go_on and isinstance(outcome, NotReached) and not unused.intersection(keys):
                left.add(task_id)
            else:
                settled.append(_settle_member(tx, runtime, intent, task_id, outcome, org))
        _count(tx, draft.installation_id, settled)
        intents.close(tx, draft.installation_id, intent.id, worker, end, now)
    return frozenset(left)


def _kept(tx: Connection, draft: IntentDraft, part: IntentPart, result: Result, now: datetime) -> bool:
    """False when a person has linked the customer to another contact meanwhile: that stands, and its orders are
    planned again."""
    if result.link is None:
        return True
    if not part.task_ids:
        # What a person undoes: its own record says what it means.
        _keep_link(tx, draft, result, now)
        take_back(tx, draft.installation_id, draft.tenant_id, part.key, now)
        return True
    task_id = part.task_ids[0]
    try:
        keep(tx, draft.installation_id, draft.tenant_id, task_id, result, now)
    except links.LinkConflict:
        sentence = (
            f"Xero has made a contact for {result.link.number} that is not used: a person has linked another one."
        )
        entry = journal.JournalEntry(
            at=now, actor=Actor.PRODUCT, event="contact.unused", sentence=sentence, task_id=task_id
        )
        journal.add(tx, draft.installation_id, entry)
        return False
    return True


def _keep_link(tx: Connection, draft: IntentDraft, result: Result, now: datetime) -> None:
    assert result.link is not None
    own = (draft.installation_id, draft.tenant_id)
    links.put(tx, *own, result.link, picture=result.picture, task_id=None, now=now, deed=result.deed)
    if result.renews and result.picture is not None:
        links.renew(tx, *own, result.link.xero_id, result.picture)


def settle_undone(runtime: Runtime, worker: str, intent: Intent, outcome: Outcome | None, org: str) -> None:
    """Settles a call that certainly did nothing in Xero: all its tasks come to `outcome`, or, where that is None, go on
    in the run."""
    draft, now = intent.draft, runtime.clock()
    with runtime.database.transaction() as tx:
        _hold(tx, intent, worker)
        if outcome is not None:
            settled = [_settle_member(tx, runtime, intent, task_id, outcome, org) for task_id in _members(intent)]
            _count(tx, draft.installation_id, settled)
        intents.close(tx, draft.installation_id, intent.id, worker, IntentEnd.NOT_DONE, now)


def leave_open(runtime: Runtime, worker: str, intent: Intent, outcome: Outcome, until: datetime, org: str) -> None:
    """A call without an answer: its tasks are told so, the intent stays and is looked at again at `until`."""
    draft = intent.draft
    with runtime.database.transaction() as tx:
        _hold(tx, intent, worker)
        for task_id in _members(intent):
            _settle_member(tx, runtime, intent, task_id, outcome, org)
        intents.postpone(tx, draft.installation_id, intent.id, worker, until)


def _hold(tx: Connection, intent: Intent, worker: str) -> None:
    """Raises `LeaseLost` before anything is settled: what another worker has settled meanwhile is newer than ours."""
    if not intents.is_mine(tx, intent.draft.installation_id, intent.id, worker):
        raise intents.LeaseLost


def _members(intent: Intent) -> list[TaskId]:
    return list(dict.fromkeys(task_id for part in intent.draft.parts for task_id in part.task_ids))


def _settle_member(
    tx: Connection, runtime: Runtime, intent: Intent, task_id: TaskId, outcome: Outcome, org: str
) -> Settlement | None:
    installation_id, now = intent.draft.installation_id, runtime.clock()
    task = tasks.find(tx, installation_id, task_id)
    if task is None:
        return None
    settlement = settle(task, outcome, now, runtime.chance(), org)
    if tasks.settle_of_intent(
        tx, installation_id, intent_id=intent.id, task_id=task_id, settlement=settlement, now=now
    ):
        record(tx, installation_id, task_id, settlement, now)
        return settlement
    return None


def _count(tx: Connection, installation_id: InstallationId, settled: Sequence[Settlement | None]) -> None:
    """Those that go on by themselves are not done."""
    done = [one for one in settled if one is not None and one.due_at is None]
    if done:
        synced = sum(one.status is TaskStatus.SYNCED for one in done)
        progress.count(tx, installation_id, done=len(done), synced=synced)


def record(
    tx: Connection, installation_id: InstallationId, task_id: TaskId, settlement: Settlement, now: datetime
) -> None:
    entry = journal.JournalEntry(
        at=now,
        actor=Actor.PRODUCT,
        event=f"task.{settlement.status.value}",
        sentence=settlement.reason,
        task_id=task_id,
        data={"problems": [found.code.value for found in settlement.problems]},
    )
    journal.add(tx, installation_id, entry)
    codes = ",".join(found.code.value for found in settlement.problems) or "-"
    logger.info("task.%s installation=%s task=%s problems=%s", settlement.status.value, installation_id, task_id, codes)
