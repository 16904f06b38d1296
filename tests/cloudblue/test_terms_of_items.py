"""Renewals and cancellations: what is given for another term, and what is taken away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.days import Days
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import NoOrder, Unreadable
from connect_ext.cloudblue.asset_requests import read_asset_request
from tests.books.day_builders import days
from tests.builders import MISSING, a_purchase, an_item, changed

A_MONTH = {"from": "2026-03-21T00:00:00+00:00", "to": "2026-04-21T00:00:00+00:00"}


def reading_of(kind: str, *items: dict[str, Any], **fields: Any) -> Order:
    reading = read_asset_request(a_purchase(*items, type=kind, **fields), "no-id")
    assert isinstance(reading, Order)
    return reading


def renewed(renewal: Any, **fields: Any) -> Days | None:
    """Of an item whose request takes effect on 1 March 2026."""
    (fee,) = reading_of("renew", an_item(renewal=renewal, **fields)).fees
    return fee.renewal


def test_a_renewal_is_an_order_with_the_days_of_each_item() -> None:
    order = reading_of("renew", an_item(1, renewal=A_MONTH), an_item(2))
    assert order.type is OrderType.RENEWAL
    assert [fee.renewal for fee in order.fees] == [days("21 Mar", "21 Apr"), days("1 Mar", "1 Apr")]


@pytest.mark.parametrize(
    ("renewal", "expected"),
    [
        (None, days("1 Mar", "1 Apr")),
        ({}, days("1 Mar", "1 Apr")),
        ({"from": None, "to": None}, days("1 Mar", "1 Apr")),
        ({"from": "2026-03-21T00:00:00Z"}, days("21 Mar", "21 Apr")),
        ({"from": "2026-03-21T00:00:00Z", "period_delta": 3, "period_uom": "month"}, days("21 Mar", "21 Jun")),
        ({"period_delta": "1.0", "period_uom": "year"}, days("1 Mar", "2027-03-01")),
        ({"from": "2026-03-21T00:00:00Z", "to": "2026-03-21T00:00:00Z"}, days("21 Mar", "21 Apr")),
    ],
)
def test_a_renewal_that_does_not_say_it_all_is_for_a_period_of_the_item(renewal: Any, expected: Days) -> None:
    assert renewed(renewal) == expected


def test_the_period_of_an_item_may_stand_in_its_renewal_alone() -> None:
    item = an_item(renewal={**A_MONTH, "period_delta": 1, "period_uom": "month"}, period=None)
    (fee,) = reading_of("renew", item).fees
    assert fee.product_item.period is not None
    assert fee.product_item.period.months == 1


def test_what_is_sold_once_is_not_renewed() -> None:
    assert renewed({}, period="OneTime") is None


def test_a_renewal_date_that_is_none_asks_a_person() -> None:
    reading = read_asset_request(a_purchase(an_item(renewal={"from": "soon"}), type="renew"), "no-id")
    assert isinstance(reading, Unreadable)
    assert reading.problem.data["path"] == "asset.items[0].renewal.from"


@pytest.mark.parametrize(("old", "new"), [("5", "0"), ("5", "5"), ("0", "5"), (MISSING, "5")])
def test_a_cancellation_takes_away_all_that_there_is(old: Any, new: str) -> None:
    order = reading_of("cancel", changed(an_item(1, new), "old_quantity", old))
    assert order.type is OrderType.CANCELLATION
    assert [(fee.quantity, fee.old_quantity, fee.changes) for fee in order.fees] == [(Decimal(0), Decimal(5), True)]


def test_a_cancellation_need_not_name_items() -> None:
    payload = changed(a_purchase(type="cancel"), "asset.items", [])
    reading = read_asset_request(payload, "no-id")
    assert isinstance(reading, Order)
    assert reading.fees == ()


@pytest.mark.parametrize("kind", ["suspend", "resume", "adjustment"])
def test_what_changes_nothing_states_its_quantities_once_it_is_approved(kind: str) -> None:
    reading = read_asset_request(a_purchase(an_item(1, "7"), type=kind), "no-id")
    assert isinstance(reading, NoOrder)
    assert reading.stated is not None
    assert [fee.quantity for fee in reading.stated.fees] == [Decimal(7)]

    pending = read_asset_request(a_purchase(an_item(1, "7"), type=kind, status="pending"), "no-id")
    assert isinstance(pending, NoOrder)
    assert pending.stated is None
