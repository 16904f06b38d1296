from __future__ import annotations

import pytest

from sandbox.clock import Clock
from sandbox.connect.accounts import Account
from sandbox.connect.catalogue import NewItem
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.newcomers import join_customer, join_reseller, list_without_prices
from sandbox.connect.tasks import Category
from tests.sandbox_connect.calls import call


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock())


def names(demo: DemoConnect, who: Account, path: str) -> set[str]:
    return {found["name"] for found in call(demo.world, who, "GET", path).json()}


def test_a_new_reseller_sells_to_customers_of_its_own_and_sees_nobody_elses(demo: DemoConnect) -> None:
    reseller = join_reseller(demo, "Wattle Networks")
    customer = join_customer(demo, "Ferry Lane Books", reseller)

    request = demo.world.place_purchase(reseller, customer, demo.office, {"NRD-OFF-M": 1})

    assert request["asset"]["tiers"]["tier1"]["name"] == "Wattle Networks"
    assert request["asset"]["tiers"]["customer"]["name"] == "Ferry Lane Books"
    assert names(demo, reseller, "tier/accounts") == {"Wattle Networks", "Ferry Lane Books"}
    assert "Ferry Lane Books" not in names(demo, demo.southern, "tier/accounts")


def test_a_new_reseller_reads_the_same_prices_as_those_who_were_there_before(demo: DemoConnect) -> None:
    reseller = join_reseller(demo, "Wattle Networks")

    ids = [[found["id"] for found in call(demo.world, who, "GET", "pricing/versions?eq(status,active)").json()]
           for who in (demo.southern, reseller)]  # fmt: skip

    assert ids[0] == ids[1]
    assert ids[0]


def test_a_product_without_prices_is_listed_and_its_listing_names_no_price_list(demo: DemoConnect) -> None:
    product = list_without_prices(demo, "Harbour Mail", NewItem(mpn="HM-1", name="Mailbox"))

    (listing,) = call(demo.world, demo.southern, "GET", f"listings?eq(product.id,{product['id']})").json()

    assert not listing.get("pricelist")
    request = demo.world.place_purchase(demo.southern, demo.sydney, product, {"HM-1": 2})
    assert request["asset"]["items"][0]["mpn"] == "HM-1"


def test_an_order_that_is_told_again_is_a_new_task_for_the_same_request(demo: DemoConnect) -> None:
    world, tasks = demo.world, demo.world.state.tasks
    world.install(demo.southern)
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 1})
    world.approve(request["id"])
    told = [task for task in tasks.take("w", frozenset(Category)) if task.object_id == request["id"]]
    for task in told:
        tasks.result(task.id, {"result": "success"})

    world.tell_again(request["id"])
    world.tell_again(request["id"])

    (again,) = tasks.take("w", frozenset(Category))
    assert told
    assert (again.object_id, again.event_type) == (request["id"], "asset_purchase_request_processing")
    assert again.id not in {task.id for task in told}
