"""What one run of a task came to, and what that makes of the task."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from connect_ext.books.ids import OrderKey
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.work.backoff import GIVE_UP_AFTER, LOST_TOO_OFTEN, backoff
from connect_ext.work.failure import MARKETPLACE, REFUSALS, Failure, FailureKind
from connect_ext.work.task import TaskStatus, may_become


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """`remark` says what was done, or why nothing was. It is in the books; `warnings` are worth another look."""

    remark: str = ""
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPerson:
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Nothing is wrong with it; auto-sync leaves it to a person (money §14)."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    failure: Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReached:
    """The run ended before this task had its turn; it stays due, at once or after `wait`."""

    wait: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """It was sent, no answer came, and Xero shows nothing of it. It goes out again, some times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """Nothing is wrong and nothing may be sent before something changes; `why` is a sentence. It is looked at again
    at `until`."""

    until: datetime
    why: str


Outcome = Synced | NeedsPerson | Held | Failed | NotReached | Lost | Parked


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The fields that an outcome changes. `due_at` None: nothing happens until a person or auto-sync asks."""

    status: TaskStatus
    reason: str
    problems: tuple[Problem, ...]
    due_at: datetime | None
    attempts: int


class IllegalTransition(Exception):
    """A task was settled that nobody was working on."""


SNOOZE_WITHOUT_A_WORD = timedelta(minutes=1)
"""How long to wait where the limit names no time: Xero's windows are minutes."""


class Tried(Protocol):
    """What of a task decides what becomes of it."""

    @property
    def order_key(self) -> OrderKey: ...
    @property
    def status(self) -> TaskStatus: ...
    @property
    def attempts(self) -> int: ...


def settle(task: Tried, outcome: Outcome, now: datetime, jitter: float, organisation: str) -> Settlement:
    """What becomes of the task. `jitter` is a random number from 0 to 1. Raises `IllegalTransition`, which is a bug."""
    settlement = _settlement(task, outcome, now, jitter, organisation)
    if not may_become(task.status, settlement.status):
        raise IllegalTransition(f"{task.status.value} may not become {settlement.status.value}")
    return settlement


def _settlement(task: Tried, outcome: Outcome, now: datetime, jitter: float, organisation: str) -> Settlement:
    match outcome:
        case Synced(remark=remark, warnings=warnings):
            reason = " ".join([remark, *(found.sentence for found in warnings)]).strip()
            return Settlement(status=TaskStatus.SYNCED, reason=reason, problems=warnings, due_at=None, attempts=0)
        case NeedsPerson(problems=problems):
            return _attention(problems, task.attempts)
        case Held(problems=problems):
            return replace(_attention(problems, task.attempts), status=TaskStatus.HELD)
        case NotReached(wait=wait):
            return _later(TaskStatus.PENDING, "", now + wait, task.attempts)
        case Lost():
            return _lost(task, now)
        case Parked(until=until, why=why):
            return _later(TaskStatus.WAITING, why, until, task.attempts)
        case Failed(failure=failure):
            return _failed(task, failure, now, jitter, organisation)
        case _:
            assert_never(outcome)


def _attention(problems: tuple[Problem, ...], attempts: int) -> Settlement:
    return Settlement(
        status=TaskStatus.ATTENTION,
        reason=" ".join(found.sentence for found in problems),
        problems=problems,
        due_at=None,
        attempts=attempts,
    )


def _failed(task: Tried, failure: Failure, now: datetime, jitter: float, organisation: str) -> Settlement:
    match failure.kind:
        case FailureKind.SNOOZE:
            until = now + (failure.wait or SNOOZE_WITHOUT_A_WORD)
            return _later(TaskStatus.WAITING, failure.evidence, until, task.attempts)
        case FailureKind.UNCERTAIN:
            return _later(TaskStatus.UNCERTAIN, failure.evidence, now + backoff(0, jitter), task.attempts)
        case FailureKind.RETRY:
            return _retry(task, failure, now, jitter)
        case FailureKind.RECONNECT:
            return _later(TaskStatus.WAITING, reconnect(organisation, failure).sentence, now, task.attempts)
        case FailureKind.ATTENTION:
            return _attention((_unclear(task, failure),), task.attempts)
        case _:
            assert_never(failure.kind)


def _lost(task: Tried, now: datetime) -> Settlement:
    times = task.attempts + 1
    if times >= LOST_TOO_OFTEN:
        return _attention((problem(Code.LOST_TOO_OFTEN, subject=task.order_key, times=str(times)),), times)
    return _later(TaskStatus.PENDING, "", now, times)


def _unclear(task: Tried, failure: Failure) -> Problem:
    if failure.code in REFUSALS:
        return problem(Code.REFUSED_BY_XERO, subject=task.order_key, message=failure.evidence)
    code = Code.MARKETPLACE_REFUSED if failure.code.startswith(MARKETPLACE) else Code.ANSWER_UNCLEAR
    return problem(code, subject=task.order_key, evidence=failure.evidence)


def reconnect(organisation: str, failure: Failure) -> Problem:
    """The one problem of an installation whose connection died; its tasks wait and go on by themselves."""
    return problem(Code.RECONNECT, organisation=organisation, why=failure.evidence)


def _retry(task: Tried, failure: Failure, now: datetime, jitter: float) -> Settlement:
    attempts = task.attempts + 1
    if attempts >= GIVE_UP_AFTER:
        found = problem(Code.GAVE_UP, subject=task.order_key, attempts=str(attempts), evidence=failure.evidence)
        return Settlement(
            status=TaskStatus.FAILED, reason=found.sentence, problems=(found,), due_at=None, attempts=attempts
        )
    return _later(TaskStatus.PENDING, failure.evidence, now + backoff(attempts, jitter), attempts)


def _later(status: TaskStatus, reason: str, due_at: datetime, attempts: int) -> Settlement:
    return Settlement(status=status, reason=reason, problems=(), due_at=due_at, attempts=attempts)
