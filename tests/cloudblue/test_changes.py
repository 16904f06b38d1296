from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Unreadable
from connect_ext.cloudblue.asset_requests import read_asset_request
from tests.builders import MISSING, a_purchase, an_item, changed


def a_change(old: Any, new: Any, **fields: Any) -> dict[str, Any]:
    item = changed(an_item(1, new, **fields), "old_quantity", old)
    return a_purchase(item, an_item(2, "0"), type="change")


def reading_of(old: Any, new: Any, **fields: Any) -> Any:
    return read_asset_request(a_change(old, new, **fields), "no-id")


def test_a_change_is_an_order_with_old_and_new_quantities() -> None:
    order = reading_of("5", "8")
    assert isinstance(order, Order)
    assert (order.type, order.asset_id) == (OrderType.CHANGE, "AS-1000-2000-3000")
    assert [(fee.old_quantity, fee.quantity, fee.changes) for fee in order.fees] == [
        (Decimal(5), Decimal(8), True),
        (Decimal(0), Decimal(0), False),
    ]


@pytest.mark.parametrize(
    ("old", "quantity", "text"),
    [
        (5.0, Decimal("5.0"), "5.0"),
        (5, Decimal(5), "5"),
        ("", None, ""),
        (None, None, ""),
        (MISSING, None, ""),
        ("unlimited", None, "unlimited"),
        (-1, None, "-1"),
        ([], None, ""),
        (True, None, ""),
    ],
)
def test_the_old_quantity_is_a_number_or_nothing_and_keeps_its_words(
    old: Any, quantity: Decimal | None, text: str
) -> None:
    order = reading_of(old, "8")
    assert isinstance(order, Order)
    assert (order.fees[0].old_quantity, order.fees[0].old_quantity_text) == (quantity, text)


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("5", "5", {}),
        ("5", "5.0", {}),
        (5.0, "5", {}),
        ("unlimited", " unlimited ", {}),
        ("", "", {}),
        ("5", "9", {"item_type": "PPU"}),
    ],
)
def test_a_change_of_no_quantity_that_is_billed_is_no_order(old: Any, new: Any, fields: Any) -> None:
    reading = reading_of(old, new, **fields)
    assert isinstance(reading, NoOrder)
    assert (reading.type, reading.asset_id) == (OrderType.CHANGE, "AS-1000-2000-3000")
    assert reading.reason == "The request changes no quantity that is billed, so it moves no money."


@pytest.mark.parametrize(("old", "new"), [("", "5"), ("unlimited", "5"), ("5", "unlimited"), (MISSING, "5")])
def test_a_quantity_of_which_nobody_says_that_it_stays_is_not_ignored(old: Any, new: Any) -> None:
    assert isinstance(reading_of(old, new), Order)


def test_a_change_that_is_not_approved_waits_as_what_it_is() -> None:
    reading = read_asset_request({**a_change("5", "8"), "status": "pending"}, "no-id")
    assert isinstance(reading, NotYet)
    assert reading.type is OrderType.CHANGE


def test_a_change_on_an_unknown_connection_asks_a_person() -> None:
    reading = read_asset_request(changed(a_change("5", "8"), "asset.connection.type", "staging"), "no-id")
    assert isinstance(reading, Unreadable)
