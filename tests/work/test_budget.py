from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from connect_ext.work.budget import (
    AT_ONCE,
    DAY,
    FLIGHT,
    MINUTE,
    ROOM_IN_DAY,
    ROOM_IN_MINUTE,
    Budget,
    Purpose,
    Remaining,
    Spent,
    Wait,
    admit,
    landed,
)

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
WORK, LOOK = Purpose.WORK, Purpose.LOOK


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def entered(budget: Budget, ticket: str = "a", purpose: Purpose = WORK, now: datetime = NOW) -> Budget:
    found = admit(budget, ticket, purpose, now)
    assert isinstance(found, Budget)
    return found


def called(budget: Budget, told: Remaining, now: datetime = NOW) -> Budget:
    """One call with its answer."""
    return landed(entered(budget, "one", now=now), "one", told, now)


def test_four_calls_at_a_time_and_one_less_for_those_who_only_look() -> None:
    budget = Budget()
    for ticket in range(AT_ONCE - 1):
        budget = entered(budget, str(ticket))
    wait = Wait(why=Spent.FLIGHT, until=NOW + FLIGHT)
    assert admit(budget, "looks", LOOK, NOW) == wait
    full = entered(budget, "the last")
    assert admit(full, "one more", WORK, NOW) == wait
    assert entered(landed(full, "0", Remaining(), NOW), "one more").flights[-1].ticket == "one more"


def test_a_caller_who_died_keeps_its_place_no_longer_than_a_call_takes() -> None:
    budget = Budget()
    for ticket in range(AT_ONCE):
        budget = entered(budget, str(ticket))
    assert isinstance(admit(budget, "late", WORK, NOW + FLIGHT - timedelta(seconds=1)), Wait)
    assert [flight.ticket for flight in entered(budget, "late", now=NOW + FLIGHT).flights] == ["late"]


def test_nothing_is_held_up_before_xero_has_told_anything() -> None:
    assert entered(Budget()).minute_left is None
    assert called(Budget(), Remaining()) == Budget()


def test_the_minute_is_used_up_to_the_last_call_by_work_and_not_by_those_who_look() -> None:
    kept = ROOM_IN_MINUTE[LOOK]
    budget = called(Budget(), Remaining(minute=kept + 1))
    assert isinstance(admit(budget, "looks", LOOK, NOW), Budget)
    budget = called(budget, Remaining(minute=kept))
    assert admit(budget, "looks", LOOK, NOW) == Wait(why=Spent.KEPT, until=NOW + MINUTE)
    budget = called(budget, Remaining(minute=0))
    assert admit(budget, "works", WORK, NOW) == Wait(why=Spent.MINUTE, until=NOW + MINUTE)
    assert isinstance(admit(budget, "works", WORK, NOW + MINUTE), Budget)


def test_the_minute_begins_with_the_first_call_in_it() -> None:
    budget = called(Budget(), Remaining(minute=2))
    budget = called(budget, Remaining(minute=1), after(20))
    assert budget.minute_until == NOW + MINUTE
    budget = called(budget, Remaining(minute=59), after(40))
    assert budget.minute_until == after(40) + MINUTE, "Xero had begun another one"


def test_a_refusal_says_exactly_when_the_minute_is_over() -> None:
    budget = called(Budget(), Remaining(minute=0, minute_over_in=timedelta(seconds=17)))
    assert admit(budget, "works", WORK, NOW) == Wait(why=Spent.MINUTE, until=after(17))


def test_calls_that_xero_may_not_have_counted_yet_are_counted_by_us() -> None:
    budget = entered(entered(Budget(), "first"), "second")
    assert landed(budget, "first", Remaining(minute=10, day=100), NOW).minute_left == 9
    assert landed(budget, "first", Remaining(minute=10, day=100), NOW).day_left == 99
    assert landed(budget, "first", Remaining(minute=0, day=0), NOW).minute_left == 0


def test_while_xero_lifts_the_limits_of_a_new_connection_full_headers_hold_nobody_up() -> None:
    budget = Budget()
    for second in range(200):
        budget = called(budget, Remaining(minute=60, day=5000), after(second / 10))
    assert (budget.minute_left, budget.day_left) == (60, 5000)


def test_between_two_answers_our_own_calls_count_down() -> None:
    budget = called(Budget(), Remaining(minute=2, day=500))
    budget = entered(entered(budget, "a"), "b")
    assert (budget.minute_left, budget.day_left) == (0, 498)
    assert admit(budget, "c", WORK, NOW) == Wait(why=Spent.MINUTE, until=NOW + MINUTE)


def test_the_last_calls_of_a_day_are_kept_for_work_and_tried_to_the_end() -> None:
    kept = ROOM_IN_DAY[LOOK]
    budget = called(Budget(), Remaining(day=kept))
    assert admit(budget, "looks", LOOK, NOW) == Wait(why=Spent.KEPT, until=NOW + DAY)
    none = called(budget, Remaining(day=0))
    assert entered(none).day_left == 0, "only Xero's refusal says when the next day begins"
    assert entered(none, purpose=LOOK, now=NOW + DAY).day_left is None


@pytest.mark.parametrize(("told", "most"), [(999, 1000), (4999, 4999)])
def test_the_size_of_a_day_is_learnt(told: int, most: int) -> None:
    budget = called(Budget(), Remaining(day=told))
    assert (budget.day_left, budget.day_most) == (told, most)
    later = called(budget, Remaining(day=told - 1), after(3600))
    assert later.day_until == NOW + DAY
    assert later.day_most == most
