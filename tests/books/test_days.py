from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.days import Days, platform_day
from tests.books.day_builders import a_few_days, day, days, each

TEN = days("10 Jan", "20 Jan")


def test_the_last_day_is_not_part_of_it() -> None:
    assert len(days("20 Jan", "1 Feb")) == 12
    assert day("10 Jan") in TEN
    assert day("19 Jan") in TEN
    assert day("20 Jan") not in TEN
    assert day("9 Jan") not in TEN


def test_the_platform_s_day_of_an_instant_is_the_same_wherever_it_is_written() -> None:
    late = datetime(2027, 1, 19, 23, 59, tzinfo=UTC)
    zones = ("America/New_York", "Australia/Sydney")
    assert {platform_day(late.astimezone(ZoneInfo(zone))) for zone in zones} == {date(2027, 1, 19)}


@pytest.fixture
def a_machine_in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "JST-9")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("a_machine_in_tokyo")
def test_the_zone_of_the_machine_does_not_count_either() -> None:
    assert platform_day(datetime(2027, 1, 19, 23, 59, tzinfo=UTC)) == date(2027, 1, 19)


@pytest.mark.parametrize("end", ["10 Jan", "9 Jan"])
def test_no_days_are_no_range(end: str) -> None:
    with pytest.raises(ValueError, match=f"No day lies from 2026-01-10 up to {day(end)}"):
        days("10 Jan", end)


def test_one_day_is_a_range() -> None:
    assert len(days("10 Jan", "11 Jan")) == 1


@pytest.mark.parametrize("instant_first", [True, False])
def test_an_instant_is_not_a_day(instant_first: bool) -> None:
    instant: date = datetime(2026, 1, 15, tzinfo=UTC)
    with pytest.raises(ValueError, match=r"An instant is not a day: 2026-01-\d\d.* to 2026-0[12]-"):
        Days(start=instant if instant_first else day("1 Jan"), end=day("1 Feb") if instant_first else instant)


@pytest.mark.parametrize(
    ("start", "end", "both", "only_ten"),
    [
        ("1 Jan", "10 Jan", None, [TEN]),
        ("1 Jan", "11 Jan", days("10 Jan", "11 Jan"), [days("11 Jan", "20 Jan")]),
        ("12 Jan", "15 Jan", days("12 Jan", "15 Jan"), [days("10 Jan", "12 Jan"), days("15 Jan", "20 Jan")]),
        ("19 Jan", "25 Jan", days("19 Jan", "20 Jan"), [days("10 Jan", "19 Jan")]),
        ("20 Jan", "25 Jan", None, [TEN]),
        ("10 Jan", "20 Jan", TEN, []),
        ("1 Jan", "25 Jan", TEN, []),
    ],
)
def test_examples_of_what_is_common_and_what_is_left(
    start: str, end: str, both: Days | None, only_ten: list[Days]
) -> None:
    assert TEN.overlap(days(start, end)) == both
    assert list(TEN.without(days(start, end))) == only_ten


@given(a_few_days, a_few_days)
def test_ranges_have_in_common_and_leave_the_very_days_that_sets_of_days_would(one: Days, other: Days) -> None:
    both = one.overlap(other)
    assert set(each(both) if both else []) == set(each(one)) & set(each(other))
    left = [of for piece in one.without(other) for of in each(piece)]
    assert left == sorted(set(each(one)) - set(each(other)))
    assert both == other.overlap(one)


@given(a_few_days, st.lists(st.sampled_from(each(days("2025-12-25", "20 Apr")))))
def test_pieces_follow_each_other_and_are_the_whole(whole: Days, cuts: list[date]) -> None:
    pieces = whole.split_at(cuts)
    assert [of for piece in pieces for of in each(piece)] == each(whole)
    assert [piece.start for piece in pieces[1:]] == sorted({cut for cut in cuts if cut in whole} - {whole.start})


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (days("1 Jan", "9 Jan"), None),
        (days("1 Jan", "10 Jan"), days("1 Jan", "20 Jan")),
        (days("15 Jan", "17 Jan"), TEN),
        (days("20 Jan", "21 Jan"), days("10 Jan", "21 Jan")),
        (days("21 Jan", "22 Jan"), None),
    ],
)
def test_ranges_join_when_there_is_no_gap(other: Days, together: Days | None) -> None:
    assert TEN.joined(other) == together
    assert other.joined(TEN) == together
    assert TEN.touches(other) is other.touches(TEN) is (together is not None)
