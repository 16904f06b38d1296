from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.orders.order import Order, Parameter
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.parameters import read_parameters
from tests.builders import a_purchase, an_item


def test_parameters_of_the_asset_of_its_configuration_and_of_its_items_are_read() -> None:
    payload = a_purchase(an_item(params=[{"id": "of_item", "value": "3"}]))
    payload["asset"]["params"] = [{"id": "ordered", "value": " 12.50 "}]
    payload["asset"]["configuration"] = {"params": [{"id": "configured", "value": 2.5}]}

    order = read_asset_request(payload, "no-id")

    assert isinstance(order, Order)
    assert order.parameters == (Parameter(id="ordered", value="12.50"), Parameter(id="configured", value="2.5"))
    assert order.fees[0].parameters == (Parameter(id="of_item", value="3"),)


@pytest.mark.parametrize("params", [None, "text", {}, [], [None], ["x"], [{"value": "1"}]])
def test_what_is_no_parameter_is_none(params: Any) -> None:
    assert read_parameters(Json(value={"params": params}, path=""), "params") == ()
    assert read_parameters(Json(value="text", path=""), "params.more") == ()


@pytest.mark.parametrize(("value", "written"), [(None, ""), (7, "7"), (True, "True"), (["1"], "['1']")])
def test_a_value_is_kept_as_it_was_written(value: Any, written: str) -> None:
    (found,) = read_parameters(Json(value={"params": [{"id": "p", "value": value}]}, path=""), "params")
    assert found.value == written
