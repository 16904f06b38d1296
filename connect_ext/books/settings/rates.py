"""An installation's own dated rates, for prices of a currency that is not enabled in Xero (money §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.money import Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRate:
    """One unit of `source` is `rate` units of `target` from a day on, until a later rate of the same two."""

    source: Currency
    target: Currency
    since: date
    rate: Decimal


def rate_on(day: date, rates: Iterable[DatedRate], source: Currency, target: Currency) -> DatedRate | None:
    """The rate that holds on a day; None where none does."""
    known = [one for one in rates if (one.source, one.target) == (source, target) and one.since <= day]
    return max(known, key=lambda one: one.since, default=None)
