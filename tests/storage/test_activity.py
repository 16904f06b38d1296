from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.engine import Connection

from connect_ext.books.ids import OrderKey
from connect_ext.storage import activity, journal
from connect_ext.storage.activity import Wanted
from connect_ext.storage.database import Database
from connect_ext.storage.journal import JournalEntry, JournalId
from connect_ext.work.happening import About, Level
from connect_ext.work.task import Actor, TaskId
from tests.storage.builders import NOW, US, store


def add(tx: Connection, event: str, sentence: str = "", task_id: TaskId | None = None, **changed: Any) -> JournalId:
    given = {"actor": Actor.PRODUCT, "data": {}, **changed}
    entry = JournalEntry(at=NOW, event=event, sentence=sentence or event, task_id=task_id, **given)
    return journal.add(tx, US, entry)


def shown(tx: Connection, limit: int = 10, before: JournalId | None = None, **asked: Any) -> list[str]:
    """The sentences that are found, the newest first."""
    return [told.entry.sentence for told in page(tx, limit, before, **asked).found]


def page(tx: Connection, limit: int = 10, before: JournalId | None = None, **asked: Any) -> activity.Page:
    return activity.page(tx, US, Wanted(**asked), before=before, limit=limit)


def test_an_entry_is_told_with_its_order_what_it_is_about_and_how_much_it_matters(database: Database) -> None:
    with database.transaction() as tx:
        add(tx, "task.attention", task_id=store(tx))
        (told,) = page(tx).found

    assert (told.order, told.about, told.level) == ("PR-1", About.ORDERS, Level.ACTION)


def test_a_synced_order_with_a_warning_matters_and_one_without_does_not(database: Database) -> None:
    with database.transaction() as tx:
        add(tx, "task.synced", "fine")
        add(tx, "task.synced", "warned", data={"problems": ["XI-407"]})

        assert shown(tx, only_what_matters=True) == ["warned"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["settings.saved", "connection.broken", "task.synced"]),
        ({"only_what_matters": True}, ["connection.broken"]),
        ({"about": About.SETTINGS}, ["settings.saved"]),
        ({"actor": Actor.PERSON}, ["settings.saved"]),
        ({"words": "BROKEN"}, ["connection.broken"]),
        ({"words": "pr-1"}, ["task.synced"]),
        ({"words": "100%"}, []),
        ({"words": "_"}, []),
        ({"order": OrderKey("PR-1")}, ["task.synced"]),
        ({"order": OrderKey("PR-2")}, []),
        ({"about": About.ORDERS, "only_what_matters": True}, []),
    ],
)
def test_what_is_asked_for_is_found_and_nothing_else(database: Database, asked: Any, found: list[str]) -> None:
    with database.transaction() as tx:
        add(tx, "task.synced", task_id=store(tx))
        add(tx, "connection.broken")
        add(tx, "settings.saved", actor=Actor.PERSON)

        assert shown(tx, **asked) == found


def test_pages_follow_each_other_until_the_last(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(5):
            add(tx, "settings.saved", str(number))
        first = page(tx, limit=2)
        second = page(tx, limit=2, before=first.before)
        last = page(tx, limit=2, before=second.before)

    assert [told.entry.sentence for told in (*first.found, *second.found, *last.found)] == ["4", "3", "2", "1", "0"]
    assert last.before is None


def test_a_page_looks_through_so_many_entries_and_then_says_where_to_go_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(activity, "LOOKED_THROUGH", 3)
    with database.transaction() as tx:
        add(tx, "settings.saved", "rare")
        for _ in range(4):
            add(tx, "task.synced", "usual")
        first = page(tx, about=About.SETTINGS)
        assert first.found == ()
        assert first.before is not None
        second = page(tx, about=About.SETTINGS, before=first.before)

    assert ([told.entry.sentence for told in second.found], second.before) == (["rare"], None)


def test_what_is_newer_than_an_entry_is_counted_with_what_matters_of_it(database: Database) -> None:
    with database.transaction() as tx:
        assert activity.since(tx, US, JournalId(0)) == activity.Since(
            all=0, matters=0, newest=JournalId(0), latest=None
        )
        first = add(tx, "task.failed", "before")
        add(tx, "task.failed", "older")
        add(tx, "connection.broken", "newer")
        last = add(tx, "settings.saved", "of no matter")
        found = activity.since(tx, US, first)

    assert (found.all, found.matters, found.newest) == (3, 2, last)
    assert found.latest is not None
    assert found.latest.entry.sentence == "newer"
