from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.work.backoff import FIRST, GIVE_UP_AFTER, LONGEST, backoff


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_wait_is_never_shorter_than_half_the_first_nor_longer_than_the_longest(attempts: int, jitter: float) -> None:
    assert FIRST / 2 <= backoff(attempts, jitter) <= LONGEST


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 30), (1, 60), (2, 120), (8, 7680), (9, 14_400), (20, 14_400), (1000, 14_400)]
)
def test_waits_double_up_to_four_hours(attempts: int, seconds: int) -> None:
    assert backoff(attempts, 0) == timedelta(seconds=seconds)


def test_chance_takes_off_up_to_a_half() -> None:
    assert [backoff(1, jitter) for jitter in (0, 0.5, 1)] == [timedelta(seconds=s) for s in (60, 45, 30)]


@pytest.mark.parametrize(("jitter", "days"), [(0, 2), (1, 1)])
def test_a_task_is_given_up_after_one_to_two_days(jitter: float, days: int) -> None:
    waits = sum((backoff(attempt, jitter) for attempt in range(1, GIVE_UP_AFTER)), timedelta())
    assert abs(waits - timedelta(days=days)) < timedelta(hours=1)
