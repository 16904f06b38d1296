"""Xero's rate limits: fixed windows that start with the first call in them, per app and organisation.

https://developer.xero.com/documentation/guides/oauth2/limits
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from sandbox.http import Response
from sandbox.xero.words import Refused

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Problem(StrEnum):
    """The values of X-Rate-Limit-Problem."""

    CONCURRENT = "concurrent"
    MINUTE = "minute"
    DAY = "day"
    APP_MINUTE = "appminute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    concurrent: int = 5
    minute: int = 60
    day: int = 5000
    app_minute: int = 10_000


@dataclass(frozen=True, slots=True)
class Window:
    start: datetime
    used: int


class Limiter:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._windows: dict[tuple[str, ...], Window] = {}
        self._in_flight: Counter[tuple[str, str]] = Counter()

    def enter(self, app: str, tenant: str, now: datetime) -> None:
        """Count one call, in flight until `leave`. Raises `Refused` with 429; a refused call is not counted."""
        minute, day, everywhere = self._current(app, tenant, now)
        if self._in_flight[app, tenant] >= self.limits.concurrent:
            raise Refused(too_many(Problem.CONCURRENT, None, self.remaining(app, tenant, now)))
        if everywhere.used >= self.limits.app_minute:
            raise Refused(too_many(Problem.APP_MINUTE, None, self.remaining(app, tenant, now)))
        if minute.used >= self.limits.minute:
            wait = _seconds(minute.start + MINUTE - now)
            raise Refused(too_many(Problem.MINUTE, wait, self.remaining(app, tenant, now)))
        if day.used >= self.limits.day:
            wait = _seconds(day.start + DAY - now)
            raise Refused(too_many(Problem.DAY, wait, self.remaining(app, tenant, now)))
        self._in_flight[app, tenant] += 1
        for key, window in zip(_keys(app, tenant), (minute, day, everywhere), strict=True):
            self._windows[key] = Window(window.start, window.used + 1)

    def leave(self, app: str, tenant: str) -> None:
        self._in_flight[app, tenant] -= 1

    def remaining(self, app: str, tenant: str, now: datetime) -> Mapping[str, str]:
        minute, day, everywhere = self._current(app, tenant, now)
        return {
            "x-minlimit-remaining": str(max(0, self.limits.minute - minute.used)),
            "x-daylimit-remaining": str(max(0, self.limits.day - day.used)),
            "x-appminlimit-remaining": str(max(0, self.limits.app_minute - everywhere.used)),
        }

    def _current(self, app: str, tenant: str, now: datetime) -> tuple[Window, Window, Window]:
        minute, day, everywhere = _keys(app, tenant)
        return self._window(minute, MINUTE, now), self._window(day, DAY, now), self._window(everywhere, MINUTE, now)

    def _window(self, key: tuple[str, ...], length: timedelta, now: datetime) -> Window:
        held = self._windows.get(key)
        return held if held is not None and now < held.start + length else Window(now, 0)


def too_many(problem: Problem, retry_after: int | None, headers: Mapping[str, str] | None = None) -> Response:
    wait = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Response(status=429, headers={**(headers or {}), "x-rate-limit-problem": problem.value, **wait})


def _keys(app: str, tenant: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    return ("minute", app, tenant), ("day", app, tenant), ("appminute", app)


def _seconds(left: timedelta) -> int:
    return max(1, ceil(left.total_seconds()))
