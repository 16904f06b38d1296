"""Connect's words for how often an item is charged."""

from __future__ import annotations

import re

from connect_ext.books.order import BillingPeriod

ONE_TIME = frozenset({"onetime", "one time"})
WORDS = {"monthly": 1, "month": 1, "yearly": 12, "year": 12}
MONTHS_OF = {"month": 1, "year": 12}
COUNT_FIRST = re.compile(r"([1-9][0-9]?) (month|year)(?:s|ly)?")
COUNT_LAST = re.compile(r"(month|year)s ([1-9][0-9]?)")
"""`years_2` up to `years_6` are in the enum of Connect's own OpenAPI description (`billing.period.uom`)."""


def is_one_time(text: str) -> bool:
    return _plain(text) in ONE_TIME


def billing_period(text: str) -> BillingPeriod | None:
    """The period that a text means, None when it means none that we know."""
    plain = _plain(text)
    if plain in WORDS:
        return BillingPeriod(months=WORDS[plain])
    if counted := COUNT_FIRST.fullmatch(plain):
        return BillingPeriod(months=int(counted[1]) * MONTHS_OF[counted[2]])
    if counted := COUNT_LAST.fullmatch(plain):
        return BillingPeriod(months=int(counted[2]) * MONTHS_OF[counted[1]])
    return None


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().lower()
