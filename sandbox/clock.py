"""The sandbox's clock: real time plus what a story has moved it by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Calling it gives the sandbox's now, aware and in UTC."""

    def __init__(self, start: datetime | None = None) -> None:
        """With `start` the clock stands still there until it is moved; without, it runs from the real now."""
        self._fixed = start
        self._offset = timedelta()

    def __call__(self) -> datetime:
        return (self._fixed or datetime.now(UTC)) + self._offset

    @property
    def moved_by(self) -> timedelta:
        return self._offset

    def move(self, by: timedelta) -> None:
        self._offset += by
