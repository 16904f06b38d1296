"""What a failure means for the task that met it: a closed set, decided once, at the border where it happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class FailureKind(StrEnum):
    RETRY = "retry"
    """Try again after a back-off; counted."""
    SNOOZE = "snooze"
    """The whole organisation waits (a limit, an outage); not counted, no failure of the task."""
    UNCERTAIN = "uncertain"
    """Something was sent and no answer came: it may have happened."""
    RECONNECT = "reconnect"
    """The authorisation is dead; a person must connect again."""
    ATTENTION = "attention"
    """A person must look; also everything that the table does not know."""


PLAN_LIMIT = "plan_limit"
"""The code of a failure: the organisation's plan allows no more approved invoices."""

REFUSALS = frozenset({"validation", PLAN_LIMIT, "bad_request", "too_large_to_send"})
"""Codes of failures in which Xero said plainly what it would not take. One document of the call may be the reason, and
all the others good."""

MARKETPLACE = "connect-"
"""How the codes of Connect's failures begin; all others are Xero's or our own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """`code` is a short stable word; `evidence` a sentence without secrets or personal data."""

    kind: FailureKind
    code: str
    evidence: str
    wait: timedelta | None = None
    """How long the other side asked us to wait."""


class WorldFailed(Exception):
    """Carries a failure from the border where it was classified to the shell that settles it."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.kind.value}: {failure.code}")
        self.failure = failure
