"""An amount laid over the calendar months of the days that it pays for, so that the months add up to it (money §17)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from connect_ext.books.money import Currency, quantum
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import Rate, exact_amount

CALENDAR = Periods(anchor=date(2000, 1, 1), length=BillingPeriod(months=1))


def month_of(day: date) -> date:
    """A month, named by its first day."""
    return day.replace(day=1)


def exact_by_month(part: Part, rate: Rate) -> dict[date, Fraction]:
    """What the days of each month cost: together exactly `exact_amount` of the part.

    For a rate per period only: a one-time price belongs to no day.
    """
    inside = part.days.split_at(month.start for month in CALENDAR.touching(part.days))
    return {month_of(days.start): exact_amount(replace(part, days=days), rate) for days in inside}


def apportioned(amount: Decimal, exact: Mapping[date, Fraction], currency: Currency) -> dict[date, Decimal]:
    """A rounded amount over months that each have an exact share of it.

    Each share is rounded down; the cents that are missing then go to the largest remainders, one each, the earlier
    month first. A month without a share gets none. `ValueError` when the amount is not the sum of the shares, but for
    what rounding makes of it.
    """
    cent = Fraction(quantum(currency))
    whole = {month: share // cent for month, share in exact.items()}
    missing = int(Fraction(amount) / cent) - sum(whole.values())
    by_remainder = sorted((share for share in exact if exact[share]), key=lambda month: (-(exact[month] % cent), month))
    if not 0 <= missing <= len(by_remainder):
        raise ValueError(f"{amount} {currency} is not the sum of its months")
    topped_up = frozenset(by_remainder[:missing])
    return {month: (count + (month in topped_up)) * quantum(currency) for month, count in whole.items()}
