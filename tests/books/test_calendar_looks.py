from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from connect_ext.books.days import Days
from connect_ext.books.ids import ProductItemId
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.periods.terms import Terms
from connect_ext.books.subscription.calendar import AssetCalendar, Look
from tests.books.builders import a_fee
from tests.books.day_builders import MONTHLY, SEATS, YEARLY, day, days
from tests.books.test_changes import ONE_TIME, a_change, an_order_of, bought, seats

BOUGHT = bought(on="15 Jan").order
TERMS = Terms(length=MONTHLY, next_date=day("1 Feb"), anniversary_day=1)
STORAGE: dict[str, Any] = {"id": ProductItemId("PRD-276-377-545-0002")}


def calendar(*orders: Order, terms: Terms | None = TERMS, in_arrears: bool = False) -> AssetCalendar:
    return AssetCalendar(orders=orders or (BOUGHT,), terms=terms, in_arrears=in_arrears)


def renewed(start: str, end: str, number: int = 5) -> Order:
    fee = replace(a_fee(quantity="5"), renewal=days(start, end))
    return an_order_of(OrderType.RENEWAL, number, start, fee)


def cancelled(on: str, number: int = 9) -> Order:
    return an_order_of(OrderType.CANCELLATION, number, on, a_fee(quantity="0"))


def begun(found: Look) -> list[tuple[date, list[Days]]]:
    return [(due.on, [of for _, of in due.items]) for due in found.due]


def months(*names: str) -> list[tuple[date, list[Days]]]:
    """Whole months that begin on their first day."""
    following = {"Jan": "Feb", "Feb": "Mar", "Mar": "Apr"}
    return [(day(f"1 {name}"), [days(f"1 {name}", f"1 {following[name]}")]) for name in names]


def test_every_period_that_has_begun_since_the_last_look_is_due_and_the_next_look_is_when_one_begins() -> None:
    found = calendar().look(day("16 Jan"), day("15 Mar"))
    assert begun(found) == months("Feb", "Mar")
    assert (found.next_from, found.again) == (day("16 Mar"), day("1 Apr"))
    assert found.due[0].items[0][0] == SEATS.product_item


def test_a_period_is_due_on_the_day_on_which_it_begins_and_never_twice() -> None:
    first = calendar().look(day("16 Jan"), day("1 Feb"))
    assert begun(first) == months("Feb")
    second = calendar().look(first.next_from, day("1 Feb"))
    assert (begun(second), second.next_from) == ([], day("2 Feb"))
    assert begun(calendar().look(second.next_from, day("28 Feb"))) == []


def test_in_arrears_a_period_is_due_when_it_has_ended_and_the_open_one_is_looked_at_again() -> None:
    found = calendar(in_arrears=True).look(day("1 Jan"), day("15 Mar"))
    assert begun(found) == months("Jan", "Feb")
    assert (found.next_from, found.again) == (day("1 Mar"), day("1 Apr"))
    assert begun(calendar(in_arrears=True).look(day("1 Jan"), day("31 Jan"))) == []
    assert begun(calendar(in_arrears=True).look(day("1 Jan"), day("1 Feb"))) == months("Jan")


def test_where_nothing_is_in_force_no_period_is_due() -> None:
    emptied = a_change(seats("5", "0"), on="1 Mar")
    assert begun(calendar(BOUGHT, emptied).look(day("16 Jan"), day("15 Mar"))) == months("Feb")


def test_after_a_long_silence_a_year_is_looked_at_and_then_the_next_at_once() -> None:
    order = bought(on="2024-01-01").order
    found = calendar(order).look(day("2024-01-02"), day("15 Mar"))
    assert len(found.due) == 12
    assert (found.next_from, found.again) == (day("2025-01-03"), day("15 Mar"))
    following = calendar(order).look(found.next_from, day("15 Mar"))
    assert following.due[0].on == day("2025-02-01")


def test_a_look_before_its_time_finds_nothing_and_forgets_nothing() -> None:
    found = calendar().look(day("16 Feb"), day("1 Feb"))
    assert (found.due, found.next_from) == ((), day("16 Feb"))


def test_after_the_end_nobody_looks_again() -> None:
    assert calendar(BOUGHT, cancelled("10 Mar")).look(day("2 Feb"), day("9 Mar")).again == day("1 Apr")
    assert calendar(BOUGHT, cancelled("10 Mar")).look(day("2 Feb"), day("10 Mar")).again is None
    twice = calendar(BOUGHT, cancelled("20 Mar"), cancelled("10 Mar", 10))
    assert twice.look(day("2 Feb"), day("10 Mar")).again is None


def test_in_arrears_the_last_period_is_still_billed_when_it_has_ended() -> None:
    ended = calendar(BOUGHT, cancelled("10 Mar"), in_arrears=True)
    assert ended.look(day("1 Mar"), day("15 Mar")).again == day("1 Apr")
    last = ended.look(day("1 Mar"), day("1 Apr"))
    assert (begun(last), last.again) == (months("Mar"), None)


def test_what_is_charged_once_never_begins_a_period() -> None:
    found = calendar(bought(a_fee(quantity="5", **ONE_TIME)).order).look(day("2 Jan"), day("15 Mar"))
    assert (found.due, found.again, found.next_from) == ((), None, day("16 Mar"))


def test_items_of_one_day_are_due_together_and_each_by_its_own_periods() -> None:
    both = bought(a_fee(1, "5"), a_fee(2, "1", **STORAGE, period=YEARLY), on="1 Jan").order
    found = calendar(both).look(day("2 Jan"), day("2027-01-15"))
    assert found.due[0].items == ((SEATS.product_item, days("1 Feb", "1 Mar")),)
    assert found.due[-1].items == (
        (SEATS.product_item, days("2027-01-01", "2027-02-01")),
        (STORAGE["id"], days("2027-01-01", "2028-01-01")),
    )


def test_an_item_has_the_period_of_the_order_that_takes_its_turn_last() -> None:
    yearly = a_change(seats("5", "6", period=YEARLY), on="1 Feb")
    orders: Sequence[Order] = (yearly, BOUGHT)
    assert begun(calendar(*orders, terms=None).look(day("16 Jan"), day("15 Mar"))) == []
    assert calendar(*orders, terms=None).look(day("16 Jan"), day("15 Mar")).again == day("2027-01-15")


def test_without_its_purchase_an_asset_begins_with_its_first_known_order() -> None:
    added = a_change(seats("0", "5"), on="10 Jan")
    found = calendar(added, a_change(seats("5", "6"), on="20 Jan", number=3), terms=None).look(
        day("11 Jan"), day("15 Feb")
    )
    assert begun(found) == [(day("10 Feb"), [days("10 Feb", "10 Mar")])]


def test_in_advance_a_renewal_bills_its_own_term_and_the_calendar_goes_on_after_it() -> None:
    orders = (BOUGHT, renewed("1 Feb", "1 Mar"))
    assert begun(calendar(*orders).look(day("16 Jan"), day("15 Mar"))) == months("Mar")
    in_arrears = calendar(*orders, in_arrears=True).look(day("1 Jan"), day("15 Mar"))
    assert begun(in_arrears) == months("Jan", "Feb")


def test_after_a_renewal_between_two_boundaries_periods_count_from_it() -> None:
    found = calendar(BOUGHT, renewed("10 Feb", "10 Mar")).look(day("11 Feb"), day("15 Mar"))
    assert begun(found) == [(day("10 Mar"), [days("10 Mar", "10 Apr")])]


def opened(order: Order, **changes: Any) -> date | None:
    return calendar(BOUGHT, order, **changes).opens(order)


@pytest.mark.parametrize(
    ("order", "on"),
    [
        (BOUGHT, "16 Jan"),
        (renewed("1 Feb", "1 Mar"), "2 Feb"),
        (a_change(seats("5", "8"), on="10 Feb"), "10 Feb"),
    ],
)
def test_an_order_that_begins_something_says_from_when_on_to_look(order: Order, on: str) -> None:
    assert opened(order) == day(on)


def test_in_arrears_the_look_begins_with_the_period_in_which_the_order_takes_effect() -> None:
    assert opened(a_change(seats("5", "8"), on="10 Feb"), in_arrears=True) == day("1 Feb")


@pytest.mark.parametrize(
    "fee", [a_fee(quantity="5", **ONE_TIME), a_fee(quantity="5")], ids=["nothing recurs", "no beginning"]
)
def test_what_begins_nothing_is_no_reason_to_look(fee: Fee) -> None:
    kind = OrderType.SALES if fee.product_item.period is None else OrderType.BILLING
    assert opened(an_order_of(kind, 7, "1 Feb", fee)) is None


@pytest.mark.parametrize(
    ("billed_until", "opens"),
    [("20 Jan", "16 Jan"), ("1 Feb", "1 Feb"), ("20 Mar", "1 Mar"), ("1 Apr", "1 Apr")],
)
def test_what_was_billed_elsewhere_is_not_looked_at_but_for_the_period_in_which_that_ends(
    billed_until: str, opens: str
) -> None:
    assert calendar().opens(BOUGHT, day(billed_until)) == day(opens)


def test_what_ends_opens_nothing_wherever_it_was_billed() -> None:
    assert calendar().opens(cancelled("1 Mar"), day("1 Mar")) is None
