from __future__ import annotations

from decimal import Decimal

import pytest
from connect.client import ConnectClient

from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import Price
from connect_ext.cloudblue.asset_requests import read_asset_request
from connect_ext.cloudblue.installations import read_installation
from connect_ext.cloudblue.marketplace import Marketplace
from connect_ext.cloudblue.schedule import METHOD, ensure_schedule
from connect_ext.work.failure import WorldFailed
from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect_wire import mount


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock())


def owner_of(demo: DemoConnect) -> ConnectClient:
    endpoint = f"https://{demo.world.environment.service_id.lower()}-{id(demo)}.example/public/v1"
    client = ConnectClient(demo.world.owner_key, endpoint=endpoint, max_retries=0)
    mount(client, demo.world.handle)
    return client


def test_an_order_of_the_stand_in_is_read_and_priced(demo: DemoConnect) -> None:
    installation = read_installation(demo.world.install(demo.southern))
    placed = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 3, "NRD-SETUP": 1})
    order = read_asset_request(demo.world.approve(placed["id"]), "no-id")
    assert isinstance(order, Order)

    marketplace = Marketplace(owner_of(demo), demo.world.environment.service_id)
    reader = marketplace.for_installation(installation.id)
    quotes = reader.price_list_quotes(order, "st0p", order.effective_at.date())

    bought = {fee.product_item.mpn: (fee, quotes[fee.product_item.id]) for fee in order.fees if fee.quantity}
    prices = {mpn: quote.amount for mpn, (_, quote) in bought.items() if isinstance(quote, Price)}
    assert prices == {"NRD-OFF-M": Decimal("12.5"), "NRD-SETUP": Decimal(250)}
    assert [fee.product_item.sku_class.value for fee, _ in bought.values()] == ["licence", "custom"]


def test_an_installation_that_has_ended_cannot_be_opened(demo: DemoConnect) -> None:
    installation = demo.world.install(demo.southern)
    demo.world.uninstall(installation)

    with pytest.raises(WorldFailed, match="connect-bad-request"):
        Marketplace(owner_of(demo), demo.world.environment.service_id).for_installation(installation["id"])


def test_the_schedule_is_made_once_on_the_stand_in(demo: DemoConnect) -> None:
    environment = demo.world.environment
    environment.schedulables.append({"method": METHOD, "name": "Drain", "description": ""})
    client = owner_of(demo)

    made = {ensure_schedule(client, environment.service_id, environment.id, now=demo.world.clock()) for _ in range(2)}

    assert made == {schedule["id"] for schedule in demo.world.schedules()}
    assert len(made) == 1
