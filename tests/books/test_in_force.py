from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.ids import RequestId
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.periods import Periods
from connect_ext.books.subscription.in_force import Change, Doubt, DoubtKind, Suspension, in_force, request_number
from tests.books.day_builders import (
    HORIZON,
    MONTHLY,
    QUARTERLY,
    cancelled,
    changed,
    day,
    each,
    histories,
    periods,
    quantities,
    request,
)

changes_and_the_same_in_another_order = histories().flatmap(
    lambda history: st.tuples(st.just(history), st.permutations(history))
)


def suspended(on: str, number: int, quantity: str | None = None) -> Suspension:
    stated = None if quantity is None else Decimal(quantity)
    return Suspension(effective_on=day(on), request_id=request(number), quantity=stated)


def test_each_change_holds_from_its_effective_date() -> None:
    history = in_force([changed("10 Jan", 1, "5"), changed("20 Jan", 2, "8"), changed("1 Feb", 3, "2")])
    assert history.quantities == quantities(("10 Jan", 5), ("20 Jan", 8), ("1 Feb", 2))
    assert (history.ended_on, history.doubts) == (None, ())


def test_nothing_has_happened_to_an_item_without_changes() -> None:
    assert in_force([]).quantities == Quantities()
    assert in_force([]).kept(periods()) == Quantities()


def test_of_several_changes_on_a_day_the_last_request_wins() -> None:
    history = in_force([changed("10 Jan", 1000, "7"), changed("10 Jan", 999, "5"), changed("10 Jan", 2, "9")])
    assert history.quantities == quantities(("10 Jan", 7))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("PR-1-999", "PR-1-1000"),
        ("PR-1-001", "PR-1-002"),
        ("old", "PR-1-001"),
        ("A-7", "B-7"),
        ("7-a", "8-a"),
        ("A-2", "9" * 5000),
    ],
)
def test_requests_are_ordered_by_the_number_at_their_end(before: str, after: str) -> None:
    assert request_number(RequestId(before)) < request_number(RequestId(after))


def test_a_suspension_changes_nothing() -> None:
    purchase = changed("10 Jan", 1, "5")
    history = in_force([purchase, suspended("12 Jan", 2), suspended("15 Jan", 3, "5"), suspended("16 Jan", 4, "5.0")])
    assert history == in_force([purchase])


def test_a_suspension_that_states_another_quantity_is_a_doubt_and_still_changes_nothing() -> None:
    history = in_force([changed("10 Jan", 1, "5"), suspended("12 Jan", 2, "6")])
    assert history.quantities == quantities(("10 Jan", 5))
    assert history.doubts == (
        Doubt(kind=DoubtKind.UNCHANGED_QUANTITY, request_id=request(2), said=Decimal(6), ours=Decimal(5)),
    )


def test_a_cancellation_ends_everything_even_what_takes_effect_later() -> None:
    history = in_force([changed("10 Jan", 1, "5"), changed("1 Mar", 2, "8", "5"), cancelled("20 Jan", 3)])
    assert history.quantities == quantities(("10 Jan", 5), ("20 Jan", 0))
    assert history.ended_on == day("20 Jan")
    assert history.doubts == (
        Doubt(kind=DoubtKind.AFTER_THE_END, request_id=request(2), said=Decimal(8), ours=Decimal(0)),
    )


def test_the_first_of_two_cancellations_is_the_end() -> None:
    history = in_force([changed("10 Jan", 1, "5"), cancelled("25 Jan", 2), cancelled("20 Jan", 3)])
    assert history.ended_on == day("20 Jan")


def test_started_and_cancelled_on_one_day_was_never_in_force() -> None:
    history = in_force([changed("10 Jan", 1, "5"), cancelled("10 Jan", 2)])
    assert history.quantities == Quantities()
    assert history.kept(periods()) == Quantities()


def test_a_change_of_the_day_of_the_end_does_not_revive_the_item() -> None:
    history = in_force([changed("1 Jan", 1, "5"), cancelled("10 Jan", 2), changed("10 Jan", 3, "6")])
    assert history.quantities == quantities(("1 Jan", 5), ("10 Jan", 0))


@pytest.mark.parametrize(("old", "doubtful"), [("5", False), ("5.00", False), (None, False), ("4", True), ("0", True)])
def test_an_old_quantity_that_is_not_ours_is_a_doubt(old: str | None, doubtful: bool) -> None:
    history = in_force([changed("10 Jan", 1, "5", "0"), changed("20 Jan", 2, "8", old)])
    assert history.quantities == quantities(("10 Jan", 5), ("20 Jan", 8))
    expected = Doubt(kind=DoubtKind.OLD_QUANTITY, request_id=request(2), said=Decimal(old or 0), ours=Decimal(5))
    assert history.doubts == ((expected,) if doubtful else ())


def test_a_quantity_is_never_negative() -> None:
    with pytest.raises(ValueError, match="asks for -1"):
        changed("10 Jan", 1, "-1")
    assert changed("10 Jan", 1, "0").quantity == 0


def test_one_request_cannot_say_two_things() -> None:
    second = [changed("10 Jan", 2, "5"), changed("11 Jan", 1, "5"), changed("12 Jan", 2, "6")]
    with pytest.raises(ValueError, match=r"^One request, two changes of one item: PR-1895-0864-1238-002$"):
        in_force(second)
    with pytest.raises(ValueError, match=r"item: PR-1895-0864-1238-002, PR-1895-0864-1238-003$"):
        in_force([*second, changed("13 Jan", 3, "5"), changed("14 Jan", 3, "6")])


@given(changes_and_the_same_in_another_order)
def test_the_order_of_arrival_does_not_matter(both: tuple[list[Change], list[Change]]) -> None:
    made, arrived = both
    assert in_force(arrived) == in_force(made)


@given(histories())
def test_a_change_that_arrives_twice_counts_once(history: list[Change]) -> None:
    assert in_force([*history, *history]) == in_force(history)


def test_what_was_reduced_is_kept_until_the_period_ends() -> None:
    history = in_force([changed("10 Jan", 1, "5"), changed("15 Jan", 2, "3"), changed("10 Feb", 3, "4")])
    assert history.kept(periods()) == quantities(("10 Jan", 5), ("1 Feb", 3), ("10 Feb", 4))


def test_a_reduction_on_a_boundary_takes_effect_at_once() -> None:
    history = in_force([changed("1 Jan", 1, "5"), changed("1 Feb", 2, "3")])
    assert history.kept(periods()) == quantities(("1 Jan", 5), ("1 Feb", 3))


def test_a_cancelled_item_is_not_kept() -> None:
    history = in_force([changed("1 Jan", 1, "5"), changed("10 Jan", 2, "3"), cancelled("20 Jan", 3)])
    assert history.kept(periods()) == quantities(("1 Jan", 5), ("20 Jan", 0))


@given(histories(), st.sampled_from([periods("31 Jan", MONTHLY), periods("15 Jan", QUARTERLY)]))
def test_kept_is_the_most_since_the_period_began(history: list[Change], counted: Periods) -> None:
    held = in_force(history)
    kept, most = held.kept(counted), Decimal(0)
    for on in each(HORIZON):
        now = held.quantities.on(on)
        most = now if counted.containing(on).start == on else max(most, now)
        assert kept.on(on) == (0 if held.ended_on and on >= held.ended_on else most)
