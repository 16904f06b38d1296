"""One batch of an installation: claim, prepare, apply, settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from sqlalchemy.engine import Connection

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.ids import InstallationId, invoice_key
from connect_ext.books.problems.problem import Code, problem
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import endings, progress, tasks
from connect_ext.sync.crash import together_or_apart
from connect_ext.sync.proposing.prepare import Preparation, Prepared
from connect_ext.sync.proposing.proposals import Proposer
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.apply import Application
from connect_ext.sync.sending.ended import settle_in, settle_run
from connect_ext.sync.sending.keeping import keep_the_rest
from connect_ext.sync.sending.pieces import DOCUMENTS_AT_ONCE
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.outcome import Failed, NeedsPerson, Outcome, Synced
from connect_ext.work.task import SyncTask, TaskId

TASKS_AT_ONCE = DOCUMENTS_AT_ONCE
"""Most have one document."""


def claim(poster: Poster, installation_id: InstallationId) -> dict[TaskId, SyncTask]:
    """Takes up to a batch of due tasks for this worker alone."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        claimed = tasks.claim(tx, installation_id, owner=poster.worker, now=now, until=now + LEASE, limit=TASKS_AT_ONCE)
        if claimed:
            progress.begin(tx, installation_id, now)
    return {task.id: task for task in claimed}


def run_batch(
    poster: Poster,
    reader: InstallationReader,
    organisation: Organisation,
    installation_id: InstallationId,
    claimed: Mapping[TaskId, SyncTask],
) -> Failure | None:
    """Carries the claimed tasks as far as they go. A failure that concerns all of them is returned."""
    proposer = Proposer(
        runtime=poster.runtime,
        access=poster.access,
        reader=reader,
        organisation=organisation,
        installation_id=installation_id,
    )
    preparation = Preparation(proposer=proposer, worker=poster.worker)
    try:
        prepared = preparation.prepare(claimed)
    except WorldFailed as failed:
        _settle(poster, dict.fromkeys(claimed, Failed(failure=failed.failure)), claimed)
        return failed.failure
    _settle_prepared(poster, prepared, claimed)
    application = Application(poster=poster, installation_id=installation_id, claimed=claimed)
    return application.apply(prepared.planned, prepared.links)


def _settle_prepared(poster: Poster, prepared: Prepared, claimed: Mapping[TaskId, SyncTask]) -> None:
    """Ends what has nothing to send. A mistake of ours with one stops only that one."""
    if not prepared.outcomes:
        return
    runtime, installation_id = poster.runtime, poster.access.authorisation.installation_id
    with runtime.database.transaction() as tx:
        each = [[task_id] for task_id in prepared.outcomes]
        _, fallen = together_or_apart(tx, "settle", installation_id, each, partial(_end, poster, prepared, claimed, tx))
        mistakes = {
            task_id: NeedsPerson(problems=(problem(Code.OUR_MISTAKE, subject=claimed[task_id].order_key, where=place),))
            for task_id, place in fallen.items()
        }
        settle_in(tx, runtime, poster.worker, mistakes, claimed, poster.access.tenant_name)


def _end(
    poster: Poster, prepared: Prepared, claimed: Mapping[TaskId, SyncTask], tx: Connection, some: Sequence[TaskId]
) -> None:
    """What needs no document is covered all the same: it costs nothing (money §3). Not by a worker whose lease is
    gone: what another proposes now may need one."""
    runtime, access = poster.runtime, poster.access
    outcomes = {task_id: prepared.outcomes[task_id] for task_id in some}
    ours = settle_in(tx, runtime, poster.worker, outcomes, claimed, access.tenant_name)
    covers = [
        task_id
        for task_id in ours
        if isinstance(outcomes[task_id], Synced) and invoice_key(claimed[task_id].order_key) not in prepared.links
    ]
    if covers:
        own = access.authorisation.installation_id
        ended = endings.lock(tx, own, covers)
        keep_the_rest(tx, own, access.tenant_id, list(ended.values()), runtime.clock())


def _settle(poster: Poster, outcomes: Mapping[TaskId, Outcome], claimed: Mapping[TaskId, SyncTask]) -> None:
    settle_run(poster.runtime, poster.worker, outcomes, claimed, poster.access.tenant_name)
