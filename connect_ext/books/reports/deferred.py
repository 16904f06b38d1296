"""What was billed of service that comes later: the deferred-revenue schedule, from coverage alone (money §17).

Every line is laid over the months of the days that it bills, and the months add up to the line to the cent. A credit
takes from the months of its own days what a smaller line would not have had there: so a month that was credited whole
is left with nothing, not with the cents of two roundings.

Only what is charged by the period is here. What is charged once, and usage, is earned when it is billed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.money import Currency
from connect_ext.books.periods.months import CALENDAR, apportioned, exact_by_month, month_of
from connect_ext.books.periods.proration import Rate, rounded

BilledBy = tuple[AssetItem, LineKey]

NOTHING = Decimal(0)
KNOWN = (CoverageState.BILLED, CoverageState.BILLED_ELSEWHERE)
"""An opening balance counts where its price is known. Nothing was paid for what is waived or released."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Entry:
    """So much of what the documents of one month bill pays for the days of another; negative where credits prevail."""

    group: str
    """Whatever the caller divides by, such as a customer."""
    currency: Currency
    document_month: date
    """Months are named by their first day."""
    service_month: date
    amount: Decimal
    """Without tax, as lines are priced."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class MonthEnd:
    """One group and currency in one month: what stood deferred before, plus billed, less recognised, is deferred."""

    group: str
    currency: Currency
    month: date
    billed: Decimal
    """By the documents of the month, less its credits."""
    recognised: Decimal
    """The service of the month, and of earlier ones where it was billed this late: nothing is accrued before."""
    deferred: Decimal
    """At the month's end: billed so far, less recognised so far."""


def entries(stretches: Collection[Stretch], group_of: Callable[[Stretch], str]) -> tuple[Entry, ...]:
    """In order, none of amount 0. They add up, for each group, currency and document month, to what was billed.

    `group_of` is asked with a line's billed stretch, for its credits too. Currencies are never added up.
    """
    sums: defaultdict[tuple[str, Currency, date, date], Decimal] = defaultdict(Decimal)
    for billed, rate, credits_ in _lines(stretches):
        for document_month, service_month, amount in _of_line(billed, rate, credits_):
            sums[group_of(billed[0]), rate.currency, document_month, service_month] += amount
    return tuple(
        Entry(group=group, currency=currency, document_month=document, service_month=service, amount=amount)
        for (group, currency, document, service), amount in sorted(sums.items())
        if amount
    )


def month_ends(found: Iterable[Entry], days: Days) -> tuple[MonthEnd, ...]:
    """Every month that has one of these days, by group and currency; one with nothing to say is left out."""
    months = [month.start for month in CALENDAR.touching(days)]
    ordered = sorted(found)
    return tuple(
        end
        for (group, currency), own in groupby(ordered, key=lambda entry: (entry.group, entry.currency))
        for end in _ends(group, currency, tuple(own), months)
        if end.billed or end.recognised or end.deferred
    )


def _ends(group: str, currency: Currency, own: Sequence[Entry], months: Sequence[date]) -> Iterator[MonthEnd]:
    billed, recognised = defaultdict[date, Decimal](Decimal), defaultdict[date, Decimal](Decimal)
    for entry in own:
        billed[entry.document_month] += entry.amount
        recognised[max(entry.document_month, entry.service_month)] += entry.amount
    deferred = sum((amount for month, amount in billed.items() if month < months[0]), NOTHING)
    deferred -= sum((amount for month, amount in recognised.items() if month < months[0]), NOTHING)
    for month in months:
        deferred += billed[month] - recognised[month]
        yield MonthEnd(
            group=group,
            currency=currency,
            month=month,
            billed=billed[month],
            recognised=recognised[month],
            deferred=deferred,
        )


def _lines(stretches: Collection[Stretch]) -> Iterator[tuple[Sequence[Stretch], Rate, Sequence[Stretch]]]:
    """What each line bills by the period, at which rate, and what was credited of it."""
    billed, credited = defaultdict[BilledBy, list[Stretch]](list), defaultdict[BilledBy, list[Stretch]](list)
    for one in stretches:
        if one.is_credit and one.credits is not None:
            credited[one.item, one.credits].append(one)
        elif one.bills and one.state in KNOWN:
            billed[one.item, one.line].append(one)
    for key, own in billed.items():
        rate = own[0].rate
        if rate is not None and rate.periods is not None:
            yield own, rate, credited[key]


def _of_line(
    billed: Sequence[Stretch], rate: Rate, credits_: Sequence[Stretch]
) -> Iterator[tuple[date, date, Decimal]]:
    """Document month, service month and amount: of the line itself, then of each credit of it."""
    left = _exact(billed, rate)
    due, taken = sum(left.values(), Fraction(0)), Fraction(0)
    standing = apportioned(rounded(due, rate.currency), left, rate.currency)
    yield from ((month_of(billed[0].dated), month, amount) for month, amount in standing.items())
    ordered = sorted(credits_, key=lambda one: (one.dated, one.line))
    for (dated, _), group in groupby(ordered, key=lambda one: (one.dated, one.line)):
        less = _exact(tuple(group), rate)
        taken += sum(less.values(), Fraction(0))
        left = {month: share - less.get(month, 0) for month, share in left.items()}
        # As credits are rounded: the total so far, less what was credited before (money §8).
        amount = rounded(due, rate.currency) - rounded(taken, rate.currency)
        now = apportioned(amount, left, rate.currency)
        yield from ((month_of(dated), month, now[month] - standing[month]) for month in now)
        standing = now


def _exact(stretches: Iterable[Stretch], rate: Rate) -> Mapping[date, Fraction]:
    sums: defaultdict[date, Fraction] = defaultdict(Fraction)
    for one in stretches:
        for month, share in exact_by_month(one.part, rate).items():
            sums[month] += share
    return sums
