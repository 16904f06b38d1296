"""How long to wait before trying again."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=4)
GIVE_UP_AFTER = 20
"""Counted failures until a task becomes *failed*: with the waits below, one to two days."""

LOST_TOO_OFTEN = 5
"""Sends without an answer, of which nothing is to be seen afterwards, until a person looks. Counted with failures."""


def backoff(attempts: int, jitter: float) -> timedelta:
    """Doubles with every attempt up to four hours; `jitter` (0 to 1) takes off up to a half, so that tasks spread."""
    full = min(FIRST * (1 << min(attempts, 16)), LONGEST)
    return full * (1 - jitter / 2)
