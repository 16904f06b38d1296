from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from connect_ext.books.order import BillingPeriod
from connect_ext.books.terms import Billing, Terms, periods_of, terms_of
from tests.books.day_builders import MONTHLY, YEARLY, day, days

SYDNEY, NEW_YORK = ZoneInfo("Australia/Sydney"), ZoneInfo("America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fixed(
    start: str, next_date: str, anniversary: int | None, zone: ZoneInfo = SYDNEY, length: BillingPeriod = MONTHLY
) -> Terms:
    billing = Billing(length=length, next_date=at(next_date), anniversary_day=anniversary)
    return terms_of(billing, at(start), zone)


def test_a_subscription_that_begins_on_its_anniversary_has_a_full_first_period() -> None:
    terms = fixed("2026-11-21T01:00", "2026-12-21T01:00", 21)
    assert periods_of(MONTHLY, terms, day("21 Nov")).containing(day("21 Nov")) == days("21 Nov", "21 Dec")


def test_daylight_saving_does_not_make_a_full_period_short() -> None:
    """Half past midnight on 21 March in Sydney; a month later it is half past eleven on the 20th there."""
    terms = fixed("2026-03-20T13:30", "2026-04-20T13:30", 20)
    assert periods_of(MONTHLY, terms, day("21 Mar")).containing(day("21 Mar")) == days("21 Mar", "21 Apr")


@pytest.mark.parametrize("zone", [SYDNEY, NEW_YORK])
def test_a_short_first_period_ends_on_the_anniversary_in_every_zone(zone: ZoneInfo) -> None:
    terms = fixed("2026-01-20T17:00", "2026-02-01T00:00", 1, zone)
    assert periods_of(MONTHLY, terms, day("20 Jan")).containing(day("25 Jan")) == days("1 Jan", "1 Feb")


def test_the_31st_comes_back_after_february() -> None:
    terms = fixed("2026-01-31T10:00", "2026-02-28T10:00", 31, NEW_YORK)
    periods = periods_of(MONTHLY, terms, day("31 Jan"))
    assert (periods.containing(day("31 Jan")), periods.containing(day("5 Mar"))) == (
        days("31 Jan", "28 Feb"),
        days("28 Feb", "31 Mar"),
    )


def test_without_an_anniversary_the_next_date_is_a_day_of_the_organisation() -> None:
    assert fixed("2026-01-20T01:00", "2026-02-01T14:00", None).next_date == date(2026, 2, 2)
    assert fixed("2026-01-20T01:00", "2026-02-01T13:00", None, NEW_YORK).next_date == date(2026, 2, 1)


def test_it_does_not_matter_by_how_many_periods_the_next_date_has_moved_on() -> None:
    once, later = (fixed("2026-01-20T01:00", moved, 1) for moved in ("2026-02-01T00:00", "2026-07-01T00:00"))
    for terms in (once, later):
        assert periods_of(MONTHLY, terms, day("20 Jan")).containing(day("20 Jan")).end == day("1 Feb")


def test_an_item_of_another_period_begins_with_the_service() -> None:
    terms = fixed("2026-01-20T01:00", "2026-02-01T00:00", 1)
    assert periods_of(YEARLY, terms, day("20 Jan")).containing(day("20 Jan")) == days("20 Jan", "2027-01-20")


def test_without_terms_so_does_every_item() -> None:
    assert periods_of(MONTHLY, None, day("20 Jan")).containing(day("25 Jan")) == days("20 Jan", "20 Feb")
