from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.leaks import Leak, LeakKind, leaks
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.subscription.in_force import Change, in_force
from tests.books.day_builders import (
    SEATS,
    STORAGE,
    a_stretch,
    cancelled,
    changed,
    covering,
    days,
    each,
    histories,
    periods,
    quantities,
)

QUARTER = days("1 Jan", "1 Apr")


def a_leak(kind: LeakKind, start: str, end: str, quantity: str) -> Leak:
    return Leak(kind=kind, item=SEATS, days=days(start, end), quantity=Decimal(quantity))


def test_days_in_force_that_nobody_billed_leak() -> None:
    held = in_force([changed("10 Jan", 1, "5"), changed("20 Mar", 2, "8")]).quantities
    assert leaks(SEATS, held, covering(a_stretch("10 Jan", "1 Mar", "4")), QUARTER) == (
        a_leak(LeakKind.NOT_BILLED, "10 Jan", "1 Mar", "1"),
        a_leak(LeakKind.NOT_BILLED, "1 Mar", "20 Mar", "5"),
        a_leak(LeakKind.NOT_BILLED, "20 Mar", "1 Apr", "8"),
    )


def test_billed_days_after_the_end_leak_and_so_do_seats_that_are_gone() -> None:
    held = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "3"), cancelled("20 Jan", 3)]).quantities
    assert leaks(SEATS, held, covering(a_stretch()), QUARTER) == (
        a_leak(LeakKind.MORE_THAN_IN_FORCE, "10 Jan", "20 Jan", "2"),
        a_leak(LeakKind.NOT_IN_FORCE, "20 Jan", "1 Feb", "5"),
    )


def test_leaks_of_both_kinds_are_told_in_order() -> None:
    held = quantities(("15 Jan", 5), ("1 Mar", 0))
    assert [leak.kind for leak in leaks(SEATS, held, covering(a_stretch()), QUARTER)] == [
        LeakKind.NOT_IN_FORCE,
        LeakKind.NOT_BILLED,
    ]


def test_what_may_stay_in_quantity_only_mode_is_no_leak_until_the_period_ends() -> None:
    history = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "3"), changed("15 Jan", 3, "2")])
    coverage = covering(a_stretch("1 Jan", "1 Mar"))
    assert leaks(SEATS, history.quantities, coverage, days("1 Jan", "1 Mar"), kept=history.kept(periods())) == (
        a_leak(LeakKind.MORE_THAN_IN_FORCE, "1 Feb", "1 Mar", "3"),
    )


def test_one_leak_is_not_told_twice_because_what_is_in_force_changes_below_it() -> None:
    held, may_stay = quantities(("1 Jan", 4), ("10 Jan", 3)), quantities(("1 Jan", 4))
    assert leaks(SEATS, held, covering(a_stretch()), days("1 Jan", "1 Feb"), kept=may_stay) == (
        a_leak(LeakKind.MORE_THAN_IN_FORCE, "1 Jan", "1 Feb", "1"),
    )


def test_another_item_covers_nothing_and_days_outside_are_not_looked_at() -> None:
    held = quantities(("1 Jan", 5))
    elsewhere = covering(a_stretch(item=STORAGE), a_stretch("1 Apr", "1 May", "9"))
    assert leaks(SEATS, held, elsewhere, QUARTER) == (a_leak(LeakKind.NOT_BILLED, "1 Jan", "1 Apr", "5"),)


@given(histories(), histories())
def test_leaks_are_the_difference_of_every_day(happened: list[Change], billed_for: list[Change]) -> None:
    held, covered = in_force(happened).quantities, in_force(billed_for).quantities.within(QUARTER)
    coverage = Coverage(
        stretches=[replace(a_stretch(), days=one.days, quantity=one.quantity) for one in covered.parts()]
    )
    found = leaks(SEATS, held, coverage, QUARTER)
    for on in each(QUARTER):
        there = {leak.kind: leak.quantity for leak in found if on in leak.days}
        difference = held.on(on) - covered.on(on)
        if difference > 0:
            assert there == {LeakKind.NOT_BILLED: difference}
        elif difference < 0:
            kind = LeakKind.MORE_THAN_IN_FORCE if held.on(on) else LeakKind.NOT_IN_FORCE
            assert there == {kind: -difference}
        else:
            assert there == {}
    assert leaks(SEATS, Quantities(), Coverage(), QUARTER) == ()
