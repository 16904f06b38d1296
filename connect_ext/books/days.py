"""A range of whole days, [from, to): what every period, quantity and billed line is laid over (money §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise


def platform_day(moment: datetime) -> date:
    """The day of an aware instant as the platform counts: in UTC, whatever the organisation's zone (money §2)."""
    return moment.astimezone(UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Days:
    """The days from `start` up to, and without, `end` (money §4).

    Never empty: `ValueError` when `end` is not after `start`, or for an instant, whose day depends on a time zone.
    Where two ranges may have nothing in common, the answer is None.
    """

    start: date
    end: date
    """The first day that is no longer part of it."""

    def __post_init__(self) -> None:
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise ValueError(f"An instant is not a day: {self.start} to {self.end}")
        if self.end <= self.start:
            raise ValueError(f"No day lies from {self.start} up to {self.end}")

    def __len__(self) -> int:
        """How many days."""
        return (self.end - self.start).days

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def overlap(self, other: Days) -> Days | None:
        """The days of both, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Days(start=start, end=end) if start < end else None

    def without(self, other: Days) -> tuple[Days, ...]:
        """The days that are not also days of `other`: none, one range, or one on each side of it."""
        return tuple(piece for piece in self.split_at((other.start, other.end)) if piece.overlap(other) is None)

    def split_at(self, days: Iterable[date]) -> tuple[Days, ...]:
        """The same days as ranges in order, a new one beginning at each of the given days that lies inside."""
        cuts = [self.start, *sorted({day for day in days if self.start < day < self.end}), self.end]
        return tuple(Days(start=start, end=end) for start, end in pairwise(cuts))

    def touches(self, other: Days) -> bool:
        """Whether they overlap, or one begins where the other ends."""
        return self.start <= other.end and other.start <= self.end

    def joined(self, other: Days) -> Days | None:
        """The days of either as one range, or None when there is a gap between them."""
        if not self.touches(other):
            return None
        return Days(start=min(self.start, other.start), end=max(self.end, other.end))
