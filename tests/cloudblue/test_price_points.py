from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import Price
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.marketplace import InstallationReader
from sandbox.http import json_response
from tests.builders import a_purchase, an_item, changed
from tests.cloudblue.fake_connect import FakeConnect
from tests.cloudblue.priced_connect import (
    POINTS,
    VERSION,
    a_point,
    an_order,
    priced_connect,
    quote,
    why_not,
)
from tests.require import connect_samples


@pytest.fixture
def connect() -> FakeConnect:
    return priced_connect()


@pytest.mark.parametrize(
    ("column", "amount"), [("st0p", "12.5"), ("st1p", "9"), ("price", "5"), ("list price 2.0", "11")]
)
def test_the_price_stands_in_the_column_that_is_asked_for(connect: FakeConnect, column: str, amount: str) -> None:
    columns: dict[str, Any] = {"price": 5, "st0p": 12.5, "st1p": 9, "list price 2.0": 11}
    connect.collections[POINTS] = [a_point(1, **columns)]
    found = quote(connect, column=column)

    assert isinstance(found, Price)
    assert (found.amount, found.currency, found.source) == (Decimal(amount), "EUR", "marketplace")
    assert found.evidence == f"price list PL-100-200-300 version {VERSION}, column {column}"


def test_a_point_without_columns_has_no_price(connect: FakeConnect) -> None:
    connect.collections[POINTS] = [{**a_point(1), "attributes": None}]
    assert why_not(connect, column="st1p").startswith("column st1p of price list")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [(0, "0"), (0.0, "0.0"), (0.1, "0.1"), (1234567.8901, "1234567.8901"), ("7.25", "7.25"), (1e-7, "1E-7")],
)
def test_a_number_in_a_cell_is_an_exact_price_and_so_is_zero(connect: FakeConnect, cell: Any, amount: str) -> None:
    connect.collections[POINTS] = [a_point(1, price=5, st0p=cell)]

    found = quote(connect)

    assert isinstance(found, Price)
    assert str(found.amount) == amount


@pytest.mark.parametrize("columns", [{"price": 5}, {"price": 5, "st0p": None}, {"price": 5, "st0p": ""}])
def test_an_empty_cell_is_no_price_and_the_providers_cost_never_stands_in(
    connect: FakeConnect, columns: dict[str, Any]
) -> None:
    connect.collections[POINTS] = [a_point(1, **columns)]

    assert why_not(connect) == (
        f"column st0p of price list PL-100-200-300 version {VERSION} is empty for MPN-1 (PRD-111-222-333-0001)"
    )


@pytest.mark.parametrize("cell", [-1, "free", True, [5], 1e300, "NaN"])
def test_a_cell_without_a_possible_price_is_none(connect: FakeConnect, cell: Any) -> None:
    connect.collections[POINTS] = [a_point(1, st0p=cell)]

    assert "holds no possible price for MPN-1" in why_not(connect)


def test_an_item_that_the_list_does_not_hold_has_no_price(connect: FakeConnect) -> None:
    assert why_not(connect, an_order(an_item(7))) == (
        f"price list PL-100-200-300 version {VERSION} has no price for MPN-7 (PRD-111-222-333-0007)"
    )


def test_a_point_that_is_not_filled_does_not_count(connect: FakeConnect) -> None:
    connect.collections[POINTS][0]["status"] = "empty"

    assert "has no price for MPN-1" in why_not(connect)


def test_an_item_known_only_by_its_mpn_is_found_within_its_product(connect: FakeConnect) -> None:
    connect.collections[POINTS] = [a_point(1, product="PRD-999-999-999", st0p=1), a_point(1, st0p=2)]

    found = quote(connect, an_order(an_item(global_id=None)))

    assert isinstance(found, Price)
    assert found.amount == 2


def test_two_different_prices_for_one_item_are_none(connect: FakeConnect) -> None:
    connect.collections[POINTS] = [a_point(1, st0p=1), a_point(1, st0p=2)]

    assert "has several different prices for MPN-1" in why_not(connect)


def test_the_samples_of_price_lists_are_read(connect: FakeConnect) -> None:
    def sample(path: str) -> Any:
        return json.loads((connect_samples() / path).read_text())

    version = sample("pricing/version-active-single.json")
    connect.collections |= {
        "listings": sample("listings/adobe-listed-with-pricelist.json"),
        "pricing/versions": [version, *sample("pricing/versions-same-id-eur-and-usd.json")],
        f"pricing/versions/{version['id']}/points": sample("pricing/points-16-filled.json"),
    }
    connect.answers["GET", "marketplaces/MP-65669"] = json_response(200, sample("marketplaces/usd-two-hubs.json"))
    payload = changed(a_purchase(effective_date="2022-12-01T00:00:00Z"), "asset.product.id", "PRD-207-752-513")
    payload = changed(payload, "marketplace.id", "MP-65669")
    payload["asset"]["items"] = [an_item(global_id="PRD-207-752-513-0001"), an_item(global_id="PRD-207-752-513-0002")]
    order = read_asset_request(payload, "no-id")
    assert isinstance(order, Order)
    assert order.effective_at == datetime(2022, 12, 1, tzinfo=UTC)

    quotes = InstallationReader(connect.client).price_list_quotes(order, "st0p", date(2022, 12, 1))

    found = [(quote.amount, quote.currency) for quote in quotes.values() if isinstance(quote, Price)]
    assert found == [(Decimal(99), "USD"), (Decimal(77), "USD")]
