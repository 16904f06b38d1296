"""The year that is worked out by hand in `tests/stories/test_twelve_months.py`, through the real runner."""

from __future__ import annotations

import pytest

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
    assert {task["status"] for task in tasks} == {"synced"}, tasks
    assert summed(year.walk.books.invoices) == INVOICES
    assert summed(year.walk.books.credit_notes) == CREDITS
    assert year.walk.xero.violations == []
