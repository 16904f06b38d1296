from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.ids import DocumentKey
from connect_ext.books.reports.deferred import Entry, MonthEnd, entries, month_ends
from tests.books.day_builders import (
    AUD,
    JPY,
    SEATS,
    STORAGE,
    YEARLY,
    a_line,
    a_note,
    a_rate,
    a_stretch,
    day,
    days,
    periods,
)

A_YEAR = a_stretch("1 Jan", "2027-01-01", "1", rate=a_rate("365", periods(length=YEARLY)), dated=day("20 Jan"))
"""Billed on 20 January: one a day."""


def of_a_customer(_: Stretch) -> str:
    return "Blue Lake"


def schedule(*stretches: Stretch) -> dict[tuple[str, str], str]:
    """By document month and service month."""
    return {
        (f"{one.document_month:%b}", f"{one.service_month:%b %Y}".removesuffix(" 2026")): str(one.amount)
        for one in entries(stretches, of_a_customer)
    }


def ends(start: str, end: str, *stretches: Stretch) -> list[tuple[str, str, str, str]]:
    """Billed, recognised and deferred of each month."""
    return [
        (f"{one.month:%b}", str(one.billed), str(one.recognised), str(one.deferred))
        for one in month_ends(entries(stretches, of_a_customer), days(start, end))
    ]


def credited(of: Stretch, start: str, end: str, quantity: str = "1", on: str = "10 Mar", number: int = 1) -> Stretch:
    piece = a_stretch(start, end, quantity, rate=of.rate, line=of.line, dated=of.dated)
    return piece.credited_by(a_note(number), day(on))


def test_a_year_billed_in_advance_is_recognised_month_by_month() -> None:
    assert ends("1 Jan", "1 Apr", A_YEAR) == [
        ("Jan", "365.00", "31.00", "334.00"),
        ("Feb", "0", "28.00", "306.00"),
        ("Mar", "0", "31.00", "275.00"),
    ]
    assert ends("31 Dec", "2027-02-01", A_YEAR) == [("Dec", "0", "31.00", "0.00")]


def test_a_schedule_that_begins_later_knows_what_was_deferred_before() -> None:
    assert ends("15 Mar", "16 Mar", A_YEAR) == ends("1 Jan", "1 Apr", A_YEAR)[2:]


def test_a_month_billed_from_the_middle_is_divided_by_its_days() -> None:
    line = a_stretch("15 Feb", "15 Mar", "2", rate=a_rate("14", periods("15 Jan")), dated=day("15 Feb"))
    assert schedule(line) == {("Feb", "Feb"): "14.00", ("Feb", "Mar"): "14.00"}


def test_what_is_billed_after_its_service_is_recognised_with_its_document() -> None:
    line = a_stretch("1 Jan", "1 Feb", "5", dated=day("3 Feb"))
    assert schedule(line) == {("Feb", "Jan"): "50.00"}
    assert ends("1 Jan", "1 Mar", line) == [("Feb", "50.00", "50.00", "0.00")]


def test_a_credit_takes_from_the_months_of_its_own_days_in_the_month_of_its_own_document() -> None:
    credit = credited(A_YEAR, "1 Dec", "2027-01-01")
    assert schedule(credit, A_YEAR)["Mar", "Dec"] == "-31.00"
    assert ends("1 Mar", "1 Apr", A_YEAR, credit) == [("Mar", "-31.00", "31.00", "244.00")]
    assert ends("1 Dec", "2027-01-01", A_YEAR, credit) == []


def test_a_credit_of_days_that_were_recognised_takes_that_back_when_it_is_dated() -> None:
    credit = credited(A_YEAR, "1 Jan", "1 Feb")
    assert ends("1 Mar", "1 Apr", A_YEAR, credit) == [("Mar", "-31.00", "0.00", "275.00")]


def test_a_month_that_is_credited_whole_keeps_no_cent_of_two_roundings() -> None:
    line = a_stretch("15 Jan", "15 Feb", "1", rate=a_rate("10", periods("15 Jan")), dated=day("15 Jan"))
    assert schedule(line) == {("Jan", "Jan"): "5.48", ("Jan", "Feb"): "4.52"}
    first, second = (
        credited(line, "5 Feb", "15 Feb", on="5 Feb"),
        credited(line, "1 Feb", "5 Feb", on="6 Feb", number=2),
    )
    assert schedule(line, second, first)["Feb", "Feb"] == "-4.52"
    assert sum((one.amount for one in entries([line, first, second], of_a_customer)), Decimal(0)) == Decimal("5.48")


def test_parts_of_one_credit_line_are_rounded_together_and_each_credit_line_by_itself() -> None:
    """31 days at 0.10: two days are 0.0065, three are 0.0097, so together they give a cent back, once."""
    line = a_stretch("1 Jan", "1 Feb", "1", rate=a_rate("0.10"), dated=day("1 Jan"))
    two, three = credited(line, "1 Jan", "3 Jan"), credited(line, "10 Jan", "13 Jan")
    assert schedule(line, two, three) == {("Jan", "Jan"): "0.10", ("Mar", "Jan"): "-0.02"}
    apart = credited(line, "10 Jan", "13 Jan", on="10 Apr", number=2)
    assert schedule(line, two, apart) == {("Jan", "Jan"): "0.10", ("Mar", "Jan"): "-0.01", ("Apr", "Jan"): "-0.01"}


def test_yen_are_billed_credited_and_recognised_whole() -> None:
    line = a_stretch("1 Jan", "11 Jan", "1", rate=a_rate("1000", currency=JPY), dated=day("1 Jan"))
    credit = credited(line, "6 Jan", "11 Jan")
    assert schedule(line, credit) == {("Jan", "Jan"): "323", ("Mar", "Jan"): "-161"}


def test_credits_are_taken_in_the_order_of_their_dates() -> None:
    line = a_stretch("1 Jan", "1 Feb", "1", rate=a_rate("0.10"), dated=day("1 Jan"))
    first, later = credited(line, "1 Jan", "2 Jan", on="10 Mar", number=2), credited(line, "2 Jan", "3 Jan", on="1 Apr")
    assert schedule(line, later, first) == {("Jan", "Jan"): "0.10", ("Apr", "Jan"): "-0.01"}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": CoverageState.WAIVED},
        {"state": CoverageState.RELEASED},
        {"rate": None, "state": CoverageState.BILLED_ELSEWHERE},
        {"rate": a_rate("0")},
    ],
)
def test_what_was_not_paid_for_or_at_no_known_price_is_not_deferred(changes: dict[str, Any]) -> None:
    line = a_stretch(**changes)
    assert entries([line], of_a_customer) == ()
    assert schedule(line, a_stretch(line=a_line(2))) == {("Jan", "Jan"): "50.00"}


def test_a_price_that_is_charged_once_is_earned_when_it_is_billed() -> None:
    assert entries([a_stretch(rate=replace(a_rate(), periods=None))], of_a_customer) == ()


def test_an_opening_balance_with_a_known_price_counts() -> None:
    assert schedule(a_stretch(state=CoverageState.BILLED_ELSEWHERE)) == {("Jan", "Jan"): "50.00"}


def test_a_released_credit_takes_nothing_and_a_credit_of_a_waived_line_neither() -> None:
    line = a_stretch()
    gone = a_stretch(line=a_note(), credits=line.line, state=CoverageState.RELEASED)
    assert schedule(line, gone) == schedule(line)
    free = a_stretch(state=CoverageState.WAIVED)
    assert schedule(free, free.credited_by(a_note(), day("2 Jan"))) == {}


def test_one_line_of_two_items_is_two_amounts() -> None:
    other = a_stretch(item=STORAGE, rate=a_rate("1"))
    assert schedule(a_stretch(), other, other.credited_by(a_note(), day("3 Mar"))) == {
        ("Jan", "Jan"): "55.00",
        ("Mar", "Jan"): "-5.00",
    }


def test_each_group_and_currency_stands_by_itself_and_credits_follow_their_line() -> None:
    yen = a_stretch(line=a_line(2), rate=a_rate("10", currency=JPY))
    theirs = a_stretch(line=a_line(3), quantity="1")
    credit = theirs.credited_by(a_note(), day("5 Jan"))

    def group_of(billed: Stretch) -> str:
        assert billed.credits is None
        return "B" if billed.line == a_line(3) else "A"

    found = entries([credit, theirs, yen, a_stretch()], group_of)
    january = {"document_month": day("1 Jan"), "service_month": day("1 Jan")}
    assert found == (
        Entry(group="A", currency=AUD, amount=Decimal("50.00"), **january),
        Entry(group="A", currency=JPY, amount=Decimal(50), **january),
    )
    assert month_ends(reversed(found), days("1 Jan", "1 Feb")) == tuple(
        MonthEnd(
            group="A",
            currency=one.currency,
            month=day("1 Jan"),
            billed=one.amount,
            recognised=one.amount,
            deferred=Decimal(0),
        )
        for one in found
    )


def test_items_of_one_customer_are_one_row() -> None:
    other = AssetItem(asset_id=SEATS.asset_id, product_item=STORAGE.product_item)
    line = LineKey(document=DocumentKey("invoice:other"), mark="PR-2/1")
    both = [a_stretch(), a_stretch(item=other, line=line)]
    assert schedule(*both) == {("Jan", "Jan"): "100.00"}


def test_a_line_of_several_stretches_is_rounded_once() -> None:
    """A day is 0.0032: two of them are a cent, one of them is none."""
    cheap = [a_stretch(f"{on} Jan", f"{on + 1} Jan", "1", rate=a_rate("0.10")) for on in (1, 3)]
    assert schedule(*cheap) == {("Jan", "Jan"): "0.01"}


def _by(found: tuple[Entry, ...], name: str) -> dict[date, Decimal]:
    sums: defaultdict[date, Decimal] = defaultdict(Decimal)
    for one in found:
        sums[getattr(one, name)] += one.amount
    return dict(sums)


def test_a_line_billed_over_new_year_adds_up_by_either_month() -> None:
    found = entries([A_YEAR, credited(A_YEAR, "1 Jul", "2027-01-01", on="1 Jul")], of_a_customer)
    assert _by(found, "document_month") == {day("1 Jan"): Decimal("365.00"), day("1 Jul"): Decimal("-184.00")}
    assert sum(_by(found, "service_month").values()) == Decimal("181.00")
