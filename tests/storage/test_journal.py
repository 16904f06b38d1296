from __future__ import annotations

from dataclasses import replace

from connect_ext.storage import journal
from connect_ext.storage.database import Database
from connect_ext.storage.journal import JournalEntry
from connect_ext.work.task import Actor, TaskId
from tests.storage.builders import NOW, US, store


def an_entry(sentence: str, task_id: TaskId | None = None) -> JournalEntry:
    return JournalEntry(
        at=NOW, actor=Actor.PERSON, event="task.synced", sentence=sentence, task_id=task_id, data={"user": "UR-1"}
    )


def test_the_journal_shows_the_newest_first_and_goes_on_below_the_last(database: Database) -> None:
    entries = [an_entry(f"Entry {number}") for number in range(4)]
    with database.transaction() as tx:
        kept = [replace(entry, id=journal.add(tx, US, entry)) for entry in entries]
        first = journal.page(tx, US, limit=3)
        rest = journal.page(tx, US, before=first[-1].id, limit=3)
    assert [*first, *rest] == kept[::-1]


def test_the_journal_of_a_task_is_what_concerns_it(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        journal.add(tx, US, an_entry("about nothing"))
        journal.add(tx, US, an_entry("about the task", task_id))
        journal.add(tx, US, an_entry("about another", store(tx, "PR-2")))
        found = journal.page(tx, US, task_id=task_id, limit=10)
    assert [entry.sentence for entry in found] == ["about the task"]
