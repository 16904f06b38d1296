from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.days import Days
from connect_ext.books.orders.quantities import Part, Quantities, of_parts
from tests.books.day_builders import a_few_days, day, days, each, part, quantities, some_parts

EVERY_DAY = each(days("2025-12-31", "2 May"))

some_quantities = some_parts.map(of_parts)


def by_day(of: Quantities) -> list[Decimal]:
    return [of.on(one) for one in EVERY_DAY]


def test_a_step_holds_from_its_day_until_the_next() -> None:
    held = quantities(("10 Jan", 5), ("20 Jan", 8))
    assert [held.on(day(on)) for on in ("9 Jan", "10 Jan", "19 Jan", "20 Jan", "1 Dec")] == [0, 5, 5, 8, 8]


def test_steps_that_change_nothing_are_no_difference() -> None:
    assert quantities(("1 Jan", 0), ("10 Jan", 5), ("12 Jan", 5), ("20 Jan", 0)) == quantities(
        ("10 Jan", 5), ("20 Jan", 0)
    )
    assert quantities(("1 Jan", 0)) == Quantities()


@pytest.mark.parametrize("second", ["10 Jan", "9 Jan"])
def test_steps_out_of_order_or_two_on_a_day_are_refused(second: str) -> None:
    with pytest.raises(ValueError, match=r"^Steps are in order, at most one on a day$"):
        quantities(("10 Jan", 5), (second, 6))


@given(some_parts)
def test_parts_add_up_on_every_day(parts: list[Part]) -> None:
    expected = [sum((one.quantity for one in parts if on in one.days), Decimal(0)) for on in EVERY_DAY]
    assert by_day(of_parts(parts)) == expected
    assert of_parts(of_parts(parts).parts()) == of_parts(parts)


@given(some_quantities, some_quantities)
def test_sum_difference_and_smaller_are_those_of_each_day(one: Quantities, other: Quantities) -> None:
    pairs = list(zip(by_day(one), by_day(other), strict=True))
    assert by_day(one.plus(other)) == [mine + theirs for mine, theirs in pairs]
    assert by_day(one.minus(other)) == [mine - theirs for mine, theirs in pairs]
    assert by_day(one.at_most(other)) == [min(pair) for pair in pairs]
    assert by_day(one.above_zero()) == [max(mine, Decimal(0)) for mine, _ in pairs]


@given(some_quantities, some_quantities)
def test_quantities_are_equal_exactly_when_every_day_is(one: Quantities, other: Quantities) -> None:
    assert one.plus(other).minus(other) == one
    assert (one == other) is (by_day(one) == by_day(other))


@given(some_quantities, a_few_days)
def test_a_range_is_cut_where_the_quantity_changes_and_nowhere_else(held: Quantities, of: Days) -> None:
    pieces = held.over(of)
    assert [(on, piece.quantity) for piece in pieces for on in each(piece.days)] == [
        (on, held.on(on)) for on in each(of)
    ]
    assert all(one.quantity != two.quantity for one, two in pairwise(pieces))
    assert by_day(held.within(of)) == [held.on(on) if on in of else 0 for on in EVERY_DAY]


@given(some_quantities, st.sampled_from(EVERY_DAY))
def test_from_its_end_on_there_is_nothing(held: Quantities, end: date) -> None:
    assert by_day(held.until(end)) == [held.on(on) if on < end else 0 for on in EVERY_DAY]


def test_what_begins_on_the_end_is_gone_with_it() -> None:
    assert quantities(("10 Jan", 5), ("20 Jan", 8)).until(day("20 Jan")) == quantities(("10 Jan", 5), ("20 Jan", 0))


def test_days_of_nothing_between_two_steps_are_a_piece_too() -> None:
    held = quantities(("10 Jan", 5), ("12 Jan", 0), ("14 Jan", 1))
    assert held.over(days("9 Jan", "15 Jan")) == (
        part("9 Jan", "10 Jan", "0"),
        part("10 Jan", "12 Jan", "5"),
        part("12 Jan", "14 Jan", "0"),
        part("14 Jan", "15 Jan", "1"),
    )
    assert held.parts() == (part("10 Jan", "12 Jan", "5"),)


def test_seats_of_the_whole_month_are_one_layer_and_those_added_later_another() -> None:
    held = quantities(("1 Jan", 5), ("10 Jan", 8), ("20 Jan", 7), ("1 Feb", 0))
    assert held.layers(days("1 Jan", "1 Feb")) == (
        part("1 Jan", "1 Feb", "5"),
        part("10 Jan", "1 Feb", "2"),
        part("10 Jan", "20 Jan", "1"),
    )


def test_layers_do_not_reach_over_a_gap_or_outside_the_days_asked_for() -> None:
    held = quantities(("1 Jan", 5), ("10 Jan", 0), ("12 Jan", -1), ("20 Jan", 5))
    assert held.layers(days("5 Jan", "25 Jan")) == (part("5 Jan", "10 Jan", "5"), part("20 Jan", "25 Jan", "5"))
    assert held.layers(days("10 Jan", "20 Jan")) == ()


@given(some_quantities, a_few_days)
def test_layers_add_up_to_what_is_positive(held: Quantities, of: Days) -> None:
    layers = held.layers(of)
    assert of_parts(layers) == held.above_zero().within(of)
    assert all(layer.quantity > 0 for layer in layers)
    assert list(layers) == sorted(layers, key=lambda layer: (layer.days.start, -len(layer.days)))


@given(some_quantities, a_few_days)
def test_the_longest_layer_of_a_run_carries_all_that_is_there_every_day(held: Quantities, of: Days) -> None:
    for layer in held.layers(of)[:1]:
        assert layer.quantity == min(held.on(on) for on in each(layer.days))
        before, after = layer.days.start.toordinal() - 1, layer.days.end
        assert all(on not in of or held.on(on) <= 0 for on in (date.fromordinal(before), after))


@pytest.mark.parametrize("endless", [Quantities(), quantities(("10 Jan", 5)), quantities(("10 Jan", 5), ("12 Jan", 6))])
def test_what_has_no_first_run_says_so(endless: Quantities) -> None:
    with pytest.raises(ValueError, match=r"^These quantities have no first run of days$"):
        endless.first_run()
