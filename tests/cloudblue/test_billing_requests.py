"""Billing requests of Connect: what a provider or a vendor says is to be billed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.days import Days
from connect_ext.books.documents.policies import RecurringSource
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import NoOrder, Unreadable
from connect_ext.cloudblue.billing_requests import notice_of_billing_request, source_of
from connect_ext.cloudblue.readings import read, view_of
from connect_ext.work.notice import NoticeKind
from tests.books.day_builders import days
from tests.builders import MISSING, Json, a_purchase, an_item, changed
from tests.storage.builders import NOW, US


def a_billing_request(*items: Json, id_: str = "BRP-1000-2000-3000-0001", **fields: Any) -> Json:
    """A provider's, for five monthly seats from 21 March on."""
    asset = {**a_purchase()["asset"], "marketplace": {"id": "MP-12345", "name": "Nordic Marketplace"}}
    return {
        "id": id_,
        "type": "provider",
        "events": {"created": {"at": "2026-03-21T01:00:00+00:00"}, "updated": {"at": "2026-03-21T02:00:00+00:00"}},
        "period": {
            "from": "2026-03-21T07:39:32+00:00",
            "to": "2026-04-21T07:39:32+00:00",
            "delta": 1.0,
            "uom": "monthly",
        },
        "items": list(items) if items else [an_item(quantity=5.0, period="monthly", item_type="reservation")],
        "asset": {key: value for key, value in asset.items() if key != "items"},
        "attributes": {},
        **fields,
    }


def read_one(payload: Json) -> Any:
    return read(NoticeKind.BILLING_REQUEST, payload, "no-id")


def test_it_is_an_order_for_its_period() -> None:
    order = read_one(a_billing_request())
    assert isinstance(order, Order)
    assert (order.key, order.request_id, order.type) == (
        "BRP-1000-2000-3000-0001", "BRP-1000-2000-3000-0001", OrderType.BILLING,
    )  # fmt: skip
    assert order.period == days("21 Mar", "21 Apr")
    assert order.effective_at.isoformat() == "2026-03-21T00:00:00+00:00"
    assert [(fee.quantity, fee.quantity_text) for fee in order.fees] == [(Decimal("5.0"), "5.0")]
    assert order.customer is not None
    assert order.marketplace_id == "MP-12345"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"from": "2026-03-21T00:00:00Z", "delta": "1.0", "uom": "year"}, days("21 Mar", "2027-03-21")),
        ({"from": "2026-03-21T00:00:00Z", "to": None, "uom": "monthly"}, days("21 Mar", "21 Apr")),
        ({"from": "2026-01-01T00:00:00Z", "to": "2026-10-01T00:00:00Z", "delta": 1.0}, days("1 Jan", "1 Oct")),
    ],
)
def test_its_period_may_be_told_by_its_length(period: Json, expected: Days) -> None:
    assert read_one(a_billing_request(period=period)).period == expected


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("period.from", MISSING, "period.from"),
        ("period.to", "2026-03-21T00:00:00+00:00", "period.to"),
        ("period", {"from": "2026-03-21T00:00:00+00:00"}, "period.to"),
        ("items", MISSING, "items"),
        ("items.0.period", "weekly", "items[0].period"),
        ("asset.connection.type", MISSING, "asset.connection.type"),
        ("asset.marketplace", MISSING, "marketplace.id"),
    ],
)
def test_what_cannot_be_read_says_where(path: str, value: Any, where: str) -> None:
    reading = read_one(changed(a_billing_request(), path, value))
    assert isinstance(reading, Unreadable)
    assert reading.problem.data["path"] == where
    assert reading.asset_id == "AS-1000-2000-3000"


def test_on_a_test_connection_nothing_is_billed() -> None:
    reading = read_one(changed(a_billing_request(), "asset.connection.type", "preview"))
    assert isinstance(reading, NoOrder)
    assert "preview connection" in reading.reason


def test_an_item_without_a_period_has_that_of_the_request() -> None:
    (fee,) = read_one(a_billing_request(an_item(quantity="4.0", period=None))).fees
    assert fee.product_item.period is not None
    assert fee.product_item.period.months == 1


def test_whose_it_is_stands_in_its_type_and_in_its_id() -> None:
    assert source_of({"type": "vendor", "id": "BRV-1"}) is RecurringSource.VENDOR
    assert source_of({"type": "Provider"}) is RecurringSource.PROVIDER
    assert source_of({"id": "BRP-1"}) is RecurringSource.PROVIDER
    assert source_of({"id": "X-1"}) is None
    assert isinstance(read_one(a_billing_request(id_="X-1", type="other")), Unreadable)


def test_its_notice_is_dated_by_its_last_change() -> None:
    notice = notice_of_billing_request(US, a_billing_request(), NOW)
    assert (notice.kind, notice.source_id) == (NoticeKind.BILLING_REQUEST, "BRP-1000-2000-3000-0001")
    assert notice.changed_at is not None
    assert notice.changed_at.isoformat() == "2026-03-21T02:00:00+00:00"


def test_a_person_sees_its_items_and_when_it_begins() -> None:
    view = view_of(NoticeKind.BILLING_REQUEST, a_billing_request(), "no-id")
    assert [item.quantity for item in view.items] == ["5.0"]
    assert view.effective_at is not None
    assert view.effective_at.date() == days("21 Mar", "21 Apr").start
