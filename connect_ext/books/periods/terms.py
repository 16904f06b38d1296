"""When a subscription is billed, and so in which periods each of its items is (money §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from connect_ext.books.days import platform_day
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.periods import Periods, periods_through


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """What the marketplace says of a subscription."""

    length: BillingPeriod
    next_date: datetime
    """Aware UTC: where the running period ends. It moves on with every period."""
    anniversary_day: int | None
    """Of the month, as the platform counts days; None where it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The same in days of the platform, fixed when an order of the asset is first proposed (money §4)."""

    length: BillingPeriod
    next_date: date
    """A boundary of its periods; any of them would do."""
    anniversary_day: int | None


def terms_of(billing: Billing, service_start: date) -> Terms:
    """What the marketplace says, in days of the platform.

    Where it names no anniversary, and only full periods lie between the start of the service and `next_date`, they are
    counted from the start: a `next_date` of 28 February may be a clamped 31st.
    """
    next_date, anniversary_day = platform_day(billing.next_date), billing.anniversary_day
    counted = Periods(anchor=service_start, length=billing.length)
    if anniversary_day is None and counted.boundary(counted.number(next_date)) == next_date:
        anniversary_day = service_start.day
    return Terms(length=billing.length, next_date=next_date, anniversary_day=anniversary_day)


def periods_of(length: BillingPeriod, terms: Terms | None, service_start: date) -> Periods:
    """The periods of an item. Where its subscription has others, or none are known, they begin with the service."""
    if terms is None or terms.length != length:
        return Periods(anchor=service_start, length=length)
    return periods_through(terms.next_date, length, terms.anniversary_day)
