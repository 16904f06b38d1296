"""What each task of a batch asks for, decided as a whole before anything is sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, XeroId, invoice_key
from connect_ext.books.order import Order
from connect_ext.books.organisation import Organisation
from connect_ext.books.plan import Change, plan
from connect_ext.books.price import frozen
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.proposal import NothingToInvoice, Proposal
from connect_ext.books.propose import propose
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.storage import tasks
from connect_ext.storage.database import UNREACHABLE
from connect_ext.sync.already import already
from connect_ext.sync.apply import Planned
from connect_ext.sync.crash import where
from connect_ext.sync.gather import Gathered, gather
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.tokens import Access
from connect_ext.work.failure import WorldFailed
from connect_ext.work.intake import reading_problems
from connect_ext.work.outcome import NeedsPerson, Outcome, Synced
from connect_ext.work.task import SyncTask, TaskId
from connect_ext.xero.encode import contacts_body, invoices_body

logger = logging.getLogger("connect_ext.prepare")

Claimed = Mapping[TaskId, SyncTask]
Proposed = Proposal | NothingToInvoice | tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Tasks that have ended already, tasks that have something to send, and what Xero holds of their documents."""

    outcomes: Mapping[TaskId, Outcome]
    planned: Mapping[TaskId, Planned]
    links: Mapping[DocumentKey, Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """One organisation's side of a batch. Nothing is sent here."""

    runtime: Runtime
    access: Access
    reader: InstallationReader
    organisation: Organisation
    installation_id: InstallationId
    worker: str

    def prepare(self, claimed: Claimed) -> Prepared:
        """Raises `WorldFailed` when somebody does not answer. A mistake of ours stops only the task that met it."""
        try:
            return self._together(claimed)
        except (WorldFailed, *UNREACHABLE):
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            logger.error("prepare.failed installation=%s %s", self.installation_id, where(mistake))
        alone = [self._alone(task) for task in claimed.values()]
        return Prepared(
            outcomes={task_id: outcome for one in alone for task_id, outcome in one.outcomes.items()},
            planned={task_id: planned for one in alone for task_id, planned in one.planned.items()},
            links={key: link for one in alone for key, link in one.links.items()},
        )

    def _alone(self, task: SyncTask) -> Prepared:
        try:
            return self._together({task.id: task})
        except (WorldFailed, *UNREACHABLE):
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, the others go on
            place = where(mistake)
            logger.error("task.failed task=%s order=%s %s", task.id, task.order_key, place)
            found = problem(Code.OUR_MISTAKE, subject=task.order_key, where=place)
            return Prepared(outcomes={task.id: NeedsPerson(problems=(found,))}, planned={}, links={})

    def _together(self, claimed: Claimed) -> Prepared:
        outcomes, orders = _read(claimed)
        gathered = gather(
            self.runtime,
            self.access,
            self.reader,
            self.organisation,
            self.installation_id,
            list(orders.values()),
            {order.key: claimed[task_id].prices for task_id, order in orders.items()},
        )
        proposals = {task_id: propose(order, gathered.facts[order.key]) for task_id, order in orders.items()}
        self._freeze(claimed, proposals, gathered)
        planned: dict[TaskId, Planned] = {}
        for task_id, order in orders.items():
            result = _plan(order, proposals[task_id], gathered, self.organisation, self.access.tenant_name)
            if isinstance(result, Planned):
                planned[task_id] = result
            else:
                outcomes[task_id] = result
        return Prepared(outcomes=outcomes, planned=planned, links=gathered.held.links)

    def _freeze(self, claimed: Claimed, proposals: Mapping[TaskId, Proposed], gathered: Gathered) -> None:
        """Before anything is sent, and in one transaction (money §3)."""
        prices = {
            task_id: frozen(proposed.order.fees, gathered.facts[proposed.order.key].quotes)
            for task_id, proposed in proposals.items()
            if isinstance(proposed, Proposal)
        }
        new = {task_id: found for task_id, found in prices.items() if found != claimed[task_id].prices}
        if new:
            with self.runtime.database.transaction() as tx:
                tasks.freeze_prices(tx, self.installation_id, self.worker, new)


def _read(claimed: Claimed) -> tuple[dict[TaskId, Outcome], dict[TaskId, Order]]:
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


def _plan(
    order: Order, proposed: Proposed, gathered: Gathered, organisation: Organisation, name: str
) -> Planned | Outcome:
    link = gathered.held.links.get(invoice_key(order.key))
    if link is not None and isinstance(proposed, Proposal | NothingToInvoice):
        return already(proposed, link, gathered.held.invoices.get(link.key), organisation)
    match proposed:
        case NothingToInvoice(reason=reason):
            return Synced(remark=reason)
        case Proposal():
            return _planned(proposed, plan(proposed, gathered.held, name))
        case _:
            return NeedsPerson(problems=proposed)


def _planned(proposal: Proposal, changes: Sequence[Change] | Sequence[Problem]) -> Planned | Outcome:
    problems = tuple(found for found in changes if isinstance(found, Problem))
    if problems:
        return NeedsPerson(problems=problems)
    _must_be_encodable(proposal)
    return Planned(proposal=proposal, changes=tuple(c for c in changes if not isinstance(c, Problem)))


def _must_be_encodable(proposal: Proposal) -> None:
    """Here a document that cannot be written spoils its own task; in the call it would spoil fifty."""
    contacts_body([proposal.contact]).encode()
    invoices_body([(proposal.invoice, XeroId(""))]).encode()
