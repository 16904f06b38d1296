"""What must be billed, reckoned from the orders alone, with nothing of the product's own arithmetic."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.faults.market import Asset

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """`seats` are those of every day that is billed by now; `net` is their money, and that of what was used."""

    seats: dict[date, int]
    net: Decimal


def reckon(asset: Asset, today: date) -> Reckoned:
    """Charged in advance: each month that has begun by today, counted from the day of the purchase."""
    began, seats, net = asset.levels[0][0], dict[date, int](), asset.used
    if asset.connection != "production":
        return Reckoned(seats={}, net=Decimal(0))
    for number in range(1000):
        start, end = _months_after(began, number), _months_after(began, number + 1)
        days = [start + DAY * day for day in range((end - start).days)]
        of_month = {day: _held(asset, day) for day in days}
        if start > today or _over(asset, start):
            break
        seats |= of_month
        price = asset.seller.prices[asset.item]
        net += price * sum(of_month.values()) / len(days)
    return Reckoned(seats={day: held for day, held in seats.items() if held}, net=net)


def _over(asset: Asset, start: date) -> bool:
    day, quantity = asset.levels[-1]
    return quantity == 0 and day <= start and start != asset.levels[0][0]


def _held(asset: Asset, day: date) -> int:
    return next(quantity for since, quantity in reversed(asset.levels) if since <= day)


def _months_after(began: date, months: int) -> date:
    """Always from the first day, and the last day of a month that is shorter."""
    year, month = divmod(began.year * 12 + began.month - 1 + months, 12)
    return date(year, month + 1, min(began.day, calendar.monthrange(year, month + 1)[1]))
