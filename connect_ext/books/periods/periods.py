"""Billing periods: counted from one anchor, so that the 31st comes back after February (money §4)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from connect_ext.books.days import Days
from connect_ext.books.orders.order import BillingPeriod

A_DAY = timedelta(days=1)

STEPS_TO_A_LEAP_YEAR = 7
"""A 29 February is at most so many years before a 28th that it was clamped to: 2096 before 2103."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Periods:
    """The endless row of full periods of one length, before and after an anchor (money §4).

    Period n runs from boundary n up to boundary n + 1; period 0 begins at the anchor. `ValueError` for a length that
    is not at least a month.
    """

    anchor: date
    length: BillingPeriod

    def __post_init__(self) -> None:
        if self.length.months < 1:
            raise ValueError(f"A period of {self.length.months} months")

    def boundary(self, number: int) -> date:
        """The anchor plus so many periods, clamped to the month's end; never computed from another boundary."""
        return _day_in(_months(self.anchor) + number * self.length.months, self.anchor.day)

    def period(self, number: int) -> Days:
        return Days(start=self.boundary(number), end=self.boundary(number + 1))

    def number(self, day: date) -> int:
        """The number of the one period that has this day."""
        number = (_months(day) - _months(self.anchor)) // self.length.months
        return number if self.boundary(number) <= day else number - 1

    def containing(self, day: date) -> Days:
        return self.period(self.number(day))

    def touching(self, days: Days) -> tuple[Days, ...]:
        """Every full period that has at least one of these days, in order."""
        first, last = self.number(days.start), self.number(days.end - A_DAY)
        return tuple(self.period(number) for number in range(first, last + 1))


def periods_through(next_date: date, length: BillingPeriod, anniversary_day: int | None = None) -> Periods:
    """The periods of a subscription, one of which ends at its `next_date` (money §4).

    The anniversary's day tells that a `next_date` of 28 February is a clamped 31st. It is believed only where it
    leads to `next_date` exactly; otherwise `next_date` is the anchor.
    """
    for number in range(STEPS_TO_A_LEAP_YEAR + 1):
        month = _months(next_date) - number * length.months
        anchor = _day_in(month, anniversary_day or next_date.day)
        periods = Periods(anchor=anchor, length=length)
        if anchor.day == anniversary_day and periods.boundary(number) == next_date:
            return periods
    return Periods(anchor=next_date, length=length)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _day_in(month: int, day: int) -> date:
    year, month0 = divmod(month, 12)
    return date(year, month0 + 1, min(day, monthrange(year, month0 + 1)[1]))
