from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.coverage.coverage import Coverage, CreditsExceedBilled
from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.ids import DocumentKey
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.proration import amount
from connect_ext.books.subscription.in_force import in_force
from tests.books.day_builders import (
    SEATS,
    STORAGE,
    a_few_days,
    a_line,
    a_note,
    a_rate,
    a_stretch,
    cancelled,
    changed,
    covering,
    day,
    days,
    each,
    part,
    periods,
    quantities,
)

JANUARY = days("1 Jan", "1 Feb")
FIVE_ALL_MONTH = quantities(("1 Jan", 5), ("1 Feb", 0))


def a_credit(start: str, end: str, quantity: str, of: Stretch | None = None) -> Stretch:
    billed = of or a_stretch()
    piece = replace(billed, days=days(start, end), quantity=Decimal(quantity))
    return piece.credited_by(a_note(), day("15 Jan"))


@pytest.mark.parametrize("quantity", ["0", "-1"])
def test_a_stretch_has_a_quantity(quantity: str) -> None:
    with pytest.raises(ValueError, match=f"covers a quantity of {quantity}"):
        a_stretch(quantity=quantity)


@pytest.mark.parametrize(
    ("state", "covers"),
    [
        (CoverageState.BILLED, True),
        (CoverageState.BILLED_ELSEWHERE, True),
        (CoverageState.WAIVED, True),
        (CoverageState.RELEASED, False),
    ],
)
def test_every_state_but_released_covers(state: CoverageState, covers: bool) -> None:
    coverage = covering(a_stretch(state=state))
    assert coverage.covered(SEATS) == (FIVE_ALL_MONTH if covers else Quantities())
    assert coverage.uncovered(SEATS, FIVE_ALL_MONTH, JANUARY) == (() if covers else (part("1 Jan", "1 Feb", "5"),))
    assert coverage.billed_until(SEATS) == (day("1 Feb") if covers else None)


def test_items_do_not_cover_each_other() -> None:
    coverage = covering(a_stretch(item=STORAGE), a_stretch(start="10 Jan", quantity="2"))
    assert coverage.covered(SEATS) == quantities(("10 Jan", 2), ("1 Feb", 0))
    assert coverage.covered(STORAGE) == FIVE_ALL_MONTH
    assert coverage.left(STORAGE, a_line()) == FIVE_ALL_MONTH
    assert coverage.excess(SEATS, Quantities(), days("1 Jan", "12 Jan")) == (
        a_stretch("10 Jan", "12 Jan", quantity="2"),
    )


def test_adjacent_stretches_of_a_line_are_joined_and_those_of_two_lines_are_not() -> None:
    halves = (a_stretch("1 Jan", "10 Jan"), a_stretch("10 Jan", "1 Feb"))
    assert covering(*halves) == covering(a_stretch())
    assert covering(halves[0], replace(halves[1], line=a_line(2))).stretches == {
        halves[0],
        replace(halves[1], line=a_line(2)),
    }


def test_overlapping_stretches_of_a_line_are_added_up() -> None:
    twice = covering(a_stretch(quantity="1"), a_stretch(quantity="1"))
    assert twice == covering(a_stretch(quantity="2.00"))
    assert twice.plus(a_stretch("10 Jan", "20 Jan", "1")).stretches == {
        a_stretch("1 Jan", "10 Jan", "2"),
        a_stretch("10 Jan", "20 Jan", "3"),
        a_stretch("20 Jan", "1 Feb", "2"),
    }


@given(st.lists(st.builds(lambda of: replace(a_stretch(), days=of), a_few_days), min_size=1, max_size=4), st.data())
def test_coverage_is_equal_by_meaning(billed: list[Stretch], data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.sampled_from(each(days("1 Jan", "20 Apr"))), max_size=4))
    pieces = [replace(one, days=piece) for one in billed for piece in one.days.split_at(cuts)]
    assert covering(*data.draw(st.permutations(pieces))) == covering(*billed)
    assert covering(*covering(*billed).stretches) == covering(*billed)


@pytest.mark.parametrize(
    "other",
    [
        {"rate": a_rate("11")},
        {"state": CoverageState.WAIVED},
        {"dated": day("2 Jan")},
    ],
)
def test_a_line_has_one_price_one_state_and_one_date(other: dict[str, Any]) -> None:
    second = a_stretch("1 Feb", "1 Mar", **other)
    with pytest.raises(ValueError, match=r"^A line bills an item at one price, in one state and under one date$"):
        covering(a_stretch(), second)
    assert len(covering(a_stretch(), replace(second, line=a_line(2))).stretches) == 2
    assert len(covering(a_stretch(), replace(second, item=STORAGE)).stretches) == 2


def test_seats_added_during_the_month_are_billed_from_their_day() -> None:
    held = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "8")]).quantities
    assert covering(a_stretch()).uncovered(SEATS, held, JANUARY) == (part("10 Jan", "1 Feb", "3"),)


def test_only_the_days_asked_for_are_billed() -> None:
    held = in_force([changed("1 Jan", 1, "5")]).quantities
    assert Coverage().uncovered(SEATS, held, days("10 Jan", "11 Jan")) == (part("10 Jan", "11 Jan", "5"),)


def test_what_sank_is_credited_from_the_newest_line_first() -> None:
    newer = a_stretch("10 Jan", quantity="3", line=a_line(2), dated=day("10 Jan"))
    held = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "8"), changed("20 Jan", 3, "4")]).quantities
    assert covering(a_stretch(), newer).excess(SEATS, held, JANUARY) == (
        replace(newer, days=days("20 Jan", "1 Feb")),
        a_stretch("20 Jan", "1 Feb", "1"),
    )


def test_of_two_lines_of_a_day_the_later_request_is_the_newer() -> None:
    both = [a_stretch(quantity="1", line=a_line(number)) for number in (2, 3, 1)]
    assert [one.line for one in covering(*both).excess(SEATS, Quantities(), JANUARY)] == [
        a_line(3),
        a_line(2),
        a_line(1),
    ]


def test_a_credit_copies_what_the_line_billed_and_its_price() -> None:
    billed = a_stretch(quantity="3", rate=a_rate("31"))
    held = in_force([changed("1 Jan", 1, "3"), cancelled("20 Jan", 2)]).quantities
    (piece,) = covering(billed).excess(SEATS, held, JANUARY)
    credit = piece.credited_by(a_note(), day("22 Jan"))
    assert credit.part == part("20 Jan", "1 Feb", "3")
    assert (credit.credits, credit.line, credit.dated) == (a_line(), a_note(), day("22 Jan"))
    assert credit.rate == billed.rate == a_rate("31")
    assert amount(credit.part, a_rate("31")) == 36
    coverage = covering(billed, credit)
    assert coverage.covered(SEATS) == held
    assert coverage.excess(SEATS, held, JANUARY) == ()


@pytest.mark.parametrize(
    ("credit", "why"),
    [
        (a_credit("1 Jan", "1 Feb", "6"), "more than billed"),
        (a_credit("1 Jan", "2 Feb", "5"), "a day too late"),
        (replace(a_credit("1 Jan", "1 Feb", "1"), days=days("2025-12-31", "1 Feb")), "a day too early"),
        (replace(a_credit("1 Jan", "1 Feb", "1"), credits=a_line(2)), "another line"),
        (replace(a_credit("1 Jan", "1 Feb", "1"), item=STORAGE), "another item"),
    ],
)
def test_a_credit_never_exceeds_what_its_line_billed(credit: Stretch, why: str) -> None:
    with pytest.raises(CreditsExceedBilled, match=r"PR-1895-0864-1238-00\d/1 of invoice:PR-"):
        covering(a_stretch()).plus(credit)
    assert covering(a_stretch(), a_credit("1 Jan", "1 Feb", "5")).covered(SEATS) == Quantities(), why


def test_two_credits_together_do_not_exceed_it_either() -> None:
    coverage = covering(a_stretch(), a_credit("1 Jan", "1 Feb", "3"))
    with pytest.raises(CreditsExceedBilled):
        coverage.plus(replace(a_credit("31 Jan", "1 Feb", "3"), line=a_note(2)))


def test_what_was_credited_is_charged_again_up_to_the_end_of_what_was_billed() -> None:
    coverage = covering(a_stretch(), a_credit("20 Jan", "1 Feb", "5"))
    assert coverage.billed_until(SEATS) == day("1 Feb")
    again = in_force([changed("1 Jan", 1, "5"), changed("20 Jan", 2, "0"), changed("25 Jan", 3, "2")]).quantities
    assert coverage.uncovered(SEATS, again, days("20 Jan", "1 Feb")) == (part("25 Jan", "1 Feb", "2"),)


def test_in_quantity_only_mode_seats_removed_and_added_again_in_a_period_cost_nothing() -> None:
    history = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "2"), changed("20 Jan", 3, "6")])
    coverage = covering(a_stretch())
    assert coverage.excess(SEATS, history.kept(periods()), JANUARY) == ()
    assert coverage.uncovered(SEATS, history.quantities, JANUARY) == (part("20 Jan", "1 Feb", "1"),)


def test_in_quantity_only_mode_the_next_period_is_still_credited_when_it_was_billed_before_the_reduction() -> None:
    history = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "2")])
    coverage = covering(a_stretch("1 Jan", "1 Mar"))
    assert coverage.excess(SEATS, history.kept(periods()), days("1 Jan", "1 Mar")) == (
        a_stretch("1 Feb", "1 Mar", "3"),
    )


def test_what_is_billed_ends_with_its_last_day_whatever_gaps_there_are() -> None:
    coverage = covering(a_stretch("1 Jan", "5 Jan"), a_stretch("10 Jan", "12 Jan"), a_stretch("20 Jan", "1 Mar"))
    assert coverage.billed_until(SEATS) == day("1 Mar")
    assert coverage.billed_until(STORAGE) is None


def test_of_lines_for_two_items_the_one_that_sank_is_credited() -> None:
    seats = [a_stretch(quantity="1", line=a_line(number)) for number in range(10, 0, -1)]
    storage = [replace(one, item=STORAGE, quantity=Decimal(7)) for one in seats]
    assert covering(*seats, *storage).excess(SEATS, Quantities(), JANUARY) == tuple(seats)


def test_a_line_that_was_released_and_billed_again_is_credited_as_it_was_billed_last() -> None:
    before = [a_stretch(quantity="1", line=a_line(number), rate=a_rate("9")) for number in range(10, 0, -1)]
    again = [replace(one, rate=a_rate("10")) for one in before]
    released = covering(*before).release([one.line for one in before]).coverage
    assert released.plus(*again).excess(SEATS, Quantities(), JANUARY) == tuple(again)


def test_a_released_line_is_billed_again_exactly_once() -> None:
    held = in_force([changed("1 Jan", 1, "7")]).quantities
    coverage = covering(a_stretch(), a_stretch(quantity="2", line=a_line(2)))
    released = coverage.release([a_line()])
    assert released.adrift == frozenset()
    assert released.coverage.uncovered(SEATS, held, JANUARY) == (part("1 Jan", "1 Feb", "5"),)
    again = released.coverage.plus(a_stretch())
    assert again.uncovered(SEATS, held, JANUARY) == ()
    assert len(again.stretches) == 3, "what was voided is still on record"


def test_releasing_twice_changes_nothing_more() -> None:
    once = covering(a_stretch(), a_credit("20 Jan", "1 Feb", "2")).release([a_line()])
    assert once.coverage.release([a_line()]).coverage == once.coverage
    assert once.coverage.release([a_line()]).adrift == frozenset()


def test_a_voided_credit_gives_its_days_back() -> None:
    billed = covering(a_stretch())
    credited = billed.plus(a_credit("20 Jan", "1 Feb", "2"))
    released = credited.release([a_note()])
    assert released.adrift == frozenset()
    assert released.coverage.covered(SEATS) == FIVE_ALL_MONTH
    held = in_force([changed("1 Jan", 1, "5"), changed("20 Jan", 2, "3")]).quantities
    assert released.coverage.excess(SEATS, held, JANUARY) == (a_stretch("20 Jan", "1 Feb", "2"),)


def test_a_credit_of_a_voided_line_is_adrift_and_does_not_eat_what_is_billed_next() -> None:
    credit = a_credit("20 Jan", "1 Feb", "2")
    released = covering(a_stretch(), credit).release([a_line()])
    assert released.adrift == {credit}
    assert released.coverage.plus(a_stretch()).covered(SEATS) == FIVE_ALL_MONTH


def test_a_credit_that_is_voided_together_with_its_line_is_not_adrift() -> None:
    released = covering(a_stretch(), a_credit("20 Jan", "1 Feb", "2")).release([a_line(), a_note()])
    assert released.adrift == frozenset()
    assert released.coverage.covered(SEATS) == Quantities()


def test_a_released_credit_of_a_voided_line_is_no_longer_adrift() -> None:
    coverage = covering(a_stretch(), a_credit("20 Jan", "1 Feb", "2")).release([a_note()]).coverage
    assert coverage.release([a_line()]).adrift == frozenset()


def test_a_document_knows_its_lines() -> None:
    invoice = DocumentKey("invoice:A")
    first, second = (LineKey(document=invoice, mark=mark) for mark in ("A/1", "A/2"))
    coverage = covering(a_stretch(line=first), a_stretch(line=second, item=STORAGE), a_stretch())
    assert coverage.lines_of(invoice) == {first, second}
    assert coverage.release(coverage.lines_of(invoice)).coverage.covered(STORAGE) == Quantities()
    assert coverage.lines_of(DocumentKey("invoice:B")) == frozenset()
