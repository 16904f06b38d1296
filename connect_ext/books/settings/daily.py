"""The moment of the day at which auto-sync works, where it works once a day."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

A_DAY = timedelta(days=1)


def run_after(moment: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """The first one at `moment` or after it, in UTC.

    Each day of the zone's calendar has exactly one: where the clock goes back over the hour, the first of the two;
    where it jumps over it, the moment to which it jumps from there.
    """
    today = datetime.combine(moment.astimezone(zone).date(), time(hour))
    run = today.replace(tzinfo=zone).astimezone(UTC)
    return run if run >= moment else (today + A_DAY).replace(tzinfo=zone).astimezone(UTC)
