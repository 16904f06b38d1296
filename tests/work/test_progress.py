from __future__ import annotations

from datetime import UTC, datetime, timedelta

from connect_ext.work.budget import DAY, Budget
from connect_ext.work.progress import CALLS_A_BATCH, CALLS_A_MINUTE, CALLS_FIRST, TASKS_A_BATCH, finish_at

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def tasks_of(calls: int) -> int:
    """As many tasks as take so many calls."""
    return (calls - CALLS_FIRST) // CALLS_A_BATCH * TASKS_A_BATCH


def test_nothing_left_has_no_end() -> None:
    assert finish_at(0, Budget(), None, NOW) is None


def test_a_few_orders_take_a_minute_and_many_as_many_as_their_calls() -> None:
    assert finish_at(1, Budget(), None, NOW) == NOW + MINUTE
    assert finish_at(tasks_of(10 * CALLS_A_MINUTE), Budget(), None, NOW) == NOW + 10 * MINUTE


def test_the_end_is_told_in_whole_minutes() -> None:
    assert finish_at(1, Budget(), None, NOW + timedelta(seconds=1)) == NOW + 2 * MINUTE


def test_a_pause_comes_first() -> None:
    assert finish_at(1, Budget(), NOW + timedelta(hours=2), NOW) == NOW + timedelta(hours=2) + MINUTE
    assert finish_at(1, Budget(), NOW - timedelta(hours=2), NOW) == NOW + MINUTE


def test_what_the_calls_of_a_day_do_not_suffice_for_waits_for_the_next_ones() -> None:
    budget = Budget(day_left=100, day_until=NOW + timedelta(hours=3), day_most=5000)
    within = finish_at(tasks_of(100), budget, None, NOW)
    beyond = finish_at(tasks_of(1000), budget, None, NOW)
    much = finish_at(tasks_of(12_000), budget, None, NOW)
    assert within is not None
    assert beyond is not None
    assert much is not None
    assert within < NOW + timedelta(minutes=10)
    assert NOW + timedelta(hours=3) < beyond < NOW + timedelta(hours=4)
    assert NOW + timedelta(hours=3) + 2 * DAY < much < NOW + timedelta(hours=5) + 2 * DAY


def test_before_xero_has_told_of_its_day_the_smallest_one_is_believed() -> None:
    end = finish_at(tasks_of(1100), Budget(), None, NOW)
    assert end is not None
    assert NOW + DAY < end < NOW + DAY + timedelta(minutes=10)


def test_a_day_that_ends_within_the_pause_is_over() -> None:
    budget = Budget(day_left=0, day_until=NOW + timedelta(hours=1), day_most=5000)
    pause = NOW + timedelta(hours=1)
    assert finish_at(1, budget, pause, NOW) == pause + MINUTE
