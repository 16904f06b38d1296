"""A person edits what an order is to become, before it is sent."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId, is_of
from connect_ext.books.prices.edits import Edits
from connect_ext.storage import edits as stored
from connect_ext.storage import journal, links, tasks
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, TaskId


def save_edits(runtime: Runtime, installation_id: InstallationId, task_id: TaskId, edits: Edits, user_id: str) -> bool:
    """In place of earlier ones; none takes them back. False when the order, or a part of it, is in Xero or on its way
    there."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        task = tasks.find(tx, installation_id, task_id)
        made = links.of_task(tx, installation_id, task_id)
        if task is None or any(is_of(one.link.key, task.order_key) for one in made):
            return False
        if not stored.save(tx, installation_id, task_id, edits, now):
            return False
        fees = ", ".join(str(number) for number in sorted(edits))
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="order.edited",
            sentence=f"Lines {fees} of the order were edited." if edits else "The order is as the marketplace says.",
            task_id=task_id,
            data={"user": user_id},
        )
        journal.add(tx, installation_id, entry)
    return True
