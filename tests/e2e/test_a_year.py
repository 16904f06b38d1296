"""The year that is worked out by hand in `tests/stories/test_twelve_months.py`, through the real runner."""

from __future__ import annotations

import pytest

from sandbox.xero.words import Json
from sandbox.year import Year
from tests.processes import no_runner_is_left
from tests.stories import test_twelve_months
from tests.stories.language import Sentence, read
from tests.stories.ledger import Ledger
from tests.stories.test_twelve_months import CREDITS, INVOICES, marks
from tests.stories.totals import summed

Lines = list[tuple[str, str]]
LOCKED = "Waits for 2027-08-02, the first day that Harbour Cloud Ltd has not locked: 74.96 USD."


@pytest.mark.runner
def test_every_line_of_a_year_is_as_it_was_worked_out_by_hand_and_explained() -> None:
    year = Year()
    with no_runner_is_left(), year.walk.stage:
        year.plays()
        tasks, explained, names = year.walk.tasks(), year.explanations(), year.names()
    unfinished = [task for task in tasks if task["status"] != "synced"]
    # Its invoice was voided, which a person did: whether it is invoiced again is for a person to say.
    assert [(task["order"], task["status"], codes_of(task)) for task in unfinished] == [
        (year.voided, "attention", ["XI-814"])
    ]
    story = read(test_twelve_months.test_a_year_of_two_customers_in_two_currencies.__doc__)
    assert lines_of(year, names) == told_lines(story.expected)
    assert {mark for mark in marks(year.walk.books) if not explained.get(mark, "").endswith(".")} == set()
    assert year.parked == LOCKED
    assert summed(year.walk.books.invoices) == INVOICES
    assert summed(year.walk.books.credit_notes) == CREDITS
    assert year.walk.xero.violations == []


def told_lines(expected: tuple[Sentence, ...]) -> Lines:
    """Each line of the story, with its text."""
    told = [f"{one.word} {one.text}" for one in expected if one.word in ("line", "text")]
    return sorted(zip(told[::2], told[1::2], strict=True))


def lines_of(year: Year, names: dict[str, str]) -> Lines:
    """The same of the books."""
    ledger = Ledger(today=year.walk.stage.clock().date(), requests=names, customers={}, themes={})
    blocks = ledger.written(year.walk.books, {}, frozenset({"text"}))
    told = [line for block in blocks for line in block if line.startswith(("line ", "text "))]
    return sorted(zip(told[::2], told[1::2], strict=True))


def codes_of(task: Json) -> list[str]:
    return [found["code"] for found in task["problems"]]
