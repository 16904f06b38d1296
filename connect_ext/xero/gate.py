"""The gate before every call to an organisation: it lets a call through, or says when to come again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from connect_ext.work.budget import Remaining
from connect_ext.xero.limits import retry_after

Hear = Callable[[Mapping[str, str]], None]
"""Is told the headers of whatever Xero answers, in lower case."""


class Gate(Protocol):
    def call(self) -> AbstractContextManager[Hear]:
        """One call is made inside. Raises `WorldFailed` (snooze) where it has to wait: then nothing has left."""


class Open:
    """Counts nothing: for calls that stand outside an organisation's limits."""

    @contextmanager
    def call(self) -> Iterator[Hear]:
        yield lambda headers: None


def remaining(headers: Mapping[str, str]) -> Remaining:
    """https://developer.xero.com/documentation/guides/oauth2/limits/#api-rate-limits"""
    return Remaining(
        minute=_number(headers.get("x-minlimit-remaining", "")),
        day=_number(headers.get("x-daylimit-remaining", "")),
        app_minute=_number(headers.get("x-appminlimit-remaining", "")),
        minute_over_in=retry_after(headers) if headers.get("x-rate-limit-problem", "").lower() == "minute" else None,
    )


def _number(text: str) -> int | None:
    """Anything else than a plain number tells nothing."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
