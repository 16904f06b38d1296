"""A person edits what an order is to become, before it is sent, or chooses what it gives back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.facts.targets import NEW
from connect_ext.books.ids import InstallationId, is_of
from connect_ext.books.prices.edits import Edits
from connect_ext.books.settings.one_order import Chosen
from connect_ext.storage import edits as stored
from connect_ext.storage import journal, links, tasks
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, TaskId


def save_edits(runtime: Runtime, installation_id: InstallationId, task_id: TaskId, edits: Edits, user_id: str) -> bool:
    """In place of earlier ones; none takes them back. False when the order, or a part of it, is in Xero or on its way
    there."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        if is_made(tx, installation_id, task_id) or not stored.save(tx, installation_id, task_id, edits, now):
            return False
        fees = ", ".join(str(number) for number in sorted(edits))
        said = f"Lines {fees} of the order were edited." if edits else "The order is as the marketplace says."
        journal.add(tx, installation_id, _entry(now, "order.edited", said, task_id, user_id))
    return True


def choose(
    runtime: Runtime, installation_id: InstallationId, task_id: TaskId, chosen: Chosen | None, user_id: str
) -> bool:
    """What the order gives back, whatever the settings say; None takes an earlier choice back. Nothing is sent: a
    person presses Sync, and auto-sync holds the credit like any other (money §14). False as in `save_edits`."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        if is_made(tx, installation_id, task_id) or not stored.choose(tx, installation_id, task_id, chosen, now):
            return False
        said = chosen.sentence if chosen else "The order gives back what the settings say."
        journal.add(tx, installation_id, _entry(now, "order.chosen", said, task_id, user_id))
    return True


def choose_target(
    runtime: Runtime, installation_id: InstallationId, task_id: TaskId, target: str | None, user_id: str
) -> bool:
    """Which invoice the order's charges go to: `NEW`, Xero's id of a draft, or None, as the settings say. As
    `save_edits`."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        if is_made(tx, installation_id, task_id):
            return False
        if not stored.choose_target(tx, installation_id, task_id, target, now):
            return False
        words = {None: "the settings choose its invoice", NEW: "it gets an invoice of its own"}
        sentence = f"Chosen: {words.get(target, 'it is added to a draft')}."
        journal.add(tx, installation_id, _entry(now, "order.target", sentence, task_id, user_id))
    return True


def is_made(tx: Connection, installation_id: InstallationId, task_id: TaskId) -> bool:
    """Whether there is no such task, or anything of it is in Xero."""
    task = tasks.find(tx, installation_id, task_id)
    made = links.of_task(tx, installation_id, task_id)
    return task is None or any(is_of(one.link.key, task.order_key) for one in made)


def _entry(now: datetime, event: str, sentence: str, task_id: TaskId, user_id: str) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=now, actor=Actor.PERSON, event=event, sentence=sentence, task_id=task_id, data={"user": user_id}
    )
