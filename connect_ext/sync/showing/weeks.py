"""What orders come to by the week, as the organisation counts days (money §2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from connect_ext.books.money import Currency
from connect_ext.storage.order_value import Value, WeekValue
from connect_ext.work.task import TaskStatus

WEEKS = 8
A_WEEK = timedelta(days=7)


class Standing(StrEnum):
    """Where an order stands, for a sum."""

    IN_XERO = "in_xero"
    WAITING = "waiting"
    NEEDS_YOU = "needs_you"


_S = TaskStatus
STANDINGS: dict[TaskStatus, Standing] = {
    _S.SYNCED: Standing.IN_XERO,
    **dict.fromkeys((_S.PENDING, _S.WAITING, _S.RUNNING, _S.UNCERTAIN), Standing.WAITING),
    **dict.fromkeys((_S.ATTENTION, _S.HELD, _S.FAILED), Standing.NEEDS_YOU),
}
"""What is ignored comes to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Values are without tax. `starts_on` is a Monday."""

    starts_on: date
    values: dict[Standing, Decimal]
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyWeeks:
    """The oldest week first, without gaps; the last one is the week of now."""

    currency: Currency
    weeks: tuple[Week, ...]


def mondays(now: datetime, zone: ZoneInfo) -> tuple[date, ...]:
    """The Mondays of the last `WEEKS` weeks, this one's included."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    return tuple(monday - A_WEEK * back for back in range(WEEKS - 1, -1, -1))


def beginnings(days: Iterable[date], zone: ZoneInfo) -> tuple[datetime, ...]:
    """When each of the days begins there."""
    return tuple(datetime.combine(day, time(), zone) for day in days)


def by_currency(days: tuple[date, ...], found: Value, zone: ZoneInfo) -> tuple[CurrencyWeeks, ...]:
    """The currency with most orders first. Weeks of which not all orders were counted are left out."""
    whole = [number for number, began in enumerate(beginnings(days, zone)) if began >= found.whole_since]
    first = whole[0] if whole else len(days) - 1
    counted = [one for one in found.weeks if one.week >= first and one.status in STANDINGS]
    orders: dict[Currency, int] = {}
    for one in counted:
        orders[one.currency] = orders.get(one.currency, 0) + one.orders
    return tuple(
        CurrencyWeeks(
            currency=currency,
            weeks=tuple(
                _week(days[number], [one for one in counted if (one.currency, one.week) == (currency, number)])
                for number in range(first, len(days))
            ),
        )
        for currency in sorted(orders, key=lambda currency: (-orders[currency], currency))
    )


def _week(starts_on: date, found: list[WeekValue]) -> Week:
    values = dict.fromkeys(Standing, Decimal(0))
    for one in found:
        values[STANDINGS[one.status]] += one.value
    return Week(starts_on=starts_on, values=values, orders=sum(one.orders for one in found))
