"""What part of a period costs: price × days of the part ÷ days of the full period it belongs to (money §3.6, §4, §12).

All arithmetic is exact until a line is rounded, once. A part that spans several periods is the sum of its shares of
each, so that it never matters how its days were cut before they came onto one line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import groupby

from connect_ext.books.days import Days
from connect_ext.books.money import Currency, LineFigures, line_figures, plain, round_amount
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.periods import Periods

KEPT_PLACES = 12
"""What is cut off toward zero this far behind the comma changes no rounding half up to four decimals or fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The unit price of one full period, and the periods it is the price of."""

    unit_price: Decimal
    currency: Currency
    periods: Periods | None
    """None for a one-time item: it is never prorated (money §3.6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Some days, and the full period they belong to."""

    days: Days
    of: Days

    @property
    def fraction(self) -> Fraction:
        return Fraction(len(self.days), len(self.of))


def shares(days: Days, periods: Periods) -> tuple[Share, ...]:
    """The share of each full period that these days touch, in order."""
    touched = periods.touching(days)
    pieces = days.split_at(period.start for period in touched)
    return tuple(Share(days=piece, of=period) for piece, period in zip(pieces, touched, strict=True))


def full_periods(days: Days, rate: Rate) -> Fraction:
    """How many times the price these days cost; exactly 1 for a full period, a one-time item and a price of 0."""
    if rate.periods is None or rate.unit_price == 0:
        return Fraction(1)
    return sum((share.fraction for share in shares(days, rate.periods)), Fraction(0))


def exact_amount(part: Part, rate: Rate) -> Fraction:
    """The amount before it is rounded: what several parts of one line are added up as."""
    return Fraction(part.quantity) * Fraction(rate.unit_price) * full_periods(part.days, rate)


def rounded(exact: Fraction, currency: Currency) -> Decimal:
    """An exact amount as an amount in the books, rounded half up like every other (money §12)."""
    return round_amount(cut_off(exact), currency)


def amount(part: Part, rate: Rate) -> Decimal:
    return rounded(exact_amount(part, rate), rate.currency)


def folded(part: Part, rate: Rate) -> LineFigures:
    """One line, the proration folded into its unit amount (money §4).

    The arithmetic tells how the unit amount came about (`10 AUD x 12/31 of a month`); a full period is the plain line.
    """
    proration = arithmetic(part.days, rate)
    if proration is None:
        return line_figures(part.quantity, rate.unit_price, rate.currency)
    each = f"{plain(rate.unit_price)} {rate.currency} x {proration}"
    due = amount(part, rate)
    unit = cut_off(Fraction(rate.unit_price) * full_periods(part.days, rate))
    line = line_figures(part.quantity, unit, rate.currency)
    # What was cut off the unit can be missing from the product: on the tie that is a cent.
    if line.amount == due and line.arithmetic is None:
        return replace(line, arithmetic=each)
    return replace(line_figures(Decimal(1), due, rate.currency), arithmetic=f"{plain(part.quantity)} x {each}")


def separate(part: Part, rate: Rate) -> tuple[LineFigures, ...]:
    """A line for one full period and, where these days cost another amount, one line that adjusts it (money §4).

    The total is that of `folded`, to the cent.
    """
    full = line_figures(part.quantity, rate.unit_price, rate.currency)
    difference = amount(part, rate) - full.amount
    if rate.periods is None or difference == 0:
        return (full,)
    adjustment = line_figures(Decimal(1), difference, rate.currency)
    why = f"{arithmetic(part.days, rate)} instead of {_whole(1, rate.periods.length)}"
    return full, replace(adjustment, arithmetic=why)


def arithmetic(days: Days, rate: Rate) -> str | None:
    """How many periods these days are, as people write it: `12/31 of a month + 2 months`; None for exactly one."""
    if rate.periods is None or rate.unit_price == 0:
        return None
    terms = [
        term
        for full, group in groupby(shares(days, rate.periods), key=lambda share: share.days == share.of)
        for term in _terms(full, tuple(group), rate.periods.length)
    ]
    if terms == [_whole(1, rate.periods.length)]:
        return None
    return terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"


def _terms(full: bool, group: tuple[Share, ...], length: BillingPeriod) -> list[str]:
    if full:
        return [_whole(len(group), length)]
    one = f"a {length.word}" if length.word.isalpha() else length.word
    return [f"{len(share.days)}/{len(share.of)} of {one}" for share in group]


def _whole(count: int, length: BillingPeriod) -> str:
    if not length.word.isalpha():
        return length.word if count == 1 else f"{count} x {length.word}"
    return f"1 {length.word}" if count == 1 else f"{count} {length.word}s"


def cut_off(exact: Fraction) -> Decimal:
    """An exact amount with so many decimals that rounding it half up rounds what it was."""
    with localcontext(prec=60):
        return Decimal(int(exact * 10**KEPT_PLACES)).scaleb(-KEPT_PLACES)
