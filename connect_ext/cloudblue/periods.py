"""Connect's words for how often an item is charged."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from connect_ext.books.orders.order import BillingPeriod

ONE_TIME = frozenset({"onetime", "one time"})
WORDS = {"monthly": 1, "month": 1, "yearly": 12, "year": 12}
MONTHS_OF = {"month": 1, "year": 12}
MOST = 99
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


def counted_period(uom: str, delta: Any) -> BillingPeriod | None:
    """So many (`delta`, a number or its text; one where it is missing) of a unit (`uom`). Never raises."""
    unit = billing_period(uom)
    try:
        count = Decimal(1 if delta is None else str(delta).strip())
    except InvalidOperation:
        return None
    if unit is None or not count.is_finite() or not 1 <= count <= MOST or count != count.to_integral_value():
        return None
    return BillingPeriod(months=unit.months * int(count))


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", " ", text).strip().lower()
