"""A person leaves an order out, or takes that back."""

from __future__ import annotations

from connect_ext.books.by_hand.ends import elsewhere_key
from connect_ext.books.ids import InstallationId
from connect_ext.storage import ends, installations, journal, task_list, tasks, turns
from connect_ext.sync.connection.go_live import judge_one
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, TaskId


def ignore(runtime: Runtime, installation_id: InstallationId, task_id: TaskId, reason: str, user_id: str) -> bool:
    """Without a word about what is billed: later orders of the asset ask for it. False when a worker has it, it is
    uncertain, or it is final."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        done = task_list.ignore(tx, installation_id, task_id, reason, now)
        if done:
            sentence = f"Ignored: {reason}"
            journal.add(tx, installation_id, _entry(runtime, "order.ignored", sentence, task_id, user_id))
    return done


def unignore(runtime: Runtime, installation_id: InstallationId, task_id: TaskId, user_id: str) -> bool:
    """Back to pending, until somebody asks for it, or to a person where it is from before the start. What it was said
    to cover is free again. False when it is not ignored."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        task = tasks.find(tx, installation_id, task_id)
        if task is None or not task_list.unignore(tx, installation_id, task_id, now):
            return False
        ends.release(tx, installation_id, elsewhere_key(task.order_key))
        judge_one(tx, installation_id, task, now)
        turns.say_who_is_first(tx, installation_id, now, [task_id])
        journal.add(tx, installation_id, _entry(runtime, "order.unignored", "No longer ignored.", task_id, user_id))
    return True


def _entry(runtime: Runtime, event: str, sentence: str, task_id: TaskId, user_id: str) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=runtime.clock(),
        actor=Actor.PERSON,
        event=event,
        sentence=sentence,
        task_id=task_id,
        data={"user": user_id},
    )
