from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import ProductId
from connect_ext.cloudblue.commitments import Commitments, read_commitment
from connect_ext.cloudblue.json_path import Json
from connect_ext.work.failure import WorldFailed
from tests.cloudblue.fake_connect import FakeConnect, error

PRODUCT = ProductId("PRD-1")
ITEMS = f"products/{PRODUCT}/items"


@pytest.mark.parametrize(
    ("commitment", "periods"),
    [
        ({"multiplier": "billing_period", "count": 12}, 12),
        ({"count": "3"}, 3),
        ({"multiplier": "month", "count": 12}, None),
        ({"multiplier": "billing_period", "count": 0}, None),
        ({"multiplier": "billing_period", "count": -1}, None),
        ({}, None),
        (None, None),
        ("12", None),
    ],
)
def test_a_commitment_counts_billing_periods(commitment: Any, periods: int | None) -> None:
    assert read_commitment(Json(value={"commitment": commitment}, path="")) == periods


def test_the_items_of_a_product_are_read_once() -> None:
    connect = FakeConnect()
    connect.collections[ITEMS] = [
        {"id": "PRD-1-0001", "commitment": {"count": 12}},
        {"id": "PRD-1-0002"},
        {"commitment": {"count": 1}},
    ]
    commitments = Commitments(connect.client)
    assert commitments.of(PRODUCT) == {"PRD-1-0001": 12}
    assert commitments.of(PRODUCT) == {"PRD-1-0001": 12}
    assert connect.calls == [f"GET {ITEMS}"]


def test_items_that_the_account_may_not_see_commit_to_nothing_known() -> None:
    connect = FakeConnect()
    connect.answers["GET", ITEMS] = error(403, "AUTH_001")
    assert Commitments(connect.client).of(PRODUCT) == {}
    connect.answers["GET", ITEMS] = error(503, "OUT")
    with pytest.raises(WorldFailed):
        Commitments(connect.client).of(PRODUCT)
