"""What auto-sync may not send by itself is taken out of a batch before anything of it leaves (money §14)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from connect_ext.books.by_hand.holds import History, holds
from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import InstallationId
from connect_ext.books.planning.net import net
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import history, settings
from connect_ext.sync.runtime import Runtime
from connect_ext.work.outcome import Held
from connect_ext.work.task import Actor, SyncTask, TaskId


def held_back(
    runtime: Runtime,
    installation_id: InstallationId,
    claimed: Mapping[TaskId, SyncTask],
    proposals: Mapping[TaskId, Proposal],
) -> dict[TaskId, Held]:
    """Those of the proposals that no person has asked for and that a rule leaves to one.

    Each is measured against what stood in the books before the batch. So the orders of one batch, however many, do
    not vouch for each other: until a person has let the first documents go, none goes by itself.
    """
    ours = {task_id: found for task_id, found in proposals.items() if claimed[task_id].asked_by is not Actor.PERSON}
    if not ours:
        return {}
    with runtime.database.transaction() as tx:
        rules = settings.load(tx, installation_id).settings.holds
        made = History(documents=history.documents_made(tx, installation_id, rules.first_documents))
        wanted = {
            (customer, amount.currency)
            for task_id, found in ours.items()
            for amount in net(found)
            if (customer := _customer(claimed[task_id]))
        }
        last = history.last_amounts(tx, installation_id, wanted)
    reasons = {
        task_id: tuple(_reasons(found, replace(made, last=last.get(_customer(claimed[task_id]), {})), rules))
        for task_id, found in ours.items()
    }
    return {task_id: Held(problems=found) for task_id, found in reasons.items() if found}


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
