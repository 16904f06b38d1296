from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.problems.problem import Code
from connect_ext.work.backoff import FIRST, GIVE_UP_AFTER, LOST_TOO_OFTEN, backoff
from connect_ext.work.failure import MARKETPLACE, REFUSALS, FailureKind, WorldFailed
from connect_ext.work.outcome import (
    SNOOZE_WITHOUT_A_WORD,
    Failed,
    Held,
    IllegalTransition,
    Lost,
    NeedsPerson,
    NotReached,
    Outcome,
    Parked,
    Settlement,
    Synced,
    settle,
)
from connect_ext.work.task import TaskStatus, may_become
from tests.work.builders import NOW, REQUEST, a_failure, a_problem, a_task

S = TaskStatus
MINUTE = timedelta(minutes=1)

failures = st.builds(
    a_failure, st.sampled_from(FailureKind), wait=st.none() | st.timedeltas(timedelta(), timedelta(days=1))
).map(lambda failure: Failed(failure=failure))
outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Synced, remark=st.text()),
    st.just(NeedsPerson(problems=(a_problem(),))),
    st.just(Lost()),
    st.builds(NotReached, wait=st.timedeltas(timedelta(), timedelta(hours=1))),
    failures,
)


def settled(outcome: Outcome, *, attempts: int = 3, jitter: float = 0.0) -> Settlement:
    return settle(a_task(attempts=attempts), outcome, NOW, jitter, "Harbour Cloud")


def failed(kind: FailureKind, *, attempts: int = 3, jitter: float = 0.0, **failure: object) -> Settlement:
    return settled(Failed(failure=a_failure(kind, **failure)), attempts=attempts, jitter=jitter)


def test_a_synced_task_keeps_its_remark_and_forgets_its_failures() -> None:
    assert settled(Synced(remark="Seat: quantity 0")) == Settlement(
        status=S.SYNCED, reason="Seat: quantity 0", problems=(), due_at=None, attempts=0
    )


def test_what_was_lost_goes_out_again_and_after_some_times_needs_a_person() -> None:
    again = settled(Lost(), attempts=LOST_TOO_OFTEN - 2)
    assert again == Settlement(status=S.PENDING, reason="", problems=(), due_at=NOW, attempts=LOST_TOO_OFTEN - 1)
    last = settled(Lost(), attempts=LOST_TOO_OFTEN - 1)
    assert (last.status, last.due_at, last.attempts) == (S.ATTENTION, None, LOST_TOO_OFTEN)
    assert [found.code for found in last.problems] == [Code.LOST_TOO_OFTEN]
    assert f"was sent {LOST_TOO_OFTEN} times" in last.reason


def test_a_task_that_needs_a_person_says_all_its_problems() -> None:
    problems = (a_problem("PR-1"), a_problem("PR-2"))
    assert settled(NeedsPerson(problems=problems)) == Settlement(
        status=S.ATTENTION,
        reason=f"{problems[0].sentence} {problems[1].sentence}",
        problems=problems,
        due_at=None,
        attempts=3,
    )


def test_a_task_that_was_not_reached_stays_due_and_has_not_failed() -> None:
    at_once = Settlement(status=S.PENDING, reason="", problems=(), due_at=NOW, attempts=3)
    assert settled(NotReached()) == at_once
    assert settled(NotReached(wait=MINUTE)) == replace(at_once, due_at=NOW + MINUTE)


def test_a_parked_task_waits_with_its_reason_and_is_looked_at_again() -> None:
    assert settled(Parked(until=NOW + MINUTE, why="Parked: 10.00 AUD.")) == Settlement(
        status=S.WAITING, reason="Parked: 10.00 AUD.", problems=(), due_at=NOW + MINUTE, attempts=3
    )


def test_a_snooze_waits_as_long_as_we_were_asked_and_is_no_failure() -> None:
    asked = failed(FailureKind.SNOOZE, wait=timedelta(minutes=7), evidence="the minute limit")
    assert asked == Settlement(
        status=S.WAITING, reason="the minute limit", problems=(), due_at=NOW + timedelta(minutes=7), attempts=3
    )


def test_a_snooze_without_a_time_waits_a_minute() -> None:
    assert failed(FailureKind.SNOOZE).due_at == NOW + SNOOZE_WITHOUT_A_WORD == NOW + MINUTE


@pytest.mark.parametrize("attempts", [0, 19])
def test_an_unanswered_send_is_looked_at_soon_and_is_never_given_up(attempts: int) -> None:
    found = failed(FailureKind.UNCERTAIN, attempts=attempts, evidence="no answer came")
    assert found == Settlement(
        status=S.UNCERTAIN, reason="no answer came", problems=(), due_at=NOW + FIRST, attempts=attempts
    )


def test_a_failure_that_may_pass_is_counted_and_tried_again_later() -> None:
    found = failed(FailureKind.RETRY, attempts=3, jitter=0.25)
    assert found == Settlement(
        status=S.PENDING, reason="Xero answered 500", problems=(), due_at=NOW + backoff(4, 0.25), attempts=4
    )


def test_the_twentieth_counted_failure_is_the_last() -> None:
    last_but_one = failed(FailureKind.RETRY, attempts=GIVE_UP_AFTER - 2)
    last = failed(FailureKind.RETRY, attempts=GIVE_UP_AFTER - 1)
    assert (last_but_one.status, last_but_one.attempts) == (S.PENDING, 19)
    assert (last.status, last.attempts, last.due_at) == (S.FAILED, 20, None)
    (found,) = last.problems
    assert found.code is Code.GAVE_UP
    assert last.reason == found.sentence
    assert found.sentence == f"{REQUEST} failed 20 times in a row, the last time with: Xero answered 500."


def test_a_dead_connection_makes_its_tasks_wait_and_go_on_by_themselves() -> None:
    found = failed(FailureKind.RECONNECT, evidence="it was disconnected")
    assert found == Settlement(
        status=S.WAITING,
        reason="Xero no longer accepts the connection of Harbour Cloud: it was disconnected.",
        problems=(),
        due_at=NOW,
        attempts=3,
    )


def test_what_nobody_knows_asks_for_a_person_with_the_evidence() -> None:
    found = failed(FailureKind.ATTENTION, evidence="Xero answered 418")
    (told,) = found.problems
    assert (found.status, found.due_at, told.code) == (S.ATTENTION, None, Code.ANSWER_UNCLEAR)
    assert found.reason == f"Xero's answer for {REQUEST} could not be understood: Xero answered 418."


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_what_xero_plainly_refused_is_told_in_its_own_words(code: str) -> None:
    ended = failed(FailureKind.ATTENTION, code=code, evidence="Account code '9' is not a valid code.")
    assert [found.code for found in ended.problems] == [Code.REFUSED_BY_XERO]
    assert "Account code '9' is not a valid code." in ended.reason


@pytest.mark.parametrize("status", [TaskStatus.SYNCED, TaskStatus.IGNORED, TaskStatus.HELD])
def test_a_task_that_nobody_works_on_cannot_be_settled(status: TaskStatus) -> None:
    with pytest.raises(IllegalTransition, match=f"{status.value} may not become uncertain"):
        settle(a_task(status=status), Failed(failure=a_failure(FailureKind.UNCERTAIN)), NOW, 0.0, "Harbour")


def test_a_refusal_by_the_marketplace_is_not_blamed_on_xero() -> None:
    evidence = "Connect refused the price lists (403)"
    found = failed(FailureKind.ATTENTION, code=f"{MARKETPLACE}refused", evidence=evidence)
    assert [told.code for told in found.problems] == [Code.MARKETPLACE_REFUSED]
    assert found.reason == f"Connect does not show what {REQUEST} needs: {evidence}."


@given(outcomes, st.integers(0, 30), st.floats(0, 1))
def test_every_outcome_is_a_move_that_a_running_task_may_make(outcome: Outcome, attempts: int, jitter: float) -> None:
    assert may_become(S.RUNNING, settled(outcome, attempts=attempts, jitter=jitter).status)
    assert may_become(S.UNCERTAIN, settled(outcome, attempts=attempts, jitter=jitter).status)


@given(outcomes, st.integers(0, 30), st.floats(0, 1))
def test_a_task_is_due_again_exactly_when_nobody_needs_to_act(outcome: Outcome, attempts: int, jitter: float) -> None:
    found = settled(outcome, attempts=attempts, jitter=jitter)
    at_rest = found.status in (S.SYNCED, S.ATTENTION, S.FAILED)
    assert (found.due_at is None) is at_rest
    assert found.due_at is None or found.due_at >= NOW
    assert bool(found.problems) is (found.status in (S.ATTENTION, S.FAILED))


@given(failures, st.integers(0, 30))
def test_only_a_retry_is_counted(outcome: Failed, attempts: int) -> None:
    counted = settled(outcome, attempts=attempts).attempts - attempts
    assert counted == (1 if outcome.failure.kind is FailureKind.RETRY else 0)


def test_a_failure_on_its_way_shows_its_code_and_never_its_evidence() -> None:
    raised = WorldFailed(a_failure(evidence="a sentence"))
    assert str(raised) == "retry: server_error"
    assert raised.failure == a_failure(evidence="a sentence")


def test_what_is_held_waits_for_a_person_with_its_reason_and_is_no_failure() -> None:
    assert settled(Held(problems=(a_problem(),))) == replace(
        settled(NeedsPerson(problems=(a_problem(),))), status=S.HELD
    )
