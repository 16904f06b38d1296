"""A person has the prices of orders taken again from their sources (money §3): frozen prices change in no other way.

Only of orders of which nothing is in Xero, or on its way there. Whoever has seen the earlier price and pressed Sync is
asked again, since the documents are others than were shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from connect_ext.books.prices.price import FrozenPrices, frozen
from connect_ext.books.prices.repricing import Repriced, repriced
from connect_ext.storage import edits as stored
from connect_ext.storage import journal
from connect_ext.sync.by_hand.editing import is_made
from connect_ext.sync.proposing.proposals import Proposer
from connect_ext.work.task import Actor, SyncTask, TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrices:
    """Of one order: all its prices as the sources say them now, and which of them are others than before."""

    task: SyncTask
    """As it was when they were looked for."""
    prices: FrozenPrices
    changed: tuple[Repriced, ...]


def new_prices(proposer: Proposer, tasks: Mapping[TaskId, SyncTask]) -> dict[TaskId, NewPrices]:
    """Of those tasks that have frozen prices; nothing is changed. Raises `WorldFailed`."""
    kept = {task_id: task for task_id, task in tasks.items() if task.prices}
    if not kept:
        return {}
    asked = proposer.propose({task_id: replace(task, prices={}) for task_id, task in kept.items()})
    looked = {}
    for task_id, order in asked.orders.items():
        prices = frozen(order.fees, asked.gathered.facts[order.key].quotes)
        changed = repriced(order.fees, kept[task_id].prices, prices)
        looked[task_id] = NewPrices(task=kept[task_id], prices=prices, changed=changed)
    return looked


def reprice(proposer: Proposer, found: Mapping[TaskId, NewPrices], user_id: str) -> frozenset[TaskId]:
    """Freezes the new prices, where any is another. The tasks of which it was done: not one that is in Xero or on its
    way there, or has changed meanwhile."""
    runtime, own = proposer.runtime, proposer.installation_id
    done, now = set[TaskId](), runtime.clock()
    for task_id, one in sorted(found.items()):
        if not one.changed:
            continue
        with runtime.database.transaction() as tx:
            if is_made(tx, own, task_id):
                continue
            if not stored.reprice(tx, own, task_id, one.prices, one.task.updated_at, now):
                continue
            entry = journal.JournalEntry(
                at=now,
                actor=Actor.PERSON,
                event="order.repriced",
                sentence=f"Prices taken again: {'; '.join(change.sentence for change in one.changed)}.",
                task_id=task_id,
                data={"user": user_id},
            )
            journal.add(tx, own, entry)
        done.add(task_id)
    return frozenset(done)
