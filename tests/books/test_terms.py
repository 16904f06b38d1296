from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.terms import Billing, Terms, periods_of, terms_of
from tests.books.day_builders import MONTHLY, YEARLY, day, days


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def fixed(start: str, next_date: str, anniversary: int | None, length: BillingPeriod = MONTHLY) -> Terms:
    billing = Billing(length=length, next_date=at(next_date), anniversary_day=anniversary)
    return terms_of(billing, day(start))


@pytest.mark.parametrize("anniversary", [21, None])
def test_a_subscription_that_begins_on_its_anniversary_has_a_full_first_period(anniversary: int | None) -> None:
    terms = fixed("21 Nov", "2026-12-21T01:00", anniversary)
    assert periods_of(MONTHLY, terms, day("21 Nov")).containing(day("21 Nov")) == days("21 Nov", "21 Dec")


@pytest.mark.parametrize("anniversary", [1, None])
def test_a_short_first_period_ends_at_the_next_date(anniversary: int | None) -> None:
    terms = fixed("20 Jan", "2026-02-01T00:00", anniversary)
    assert periods_of(MONTHLY, terms, day("20 Jan")).containing(day("25 Jan")) == days("1 Jan", "1 Feb")


@pytest.mark.parametrize("anniversary", [31, None])
def test_the_31st_comes_back_after_february(anniversary: int | None) -> None:
    terms = fixed("31 Jan", "2026-02-28T10:00", anniversary)
    periods = periods_of(MONTHLY, terms, day("31 Jan"))
    assert (periods.containing(day("31 Jan")), periods.containing(day("5 Mar"))) == (
        days("31 Jan", "28 Feb"),
        days("28 Feb", "31 Mar"),
    )


@pytest.mark.parametrize("hour", ["00:00", "23:59"])
def test_the_next_date_is_a_day_of_the_platform(hour: str) -> None:
    assert fixed("20 Jan", f"2026-02-01T{hour}", None).next_date == date(2026, 2, 1)


def test_it_does_not_matter_by_how_many_periods_the_next_date_has_moved_on() -> None:
    once, later = (fixed("20 Jan", moved, 1) for moved in ("2026-02-01T00:00", "2026-07-01T00:00"))
    for terms in (once, later):
        assert periods_of(MONTHLY, terms, day("20 Jan")).containing(day("20 Jan")).end == day("1 Feb")


def test_an_item_of_another_period_begins_with_the_service() -> None:
    terms = fixed("20 Jan", "2026-02-01T00:00", 1)
    assert periods_of(YEARLY, terms, day("20 Jan")).containing(day("20 Jan")) == days("20 Jan", "2027-01-20")


def test_without_terms_so_does_every_item() -> None:
    assert periods_of(MONTHLY, None, day("20 Jan")).containing(day("25 Jan")) == days("20 Jan", "20 Feb")
