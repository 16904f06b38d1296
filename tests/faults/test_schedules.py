"""The short form of `make faults`: the same machine and the same verdict, some schedules only."""

from __future__ import annotations

import pytest

from tests.faults.schedules import play_schedules
from tests.faults.storm import play_storm

SEED = 1


def test_whatever_goes_wrong_nothing_is_lost_and_nothing_is_twice(sqlite_url: str) -> None:
    told = play_schedules(sqlite_url, SEED, 20)

    assert told.report == ""
    assert told.schedules >= 20


def test_nor_is_it_on_postgres(postgres_url: str) -> None:
    assert play_schedules(postgres_url, SEED, 5).report == ""


@pytest.mark.runner
def test_a_runner_that_is_killed_again_and_again_does_all_of_it_once(sqlite_url: str) -> None:
    told = play_storm(sqlite_url, SEED, 2)

    assert told.report == ""
    assert told.kills >= 2
