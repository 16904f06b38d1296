"""When a subscription is billed, and so in which periods each of its items is (money §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from connect_ext.books.order import BillingPeriod
from connect_ext.books.periods import Periods, periods_through


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
    """The same in days of the organisation, fixed when an order of the asset is first proposed (money §4)."""

    length: BillingPeriod
    next_date: date
    """A boundary of its periods; any of them would do."""
    anniversary_day: int | None


def terms_of(billing: Billing, effective_at: datetime, zone: ZoneInfo) -> Terms:
    """What the marketplace says, in the organisation's days.

    The platform counts in UTC. Where by its count only full periods lie between the start of the service and
    `next_date`, they are full in every time zone. Else an anniversary is the day that the platform means by it.
    """
    start, theirs = effective_at.astimezone(zone).date(), billing.next_date.astimezone(UTC).date()
    counted = Periods(anchor=effective_at.astimezone(UTC).date(), length=billing.length)
    number = counted.number(theirs)
    if counted.boundary(number) == theirs and billing.anniversary_day in (None, counted.anchor.day):
        ours = Periods(anchor=start, length=billing.length)
        return Terms(length=billing.length, next_date=ours.boundary(number), anniversary_day=start.day)
    day = billing.next_date.astimezone(zone).date() if billing.anniversary_day is None else theirs
    return Terms(length=billing.length, next_date=day, anniversary_day=billing.anniversary_day)


def periods_of(length: BillingPeriod, terms: Terms | None, service_start: date) -> Periods:
    """The periods of an item. Where its subscription has others, or none are known, they begin with the service."""
    if terms is None or terms.length != length:
        return Periods(anchor=service_start, length=length)
    return periods_through(terms.next_date, length, terms.anniversary_day)
