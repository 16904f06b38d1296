"""A person asks for tasks to be synced: they are due from now on, and auto-sync takes the same road."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from connect_ext.books.ids import InstallationId
from connect_ext.storage import installations, journal, task_list, turns
from connect_ext.sync.intake.intake import take_in_everything
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, TaskId


def ask_for_sync(
    runtime: Runtime,
    installation_id: InstallationId,
    task_ids: Collection[TaskId] | None,
    user_id: str,
    shown: Mapping[TaskId, str] | None = None,
) -> int:
    """Makes the tasks due, all that can be synced when `task_ids` is None; returns how many. What the platform told
    us a moment ago counts as asked for too. `shown` are digests of what the person saw: what has come to be another
    is not sent. Nothing is sent here."""
    take_in_everything(runtime, installation_id)
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        count = task_list.ask_for(tx, installation_id, task_ids, now, shown)
        turns.say_who_is_first(tx, installation_id, now, task_ids)
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="sync.asked",
            sentence=f"Sync was asked for: {count} orders are due.",
            data={"user": user_id},
        )
        journal.add(tx, installation_id, entry)
    return count
