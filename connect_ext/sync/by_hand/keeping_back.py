"""A person stops orders, or lets them go again (money §14)."""

from __future__ import annotations

from collections.abc import Collection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import held_tasks, installations, journal, task_list, turns
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor, TaskId


def hold(
    runtime: Runtime, installation_id: InstallationId, task_ids: Collection[TaskId], reason: str, user_id: str
) -> int:
    """Neither Sync all nor auto-sync takes them from now on; returns how many are held."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        held = held_tasks.hold(tx, installation_id, task_ids, reason, now)
        for task_id in held:
            journal.add(tx, installation_id, _entry(runtime, "order.held", f"Held: {reason}", task_id, user_id))
    return len(held)


def release(runtime: Runtime, installation_id: InstallationId, task_ids: Collection[TaskId], user_id: str) -> int:
    """What a person holds is ready again. What a rule holds was left to a person, whose release sends it: else the rule
    would only hold it again. Returns how many are released; nothing is sent here."""
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        by_rule = held_tasks.held_by_rules(tx, installation_id, task_ids)
        free = held_tasks.release(tx, installation_id, task_ids, now)
        task_list.ask_for(tx, installation_id, by_rule, now)
        turns.say_who_is_first(tx, installation_id, now, by_rule)
        for task_id in (*free, *by_rule):
            journal.add(tx, installation_id, _entry(runtime, "order.released", "Released.", task_id, user_id))
    return len(free) + len(by_rule)


def _entry(runtime: Runtime, event: str, sentence: str, task_id: TaskId, user_id: str) -> journal.JournalEntry:
    return journal.JournalEntry(
        at=runtime.clock(), actor=Actor.PERSON, event=event, sentence=sentence, task_id=task_id, data={"user": user_id}
    )
