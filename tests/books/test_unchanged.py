from __future__ import annotations

from connect_ext.books.charging.unchanged import disagreements
from connect_ext.books.ids import AssetId, OrderKey
from connect_ext.books.orders.order import Fee, FeeKind, OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Stated
from connect_ext.books.problems.problem import Code
from connect_ext.books.subscription.asset import change_of, held
from connect_ext.books.subscription.turn import turn, turn_of, turn_of_reading
from tests.books.builders import a_fee
from tests.books.day_builders import SEATS, day, quantities, request
from tests.books.test_changes import a_change, an_order_of, bought, changed, seats


def a_suspension(*fees: Fee, on: str = "10 Jan", number: int = 5) -> NoOrder:
    at = an_order_of(OrderType.SALES, 1, on).effective_at
    asset = AssetId("AS-1895-0864-1238")
    stated = Stated(effective_at=at, fees=fees)
    return NoOrder(
        key=OrderKey(request(number)), type=None, asset_id=asset, reason="It is a suspension.", stated=stated
    )


def test_a_request_that_states_what_we_hold_is_no_reason_to_look() -> None:
    known = [bought().order, changed(seats("5", "8"), on="5 Jan", number=2).order]
    assert disagreements(a_suspension(a_fee(quantity="8")), known) == ()
    assert disagreements(a_suspension(), known) == ()


def test_another_quantity_names_the_item_and_both_quantities() -> None:
    (found,) = disagreements(a_suspension(a_fee(quantity="8")), [bought().order])
    assert found.code is Code.QUANTITIES_DISAGREE
    assert (found.data["said"], found.data["held"]) == ("8", "5")


def test_what_takes_effect_later_is_not_held_yet() -> None:
    known = [bought().order, changed(seats("5", "8"), on="11 Jan", number=2).order]
    assert disagreements(a_suspension(a_fee(quantity="5")), known) == ()


def test_without_the_purchase_nobody_knows_what_there_was() -> None:
    assert disagreements(a_suspension(a_fee(quantity="9")), [a_change(seats("5", "8"))]) == ()


def test_usage_and_what_is_no_number_are_not_compared() -> None:
    unlimited, usage = a_fee(quantity="unlimited"), a_fee(quantity="9", kind=FeeKind.USAGE)
    assert disagreements(a_suspension(unlimited, usage), [bought().order]) == ()


def test_a_billing_request_changes_no_quantity_whatever_it_states() -> None:
    stated = an_order_of(OrderType.BILLING, 2, "10 Jan", a_fee(quantity="99"))
    assert change_of(stated, SEATS.product_item) is None
    assert held([bought().order, stated], SEATS.product_item).quantities == quantities(("1 Jan", 5))


def test_turns_sort_as_texts() -> None:
    expected = [
        turn(OrderType.SALES, day("30 Mar"), request(9)),
        turn(OrderType.CHANGE, day("2 Jan"), request(99)),
        turn(OrderType.RENEWAL, day("21 Mar"), request(999)),
        turn(OrderType.CHANGE, day("21 Mar"), request(1000)),
        turn(OrderType.BILLING, day("21 Mar"), request(1), by_calendar=True),
        turn(None, day("22 Mar"), request(2)),
    ]
    assert sorted(set(expected)) == expected


def test_what_is_no_order_yet_takes_its_turn_by_the_date_it_names() -> None:
    planned = NotYet(
        key=OrderKey(request(3)),
        type=OrderType.CHANGE,
        asset_id=None,
        reason="",
        until=an_order_of(OrderType.SALES, 1, "5 Jan").effective_at,
    )
    assert turn_of_reading(planned, day("1 Feb")) == turn(OrderType.CHANGE, day("5 Jan"), request(3))
    undated = NotYet(key=OrderKey(request(3)), type=OrderType.CHANGE, asset_id=None, reason="")
    assert turn_of_reading(undated, day("1 Feb")) == turn(OrderType.CHANGE, day("1 Feb"), request(3))
    stated = a_suspension(on="9 Jan")
    assert turn_of_reading(stated, day("1 Feb")) == turn(None, day("9 Jan"), request(5))
    assert turn_of_reading(bought().order, day("1 Feb")) == turn_of(bought().order)
