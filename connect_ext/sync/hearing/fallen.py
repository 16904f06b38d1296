"""A document that a person has voided or deleted in Xero: its days are free, and its orders are left to a person.

Never sent again by itself (money §5): nobody knows whether it was wrong, or is billed in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.books.problems.problem import Code, problem
from connect_ext.storage import adrift, coverage, ends, journal, set_aside, tasks, usage_coverage
from connect_ext.storage.seen import Stands
from connect_ext.work.task import Actor, SyncTask


def release_fallen(
    tx: Connection,
    installation_id: InstallationId,
    tenant_id: TenantId,
    standing: Sequence[Stands],
    sentence: str,
    told_by: Actor,
    now: datetime,
) -> None:
    """All orders of ours that stood on it, and those that give back what it billed. Its links are kept under another
    name, so that a new one can be made."""
    own, what = (installation_id, tenant_id), sentence.rstrip(".")
    fallen = dict.fromkeys(one.task_id for one in standing if one.task_id is not None)
    loose = [one for each in standing for one in adrift.crediting(tx, *own, each.key)]
    for one in standing:
        coverage.release(tx, *own, one.key)
        usage_coverage.release(tx, *own, one.key)
        former = set_aside.of(tx, *own, [one.key]).get(one.key)
        set_aside.set_aside(tx, *own, one.key, (former.count if former else 0) + 1, now)
    for task_id in fallen:
        if task := tasks.find(tx, installation_id, task_id):
            found = problem(Code.FALLEN_IN_XERO, subject=task.order_key, what=what)
            # One that is not synced waits for a person, or for its turn, already.
            ends.reopen(tx, installation_id, task.order_key, found, now)
            journal.add(tx, installation_id, _entry(task, sentence, told_by, now))
    for credit in {one.task_id: one for one in loose if one.task_id not in fallen}.values():
        if task := tasks.find(tx, installation_id, credit.task_id):
            found = problem(Code.CREDIT_ADRIFT, subject=task.order_key, what=what, credit=credit.name)
            ends.question(tx, installation_id, task.order_key, found, now)
            journal.add(tx, installation_id, _entry(task, found.sentence, told_by, now))


def _entry(task: SyncTask, sentence: str, told_by: Actor, now: datetime) -> journal.JournalEntry:
    return journal.JournalEntry(at=now, actor=told_by, event="document.fallen", sentence=sentence, task_id=task.id)
