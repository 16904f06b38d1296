"""One batch of an installation: claim, gather, propose, plan, apply, settle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connect_ext.books.held import Held
from connect_ext.books.ids import InstallationId
from connect_ext.books.order import Order
from connect_ext.books.organisation import Organisation
from connect_ext.books.plan import Change, plan
from connect_ext.books.problem import Problem
from connect_ext.books.proposal import NothingToInvoice, Proposal
from connect_ext.books.propose import propose
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import tasks
from connect_ext.sync.apply import Application, Planned
from connect_ext.sync.gather import Gathered, gather
from connect_ext.sync.posting import Poster
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.settling import settle_run
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intake import reading_problems
from connect_ext.work.outcome import Failed, NeedsPerson, Outcome, Synced
from connect_ext.work.task import SyncTask, TaskId

TASKS_AT_ONCE = 50
"""Xero advises about 50 documents in a call (https://developer.xero.com/documentation/guides/oauth2/limits)."""


def claim(poster: Poster, installation_id: InstallationId) -> dict[TaskId, SyncTask]:
    """Takes up to a batch of due tasks for this worker alone."""
    now = poster.runtime.clock()
    with poster.runtime.database.transaction() as tx:
        claimed = tasks.claim(tx, installation_id, owner=poster.worker, now=now, until=now + LEASE, limit=TASKS_AT_ONCE)
    return {task.id: task for task in claimed}


def run_batch(
    poster: Poster,
    reader: InstallationReader,
    organisation: Organisation,
    installation_id: InstallationId,
    claimed: Mapping[TaskId, SyncTask],
) -> Failure | None:
    """Carries the claimed tasks as far as they go. A failure that concerns all of them is returned."""
    outcomes, orders = _read(claimed)
    try:
        gathered = gather(poster.runtime, poster.access, reader, organisation, installation_id, list(orders.values()))
    except WorldFailed as failed:
        outcomes |= {task_id: Failed(failure=failed.failure) for task_id in orders}
        _settle(poster, outcomes, claimed)
        return failed.failure
    planned: dict[TaskId, Planned] = {}
    for task_id, order in orders.items():
        result = _plan(order, gathered, poster.access.tenant_name)
        if isinstance(result, Planned):
            planned[task_id] = result
        else:
            outcomes[task_id] = result
    _settle(poster, outcomes, claimed)
    application = Application(poster=poster, installation_id=installation_id, claimed=claimed)
    return application.apply(planned, gathered.held.links)


def _settle(poster: Poster, outcomes: Mapping[TaskId, Outcome], claimed: Mapping[TaskId, SyncTask]) -> None:
    settle_run(poster.runtime, poster.worker, outcomes, claimed, poster.access.tenant_name)


def _read(claimed: Mapping[TaskId, SyncTask]) -> tuple[dict[TaskId, Outcome], dict[TaskId, Order]]:
    """A later version may read an old payload differently; what is no order any more needs a person."""
    outcomes: dict[TaskId, Outcome] = {}
    orders: dict[TaskId, Order] = {}
    for task in claimed.values():
        reading = read_asset_request(task.payload, task.order_key)
        if isinstance(reading, Order):
            orders[task.id] = reading
        else:
            outcomes[task.id] = NeedsPerson(problems=reading_problems(reading))
    return outcomes, orders


def _plan(order: Order, gathered: Gathered, organisation: str) -> Planned | Outcome:
    proposed = propose(order, gathered.facts[order.key])
    match proposed:
        case NothingToInvoice(reason=reason):
            return Synced(remark=reason)
        case Proposal():
            return _planned(proposed, plan(proposed, gathered.held, organisation), gathered.held)
        case _:
            return NeedsPerson(problems=proposed)


def _planned(proposal: Proposal, changes: Sequence[Change] | Sequence[Problem], held: Held) -> Planned | Outcome:
    problems = tuple(found for found in changes if isinstance(found, Problem))
    if problems:
        return NeedsPerson(problems=problems)
    if not changes:
        number = held.links[proposal.invoice.key].number
        return Synced(remark=f"Invoice {number or ''} is in Xero already.")
    return Planned(proposal=proposal, changes=tuple(c for c in changes if not isinstance(c, Problem)))
