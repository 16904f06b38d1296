"""From tasks to proposals: the one road of a drain, a preview and an estimate. Nothing is stored or sent here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from connect_ext.books.booking.billed_party import billed_party
from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.facts.targets import NEW
from connect_ext.books.ids import DocumentKey, InstallationId, OrderKey, contact_key
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Order
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.books.placing.sent_as import with_status
from connect_ext.books.planning.net import net
from connect_ext.books.prices.edits import edited_order, edited_quotes
from connect_ext.books.prices.price import Quote
from connect_ext.books.problems.problem import Problem
from connect_ext.books.proposing.propose import propose
from connect_ext.books.settings.settings import Settings
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.cloudblue.readings import read
from connect_ext.storage import installations
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.gather import Gathered, gather
from connect_ext.sync.gathering.own import account_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import SyncTask, TaskId

Proposed = Proposal | NothingToInvoice | tuple[Problem, ...]


def amount_of(wanted: Proposal | NothingToInvoice) -> Amount | None:
    """What all its documents come to, before tax; None where there are none, or in two currencies."""
    found = () if isinstance(wanted, NothingToInvoice) else net(wanted)
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What each task's order asks for; `no_orders` are the tasks whose payload is no order (any more)."""

    orders: Mapping[TaskId, Order]
    no_orders: Mapping[TaskId, NoOrder | NotYet | Unreadable]
    proposed: Mapping[TaskId, Proposed]
    gathered: Gathered
    plain: Mapping[TaskId, Mapping[int, tuple[Quote, ...]]] = field(default_factory=dict)
    """By fee number: what the price sources say, whatever a person has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposer:
    """One installation and its organisation, as they are asked during one run."""

    runtime: Runtime
    access: Access
    reader: InstallationReader
    organisation: Organisation
    installation_id: InstallationId

    def parties(self, tasks: Mapping[TaskId, SyncTask], chosen: Settings) -> frozenset[DocumentKey]:
        """The contacts of all whom the tasks' orders bill, where that is known; from what is stored alone."""
        with self.runtime.database.transaction() as tx:
            account = account_of(installations.find(tx, self.installation_id))
        readings = (read(task.kind, task.payload, task.order_key) for task in tasks.values())
        billed = (billed_party(one, chosen.billed_party, account) for one in readings if isinstance(one, Order))
        return frozenset(contact_key(party.id) for party in billed if not isinstance(party, Problem))

    def propose(
        self, tasks: Mapping[TaskId, SyncTask], *, look_in_xero: bool = True, choosing: bool = False
    ) -> Proposals:
        """Without `look_in_xero` only those documents are read that an order may give back, and the linked contacts and
        items that decide a price: no other amount depends on what Xero holds, only whether one is asked for at all.
        `choosing`: all drafts are read that a person may choose from. Raises `WorldFailed`."""
        readings = {task.id: read(task.kind, task.payload, task.order_key) for task in tasks.values()}
        orders = {
            task_id: edited_order(found, tasks[task_id].edits)
            for task_id, found in readings.items()
            if isinstance(found, Order)
        }
        gathered = gather(
            self.runtime,
            self.access,
            self.reader,
            self.organisation,
            self.installation_id,
            list(orders.values()),
            {order.key: tasks[task_id].prices for task_id, order in orders.items()},
            {order.key: tasks[task_id].whole.keys for task_id, order in orders.items()},
            look_in_xero=look_in_xero,
            choosing=choosing or any(task.target not in (None, NEW) for task in tasks.values()),
        )
        told = {task_id: gathered.facts[order.key].quotes for task_id, order in orders.items()}
        gathered = _with_choices(gathered, {order.key: tasks[task_id] for task_id, order in orders.items()})
        return Proposals(
            orders=orders,
            no_orders={task_id: found for task_id, found in readings.items() if not isinstance(found, Order)},
            proposed={
                task_id: with_status(propose(order, gathered.facts[order.key]), gathered.facts[order.key])
                for task_id, order in orders.items()
            },
            gathered=gathered,
            plain=told,
        )


def _with_choices(gathered: Gathered, tasks: Mapping[OrderKey, SyncTask]) -> Gathered:
    """With what a person has said of each order."""
    facts = {
        key: replace(
            found,
            quotes=edited_quotes(found.quotes, tasks[key].edits),
            chosen=tasks[key].chosen,
            target=tasks[key].target,
        )
        for key, found in gathered.facts.items()
    }
    return replace(gathered, facts=facts)
