"""Three real items of the installation, with every column and source of their price side by side (money §3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def examples(caller: Caller) -> list[dict[str, Any]]:
    answer = caller.get("/api/prices/examples")
    assert answer.status == 200, answer.body
    rows: list[dict[str, Any]] = answer.json()["items"]
    return rows


def test_every_column_of_the_price_list_stands_beside_the_other_sources(world: World, southern: Caller) -> None:
    seat = examples(southern)[0]
    world.xero.person(HARBOUR).write(
        "PUT", "Items", {"Items": [{"Code": "SEAT", "SalesDetails": {"UnitPrice": Decimal("13.75")}}]}
    )
    row = {"product_item": seat["product_item"], "currency": "AUD", "price": "11.00"}
    southern.put("/api/prices", {"version": 0, "rows": [row]})
    southern.put(f"/api/mapping/items/{seat['product_item']}", {"product": seat["product"], "item_code": "SEAT"})
    world.later(minutes=3)

    shown = examples(southern)

    assert len(shown) == 3
    assert [one["why"] for one in shown] == ["", "", ""]
    for one in shown:
        assert set(one["columns"]) == {"price", "st0p", "st1p"}
        assert None not in one["columns"].values()
        assert one["price_list"].startswith("price list PL-")
    assert shown[0]["own_table"]["amount"] == "11"
    assert shown[0]["xero"] == {"amount": "13.75", "currency": "AUD", "why": "sales price of Xero item SEAT"}
    assert shown[1]["xero"]["why"] == f"{shown[1]['mpn']} is mapped to no Xero item"
    assert shown[1]["own_table"]["amount"] is None


def test_the_parameter_that_is_chosen_is_named(southern: Caller) -> None:
    assert {one["asset_parameter"] for one in examples(southern)} == {""}
    southern.put("/api/settings", {"version": 1, "settings": {"price_parameter": "unit_price"}})
    assert {one["asset_parameter"] for one in examples(southern)} == {"unit_price"}


def test_within_two_minutes_connect_and_xero_are_asked_once(world: World, southern: Caller) -> None:
    examples(southern)
    before = len(world.wire.sent)
    examples(southern)
    assert len(world.wire.sent) == before


def test_without_a_price_list_the_items_are_there_and_the_reason_is_told(world: World, southern: Caller) -> None:
    state = world.marketplace.state
    for listing in state.all("listings"):
        listing.value.pop("pricelist", None)
    shown = examples(southern)
    assert [one["columns"] for one in shown] == [{}, {}, {}]
    assert shown[0]["why"].endswith("has no price list")


def test_where_nothing_is_listed_there_are_no_examples(world: World, southern: Caller) -> None:
    state = world.marketplace.state
    for listing in state.all("listings"):
        listing.value["status"] = "unlisted"
    assert examples(southern) == []


def test_who_is_not_connected_is_told_so(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.install(world.who.southern))
    answer = caller.get("/api/prices/examples")
    assert (answer.status, problem(answer)["title"]) == (409, "not connected")
