"""Whatever happens, in whatever order we hear of it: no day is billed twice, and none is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.leaks import leaks
from connect_ext.books.coverage.stretch import LineKey
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.subscription.in_force import Change, InForce, in_force
from tests.books.day_builders import SEATS, a_line, a_note, a_stretch, day, days, each, histories, periods

BILLED = days("2025-12-25", "1 Apr")
"""What is billed in these tests; the first change takes effect on 1 January, the last before 17 March."""

arrivals = histories().flatmap(st.permutations)


def refunded(history: InForce) -> Quantities:
    return history.quantities


def kept(history: InForce) -> Quantities:
    return history.kept(periods())


def settled(coverage: Coverage, history: InForce, number: int, may_stay: Callable[[InForce], Quantities]) -> Coverage:
    """Bills what is not covered and credits what is covered too much, each part on a line of its own."""
    today = day("1 Jan") + timedelta(days=number)
    bills = (
        replace(a_stretch(), days=part.days, quantity=part.quantity, line=a_line(number * 100 + index), dated=today)
        for index, part in enumerate(coverage.uncovered(SEATS, history.quantities, BILLED))
    )
    coverage = coverage.plus(*bills)
    credits_ = (
        piece.credited_by(a_note(number * 100 + index), today)
        for index, piece in enumerate(coverage.excess(SEATS, may_stay(history), BILLED))
    )
    return coverage.plus(*credits_)


def after(arrived: list[Change], may_stay: Callable[[InForce], Quantities] = refunded) -> Coverage:
    coverage = Coverage()
    for number in range(1, len(arrived) + 1):
        coverage = settled(coverage, in_force(arrived[:number]), number, may_stay)
    return coverage


@given(arrivals)
def test_every_day_ends_up_covered_by_exactly_what_was_in_force(arrived: list[Change]) -> None:
    held = in_force(arrived).quantities
    assert after(arrived).covered(SEATS) == held.within(BILLED)


@given(arrivals)
def test_billing_again_gives_nothing_to_bill_and_nothing_to_credit(arrived: list[Change]) -> None:
    coverage = after(arrived)
    assert settled(coverage, in_force(arrived), 99, refunded) == coverage
    assert leaks(SEATS, in_force(arrived).quantities, coverage, BILLED) == ()


@given(arrivals)
def test_no_line_is_credited_for_more_than_it_billed_on_any_day(arrived: list[Change]) -> None:
    coverage, held = after(arrived), in_force(arrived).quantities
    for on in each(BILLED):
        billed, credited = Counter[LineKey](), Counter[LineKey]()
        for one in coverage.stretches:
            if on in one.days:
                (credited if one.credits else billed)[one.credits or one.line] += int(one.quantity)
        assert credited <= billed
        assert billed.total() - credited.total() == held.on(on)


@given(arrivals, st.data())
def test_what_was_released_is_billed_again_exactly_once(arrived: list[Change], data: st.DataObject) -> None:
    coverage, history = after(arrived), in_force(arrived)
    lines = sorted({one.line for one in coverage.stretches})
    voided = data.draw(st.lists(st.sampled_from(lines), unique=True)) if lines else []
    again = settled(coverage.release(voided).coverage, history, 50, refunded)
    assert again.covered(SEATS) == history.quantities.within(BILLED)
    assert settled(again, history, 51, refunded) == again


@given(arrivals)
def test_in_quantity_only_mode_nothing_in_force_is_missed_and_nothing_stays_beyond_its_period(
    arrived: list[Change],
) -> None:
    history, coverage = in_force(arrived), after(arrived, kept)
    least, covered, most = history.quantities, coverage.covered(SEATS), kept(history)
    assert [on for on in each(BILLED) if not least.on(on) <= covered.on(on) <= most.on(on)] == []
    assert settled(coverage, history, 99, kept) == coverage
    assert leaks(SEATS, history.quantities, coverage, BILLED, kept=kept(history)) == ()
