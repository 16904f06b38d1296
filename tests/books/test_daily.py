from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.settings.daily import run_after

SYDNEY, LONDON, LORD_HOWE = (ZoneInfo(name) for name in ("Australia/Sydney", "Europe/London", "Australia/Lord_Howe"))
ZONES = (SYDNEY, LONDON, LORD_HOWE, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu"))


@pytest.mark.parametrize(
    ("zone", "hour", "moment", "run"),
    [
        (SYDNEY, 6, "2026-11-21T01:00", "2026-11-21T19:00"),  # noon, and six o'clock of the next morning
        (SYDNEY, 18, "2026-11-21T01:00", "2026-11-21T07:00"),
        (SYDNEY, 12, "2026-11-21T01:00", "2026-11-21T01:00"),  # the moment itself counts
        (LONDON, 6, "2027-03-27T12:00", "2027-03-28T05:00"),  # an hour earlier by UTC: summer has begun
        (LONDON, 6, "2027-10-30T12:00", "2027-10-31T06:00"),  # and an hour later: it has ended
        (LONDON, 1, "2027-03-27T12:00", "2027-03-28T01:00"),  # one o'clock is skipped; its minute is two o'clock
        (LONDON, 1, "2027-10-30T12:00", "2027-10-31T00:00"),  # one o'clock comes twice: the first
        (LONDON, 1, "2027-10-31T00:01", "2027-11-01T01:00"),  # and only the first
        (LORD_HOWE, 2, "2027-10-02T12:00", "2027-10-02T15:30"),  # by half an hour
    ],
)
def test_a_run_is_at_the_hour_of_the_zone(zone: ZoneInfo, hour: int, moment: str, run: str) -> None:
    found = run_after(datetime.fromisoformat(moment).replace(tzinfo=UTC), hour, zone)
    assert found == datetime.fromisoformat(run).replace(tzinfo=UTC)


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.integers(0, 23),
    st.sampled_from(ZONES),
)
def test_every_day_of_the_zone_has_one_run(moment: datetime, hour: int, zone: ZoneInfo) -> None:
    first = run_after(moment, hour, zone)
    second = run_after(first + timedelta(microseconds=1), hour, zone)
    assert moment <= first < moment + timedelta(hours=25, minutes=1)
    days = [run.astimezone(zone).date() for run in (first, second)]
    assert days[1] - days[0] == timedelta(days=1)
