"""The year that is worked out by hand in `tests/stories/test_twelve_months.py`, through the real runner."""

from __future__ import annotations

import pytest

from sandbox.xero.words import Json
from sandbox.year import Year
from tests.processes import no_runner_is_left
from tests.stories.test_twelve_months import CREDITS, INVOICES
from tests.stories.totals import summed


@pytest.mark.runner
def test_the_totals_of_a_year_are_those_that_were_worked_out_by_hand() -> None:
    year = Year()
    with no_runner_is_left(), year.walk.stage:
        year.plays()
        tasks = year.walk.tasks()
    unfinished = [task for task in tasks if task["status"] != "synced"]
    # Its invoice was voided, which a person did: whether it is invoiced again is for a person to say.
    assert [(task["order"], task["status"], codes_of(task)) for task in unfinished] == [
        (year.voided, "attention", ["XI-814"])
    ]
    assert summed(year.walk.books.invoices) == INVOICES
    assert summed(year.walk.books.credit_notes) == CREDITS
    assert year.walk.xero.violations == []


def codes_of(task: Json) -> list[str]:
    return [found["code"] for found in task["problems"]]
