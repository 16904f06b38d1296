"""Xero's call limits: which one was hit and how long to wait.

https://developer.xero.com/documentation/guides/oauth2/limits/#api-rate-limits
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from connect_ext.work.failure import Failure, FailureKind

WAITS = {
    "concurrent": ("Xero allows five calls at a time for one organisation", timedelta(seconds=1)),
    "minute": ("Xero's calls per minute for this organisation are used up", timedelta(minutes=1)),
    "appminute": ("Xero's calls per minute for the whole app are used up", timedelta(minutes=1)),
    "day": ("Xero's calls per day for this organisation are used up", timedelta(hours=1)),
}
"""What each limit means, and the wait where Xero names none: it does so for minute and day only."""

APP_LIMIT = "limit_appminute"
"""The code of the one limit that all organisations share."""

UNKNOWN = ("Xero limits the calls at the moment", timedelta(minutes=1))
LONGEST = timedelta(days=1)
"""No window of Xero's is longer than a day, so a longer wait is a mistake of somebody's clock."""


def limited(headers: Mapping[str, str]) -> Failure:
    """The snooze that a 429 asks for."""
    name = headers.get("x-rate-limit-problem", "").strip().lower()
    words, usual = WAITS.get(name, UNKNOWN)
    wait = min(retry_after(headers) or usual, LONGEST)
    code = f"limit_{name}" if name in WAITS else "limit"
    return Failure(kind=FailureKind.SNOOZE, code=code, evidence=words, wait=wait)


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Xero writes whole seconds; zero, or anything else, tells us nothing."""
    text = headers.get("retry-after", "").strip()
    seconds = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return timedelta(seconds=seconds) if seconds else None
