from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.ids import MarketplaceId, TierAccountId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_overlaps import overlaps
from tests.books.builders import a_row

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    "different",
    [
        {"customer_id": TierAccountId("TA-1")},
        {"marketplace_id": MarketplaceId("MP-1")},
        {"period_months": 1},
        {"minimum_quantity": Decimal(1)},
        {"product_item": None, "mpn": "M"},
    ],
)
def test_rows_for_different_questions_do_not_overlap(different: dict[str, Any]) -> None:
    assert overlaps([a_row(), a_row(**different)]) == ()


@pytest.mark.parametrize(
    "same", [{"mpn": "M"}, {"currency": Currency("NZD")}, {"price": Decimal(8)}, {"discount": Decimal(1)}]
)
def test_a_row_differs_by_what_it_is_asked_not_by_what_it_answers(same: dict[str, Any]) -> None:
    (found,) = overlaps([a_row(), a_row(**same)])
    assert (found.earlier, found.later) == (0, 1)


def test_a_row_that_repeats_another_is_told_from_one_with_another_price() -> None:
    assert overlaps([a_row("1"), a_row("1")])[0].problem == "It repeats row {row}."
    assert overlaps([a_row("1"), a_row("2")])[0].problem == "It has another price for the same as row {row}."


def test_a_row_may_begin_on_the_day_after_another_ended() -> None:
    before = a_row(valid_to=JULY - timedelta(days=1))
    assert overlaps([before, a_row(valid_from=JULY)]) == ()
    (found,) = overlaps([a_row(valid_from=JULY), a_row(valid_to=JULY)])
    assert found.problem == "Its validity overlaps that of row {row}, from 2026-07-01."


def test_a_short_row_within_a_long_one_is_found_behind_others() -> None:
    long, first, second = a_row(), a_row(valid_from=JUNE, valid_to=JUNE), a_row(valid_from=JULY)
    assert [(one.earlier, one.later) for one in overlaps([first, long, second])] == [(0, 1), (1, 2)]


SOME_DAY = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 8))


def share_a_day(one: PriceRow, other: PriceRow) -> bool:
    start = max(row.valid_from or date.min for row in (one, other))
    return start <= min(row.valid_to or date.max for row in (one, other))


@given(st.lists(st.tuples(SOME_DAY, SOME_DAY), max_size=7))
def test_rows_overlap_exactly_when_two_of_them_share_a_day(spans: list[tuple[date | None, date | None]]) -> None:
    rows = [a_row(valid_from=start, valid_to=end) for start, end in spans if (start or date.min) <= (end or date.max)]
    found = overlaps(rows)
    assert bool(found) == any(share_a_day(one, other) for one, other in combinations(rows, 2))
    assert all(share_a_day(rows[one.earlier], rows[one.later]) and one.earlier < one.later for one in found)
