from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from connect_ext.cloudblue.price_examples import price_examples
from connect_ext.work.failure import WorldFailed
from tests.builders import Json
from tests.cloudblue.fake_connect import FakeConnect, error
from tests.cloudblue.priced_connect import POINTS, PRODUCT, VERSION, a_listing, a_point, priced_connect

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ITEMS = f"products/{PRODUCT}/items"


def an_item(number: int, **fields: str) -> Json:
    return {"id": f"{PRODUCT}-{number:04d}", "mpn": f"MPN-{number}", "name": f"Item {number}", **fields}


@pytest.fixture
def connect() -> FakeConnect:
    fake = priced_connect()
    fake.collections[ITEMS] = [an_item(number, period="monthly") for number in (1, 2, 3, 4)]
    return fake


def test_items_with_a_price_come_first_and_three_are_enough(connect: FakeConnect) -> None:
    connect.collections[POINTS] = [a_point(4, price=5, st0p="", st1p=-1), a_point(2, price="x", st0p=0, st1p=9.5)]
    found = price_examples(connect.client, NOW)
    assert [one.item.mpn for one in found] == ["MPN-2", "MPN-4", "MPN-1"]
    assert [dict(one.columns) for one in found] == [
        {"price": None, "st0p": Decimal(0), "st1p": Decimal("9.5")},
        {"price": Decimal(5), "st0p": None, "st1p": None},
        {},
    ]
    assert {(one.currency, one.price_list, one.why) for one in found} == {
        ("EUR", f"price list PL-100-200-300 version {VERSION}", "")
    }


@pytest.mark.parametrize(
    ("item", "months"),
    [
        ({"type": "ppu", "period": "monthly"}, None),
        ({"type": "reservation", "period": "onetime"}, 0),
        ({"type": "reservation", "period": "yearly"}, 12),
        ({"type": "reservation", "period": "fortnightly"}, None),
    ],
)
def test_how_often_an_item_is_charged_is_told(connect: FakeConnect, item: dict[str, str], months: int | None) -> None:
    connect.collections[ITEMS] = [an_item(1, **item)]
    assert [one.period_months for one in price_examples(connect.client, NOW)] == [months]


def test_without_a_price_list_the_reason_stands_with_the_items(connect: FakeConnect) -> None:
    connect.collections["listings"] = [a_listing(pricelist=None)]
    found = price_examples(connect.client, NOW)
    assert {one.why for one in found} == {f"listing LST-100-200-300 of {PRODUCT} on MP-12345 has no price list"}
    assert {(one.price_list, one.currency) for one in found} == {("", None)}


def test_what_the_account_may_not_see_has_no_examples(connect: FakeConnect) -> None:
    connect.answers["GET", ITEMS] = error(403, "AUTH_001")
    assert price_examples(connect.client, NOW) == ()


def test_that_connect_does_not_answer_is_told(connect: FakeConnect) -> None:
    connect.answers["GET", ITEMS] = error(503, "OUT")
    with pytest.raises(WorldFailed):
        price_examples(connect.client, NOW)


def test_listings_without_product_or_marketplace_are_left_out(connect: FakeConnect) -> None:
    connect.collections["listings"] = [{**a_listing(), "product": None}, {**a_listing(), "contract": None}]
    assert price_examples(connect.client, NOW) == ()
