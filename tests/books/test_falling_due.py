from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Amount
from connect_ext.books.orders.order import Fee, FeeKind, Order, OrderType, SkuClass
from connect_ext.books.periods.terms import Terms
from connect_ext.books.reports.falling_due import FallingDue, falling_due, served
from connect_ext.books.reports.giving_back import NEVER, GivingBack
from connect_ext.books.reports.subscription_lines import Subscription
from tests.books.builders import a_fee
from tests.books.day_builders import AUD, JPY, MONTHLY, SEATS, YEARLY, day, days
from tests.books.test_changes import an_order_of

JAN, FEB, MAR = days("1 Jan", "1 Feb"), days("1 Feb", "1 Mar"), days("1 Mar", "1 Apr")
FROM_FIRST = Terms(length=MONTHLY, next_date=day("1 Feb"), anniversary_day=1)
SETUP: dict[str, Any] = {"id": ProductItemId("PRD-276-377-545-0009"), "period": None}


def bought(on: str, quantity: str = "10", *more: Fee, **item: Any) -> Order:
    return an_order_of(OrderType.SALES, 1, on, a_fee(quantity=quantity, **item), *more)


def changed(on: str, quantity: str, **item: Any) -> Order:
    return an_order_of(OrderType.CHANGE, 2, on, a_fee(quantity=quantity, **item))


def cancelled(on: str) -> Order:
    return an_order_of(OrderType.CANCELLATION, 9, on, a_fee(quantity="0"))


def ten_aud(_item: ProductItemId, _on: date) -> Amount:
    return Amount(value=Decimal(10), currency=AUD)


def a_subscription(*orders: Order, gives: GivingBack | None = None, **changes: Any) -> Subscription:
    usual: dict[str, Any] = {"terms": FROM_FIRST, "in_arrears": False, "gives": gives or GivingBack()}
    return Subscription(orders=orders, **{**usual, **changes})


def look(*orders: Order, of: Any = JAN, price: Any = ten_aud, begun: date | None = None, **changes: Any) -> FallingDue:
    return falling_due(a_subscription(*orders, **changes), of, price, begun=begun)


def aud(found: FallingDue) -> str:
    assert found.unpriced == frozenset()
    assert set(found.amounts) <= {AUD}
    return str(found.amounts.get(AUD, "nothing"))


def test_a_whole_month_is_due_in_the_month_in_which_it_begins() -> None:
    order = bought("1 Jan")
    assert [aud(look(order, of=month)) for month in (JAN, FEB, MAR)] == ["100.00", "100.00", "100.00"]
    assert aud(look(order, of=days("2025-12-01", "1 Jan"))) == "nothing"


def test_a_purchase_inside_a_period_is_due_for_its_days() -> None:
    assert aud(look(bought("20 Jan"))) == "38.71"  # 10 x 10 x 12/31


def test_a_year_is_due_once() -> None:
    order = bought("15 Jan", period=YEARLY)
    assert [aud(look(order, of=month, terms=None)) for month in (JAN, FEB)] == ["100.00", "nothing"]


def test_in_arrears_a_month_is_due_when_it_has_ended() -> None:
    order = bought("1 Jan")
    assert [aud(look(order, of=month, in_arrears=True)) for month in (JAN, FEB)] == ["nothing", "100.00"]


def test_what_is_added_is_due_on_top_at_the_price_of_the_running_term() -> None:
    def dearer(_item: ProductItemId, on: date) -> Amount:
        return Amount(value=Decimal(10 if on < day("10 Jan") else 31), currency=AUD)

    orders = bought("1 Jan"), changed("22 Jan", "13")
    assert aud(look(*orders, price=dearer)) == "109.68"  # 100 + 3 x 10 x 10/31
    assert aud(look(*orders, of=FEB, price=dearer)) == "403.00"


def test_a_reduction_gives_back_in_its_own_month_or_only_from_the_next_period_on() -> None:
    orders = bought("15 Jan", period=YEARLY), changed("15 Feb", "6", period=YEARLY)
    assert aud(look(*orders, of=FEB, terms=None)) == "-36.60"  # 4 x 10 x 334/365
    assert aud(look(*orders, of=FEB, terms=None, gives=GivingBack(reduced=NEVER))) == "nothing"


def test_a_reduction_inside_some_days_of_the_period_gives_back_and_after_them_not() -> None:
    orders = bought("15 Jan", period=YEARLY), changed("15 Feb", "6", period=YEARLY)
    assert aud(look(*orders, of=FEB, terms=None, gives=GivingBack(reduced=32))) == "-36.60"
    assert aud(look(*orders, of=FEB, terms=None, gives=GivingBack(reduced=31))) == "nothing"
    assert aud(look(bought("15 Jan"), cancelled("20 Jan"), gives=GivingBack(reduced=3))) == "16.13"


@pytest.mark.parametrize(("days", "due"), [(100, "50.00"), (15, "50.00"), (14, "100.00"), (NEVER, "100.00")])
def test_a_cancellation_gives_the_unused_part_back_or_nothing(days: int, due: str) -> None:
    orders = bought("1 Jan"), cancelled("15 Feb")
    assert aud(look(*orders, of=FEB, gives=GivingBack(ended=days))) == due
    assert aud(look(*orders, of=MAR, gives=GivingBack(ended=days))) == "nothing"


def test_what_ends_on_the_day_on_which_it_began_is_not_due_at_all() -> None:
    setup = a_fee(number=2, quantity="1", kind=FeeKind.SETUP, **SETUP)
    gives = GivingBack(ended=NEVER, once=NEVER)
    assert aud(look(bought("5 Jan", "10", setup), cancelled("5 Jan"), gives=gives)) == "nothing"


def test_what_is_charged_once_is_given_back_inside_the_window_of_a_cancellation() -> None:
    setup = a_fee(number=2, quantity="3", kind=FeeKind.SETUP, **SETUP)
    orders = bought("1 Jan", "10", setup), cancelled("1 Feb")
    assert aud(look(*orders, of=FEB, gives=GivingBack(once=32))) == "-30.00"
    assert aud(look(*orders, of=FEB, gives=GivingBack(once=31))) == "nothing"


def test_of_a_month_that_runs_a_period_is_due_once_it_has_begun_or_where_an_order_begins_it() -> None:
    assert aud(look(bought("1 Jan"), of=FEB, begun=day("1 Feb"))) == "nothing"
    assert aud(look(bought("1 Jan"), of=FEB, begun=day("2 Feb"))) == "100.00"
    assert aud(look(bought("20 Feb"), of=FEB, begun=day("2 Feb"))) == "32.14"
    assert aud(look(bought("1 Jan"), of=FEB, begun=day("1 Feb"), in_arrears=True)) == "nothing"


def test_the_service_of_a_month_is_worth_its_share_of_every_period() -> None:
    subscription = a_subscription(bought("15 Jan"), terms=None)
    assert served(subscription, JAN, ten_aud) == {AUD: Decimal("54.84")}  # 100 x 17/31
    assert served(subscription, FEB, ten_aud) == {AUD: Decimal("95.16")}
    assert served(subscription, days("2025-11-01", "2025-12-01"), ten_aud) == {}


def test_a_period_that_begins_with_the_cancellation_is_not_due() -> None:
    assert aud(look(bought("1 Jan"), cancelled("1 Feb"), of=FEB, gives=GivingBack(ended=NEVER))) == "nothing"


def test_what_is_charged_once_is_due_when_it_is_ordered_and_for_what_a_change_adds() -> None:
    setup = a_fee(number=2, quantity="3", kind=FeeKind.SETUP, **SETUP)
    more = replace(setup, quantity=Decimal(5), old_quantity=Decimal(3))
    fewer = replace(setup, quantity=Decimal(1), old_quantity=Decimal(3))
    orders = bought("1 Jan", "10", setup), an_order_of(OrderType.CHANGE, 2, "3 Feb", more)
    assert aud(look(*orders, of=JAN)) == "130.00"
    assert aud(look(*orders, of=FEB)) == "120.00"
    assert aud(look(*orders, an_order_of(OrderType.CHANGE, 3, "3 Mar", fewer), of=MAR)) == "100.00"


def test_usage_is_never_due_by_the_order() -> None:
    usage = a_fee(number=2, quantity="3", kind=FeeKind.USAGE, **SETUP, sku_class=SkuClass.USAGE)
    assert aud(look(bought("1 Jan", "10", usage))) == "100.00"


def test_what_has_no_price_is_named_and_each_currency_stands_alone() -> None:
    def some(item: ProductItemId, on: date) -> Amount | None:
        if item == SETUP["id"]:
            return None
        return Amount(value=Decimal(10), currency=AUD if on < day("1 Feb") else JPY)

    setup = a_fee(number=2, quantity="3", kind=FeeKind.SETUP, **SETUP)
    found = look(bought("1 Jan", "10", setup), price=some)
    assert dict(found.amounts) == {AUD: Decimal("100.00")}
    assert set(found.unpriced) == {SETUP["id"]}
    assert look(bought("1 Jan"), of=FEB, price=some).amounts == {JPY: Decimal(100)}
    assert look(bought("1 Jan"), price=lambda _item, _on: None).unpriced == {SEATS.product_item}
