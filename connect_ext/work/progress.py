"""When a backlog will be through, by the calls that it takes and those that Xero gives."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from connect_ext.work.budget import DAY, Budget

TASKS_A_BATCH = 50
CALLS_FIRST = 7
"""Organisation, accounts, taxes, currencies, themes and what else is read once a run."""
CALLS_A_BATCH = 4
"""A look at its contacts, the new contacts, its invoices, and one of all the rest."""
CALLS_A_MINUTE = 30
"""Half of what Xero allows: a call with fifty documents takes about two seconds."""
MINUTE = timedelta(minutes=1)


def finish_at(left: int, budget: Budget, pause_until: datetime | None, now: datetime) -> datetime | None:
    """About when the last of so many tasks is done, to the minute and never too early by design; None where nothing is
    left. What the calls of a day do not suffice for waits for the next days."""
    if left == 0:
        return None
    start = max(now, pause_until or now)
    calls = CALLS_FIRST + CALLS_A_BATCH * ceil(left / TASKS_A_BATCH)
    known = budget.day_left is not None and budget.day_until is not None and budget.day_until > start
    today = budget.day_left if known and budget.day_left is not None else budget.day_most
    if calls > today:
        next_day = (budget.day_until if known else None) or start + DAY
        whole_days, calls = divmod(calls - today, budget.day_most)
        start = max(start, next_day + whole_days * DAY)
    return _to_the_minute(start + ceil(calls / CALLS_A_MINUTE) * MINUTE)


def _to_the_minute(moment: datetime) -> datetime:
    floor = moment.replace(second=0, microsecond=0)
    return floor if floor == moment else floor + MINUTE
