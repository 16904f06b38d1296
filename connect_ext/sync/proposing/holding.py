"""What auto-sync may not send by itself is taken out of a batch before anything of it leaves (money §14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from connect_ext.books.booking.price_terms import priced_on
from connect_ext.books.by_hand.holds import History, holds
from connect_ext.books.by_hand.price_holds import KnownPrices, price_holds, sold
from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount
from connect_ext.books.planning.net import net
from connect_ext.books.prices.list_column import COST_COLUMN
from connect_ext.books.prices.price import Price
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import history, settings
from connect_ext.storage.last_prices import last_prices
from connect_ext.sync.proposing.proposals import Proposer
from connect_ext.work.outcome import Held
from connect_ext.work.task import Actor, SyncTask, TaskId


def held_back(
    proposer: Proposer, claimed: Mapping[TaskId, SyncTask], proposals: Mapping[TaskId, Proposal]
) -> dict[TaskId, Held]:
    """Those of the proposals that no person has asked for and that a rule leaves to one. Raises `WorldFailed` where
    Connect is asked for a cost.

    Each is measured against what stood in the books before the batch. So the orders of one batch, however many, do
    not vouch for each other: until a person has let the first documents go, none goes by itself.
    """
    ours = {task_id: found for task_id, found in proposals.items() if claimed[task_id].asked_by is not Actor.PERSON}
    if not ours:
        return {}
    customers = {task_id: _customer(claimed[task_id]) for task_id in ours}
    installation_id, tenant_id = proposer.installation_id, proposer.access.tenant_id
    with proposer.runtime.database.transaction() as tx:
        rules = settings.load(tx, installation_id).settings.holds
        made = History(documents=history.documents_made(tx, installation_id, rules.first_documents))
        amounts = {
            (customers[task_id], amount.currency)
            for task_id, found in ours.items()
            for amount in net(found)
            if customers[task_id]
        }
        last = history.last_amounts(tx, installation_id, amounts)
        items = {(customers[task_id], item) for task_id, found in ours.items() for item in sold(found)}
        prices = last_prices(tx, installation_id, tenant_id, items if rules.price_changes else ())
    reasons = {
        task_id: (
            *_reasons(found, replace(made, last=last.get(customers[task_id], {})), rules),
            *price_holds(found, _known(proposer, found, prices.get(customers[task_id], {}), rules), rules),
        )
        for task_id, found in ours.items()
    }
    return {task_id: Held(problems=found) for task_id, found in reasons.items() if found}


def _known(
    proposer: Proposer, proposal: Proposal, last: Mapping[ProductItemId, Amount], rules: HoldRules
) -> KnownPrices:
    """With the costs from the price list that the order's prices come from too, so that it is rarely read for them."""
    if not rules.low_margins or not sold(proposal):
        return KnownPrices(last=last)
    order = proposal.order
    on = priced_on(order, proposer.organisation.timezone)
    quotes = proposer.reader.price_list_quotes(order, COST_COLUMN, on)
    costs = {
        item: Amount(value=cost.amount, currency=cost.currency)
        for item, cost in quotes.items()
        if isinstance(cost, Price)
    }
    return KnownPrices(last=last, costs=costs)


def _reasons(proposal: Proposal, made: History, rules: HoldRules) -> Iterator[Problem]:
    """Of an order with documents in two currencies each amount counts; the same reason is said once."""
    said = set[str]()
    for amount in net(proposal):
        for found in holds(proposal, amount, made, rules):
            if found.code not in said:
                said.add(found.code)
                yield found


def _customer(task: SyncTask) -> str:
    """Empty where the marketplace names none: then nobody is known to be no new customer."""
    return task.glance.customer.id if task.glance.customer else ""
