from __future__ import annotations

import pytest

from connect_ext.books.by_hand.ends import End
from connect_ext.work.happening import HAPPENINGS, About, Level, happening
from connect_ext.work.task import TaskStatus


@pytest.mark.parametrize("status", TaskStatus)
def test_every_status_of_an_order_is_something_that_happens(status: TaskStatus) -> None:
    assert HAPPENINGS[f"task.{status.value}"].about is About.ORDERS


@pytest.mark.parametrize("end", End)
def test_every_end_by_hand_is_something_that_happens(end: End) -> None:
    assert HAPPENINGS[f"order.{end.value}"].level is Level.INFO


@pytest.mark.parametrize(
    ("event", "level"),
    [
        ("task.attention", Level.ACTION),
        ("task.held", Level.ACTION),
        ("task.failed", Level.ERROR),
        ("connection.broken", Level.ERROR),
        ("task.synced", Level.INFO),
        ("settings.saved", Level.INFO),
    ],
)
def test_what_asks_something_of_a_person_says_so(event: str, level: Level) -> None:
    assert happening(event).level is level


def test_an_order_that_is_synced_with_warnings_is_worth_another_look() -> None:
    assert happening("task.synced", warns=True).level is Level.ACTION
    assert happening("task.attention", warns=True) == happening("task.attention")


@pytest.mark.parametrize(
    ("event", "about"),
    [("contact.of_tomorrow", About.MAPPING), ("settings.of_tomorrow", About.SETTINGS), ("tomorrow", About.ORDERS)],
)
def test_what_another_version_wrote_is_told_by_its_sentence_alone(event: str, about: About) -> None:
    found = happening(event)

    assert (found.title, found.about, found.level) == ("", about, Level.INFO)


def test_sentences_are_sentences() -> None:
    assert [found.means for found in HAPPENINGS.values() if found.means and not found.means.endswith(".")] == []
    assert [event for event, found in HAPPENINGS.items() if not found.title] == []
