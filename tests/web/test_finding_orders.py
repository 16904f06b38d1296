"""Orders that a person looks for: filters, search and sort of the list."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from tests.web.door import Caller, Door
from tests.world import World

AMOUNTS = {2: "25.00", 10: "125.00", 4: "50.00"}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@pytest.fixture
def sold(world: World, southern: Caller) -> dict[int, str]:
    """Orders by their quantity, each with what it comes to."""
    own = InstallationId(str(southern.page))
    orders = {quantity: world.buy(own, {"NRD-OFF-M": quantity})["id"] for quantity in AMOUNTS}
    found(southern, "")
    assert world.app.wait(60)
    return orders


def found(southern: Caller, query: str) -> list[str]:
    return [task["order"] for task in southern.get(f"/api/tasks?{query}").json()["tasks"]]


def test_words_are_looked_for_in_the_number_the_customer_and_the_product(
    southern: Caller, sold: dict[int, str]
) -> None:
    assert found(southern, f"q={sold[10].lower()}") == [sold[10]]
    assert len(found(southern, "q=HARBOUR office")) == 3
    assert found(southern, "q=harbour nobody") == []
    assert found(southern, "q=%25") == []


def test_filters_narrow_each_other(world: World, southern: Caller, sold: dict[int, str]) -> None:
    customer, product = world.who.sydney["id"], world.who.office["id"]
    assert len(found(southern, f"customer={customer}&product={product}&currency=AUD&order_type=Sales")) == 3
    for nobody in ("customer=TA-9", "product=PRD-9", "currency=USD", "order_type=Usage", "status=held"):
        assert found(southern, nobody) == [], nobody


@pytest.mark.parametrize(
    ("sort", "quantities"),
    [("newest", [4, 10, 2]), ("oldest", [2, 10, 4]), ("largest", [10, 4, 2]), ("smallest", [2, 4, 10])],
)
def test_pages_follow_each_other_in_every_order(
    southern: Caller, sold: dict[int, str], sort: str, quantities: list[int]
) -> None:
    seen: list[str] = []
    before = ""
    while True:
        page: dict[str, Any] = southern.get(f"/api/tasks?sort={sort}&limit=1{before}").json()
        seen += [task["order"] for task in page["tasks"]]
        if page["next_before"] is None:
            break
        before = f"&before={page['next_before']}"
    assert seen == [sold[quantity] for quantity in quantities]


def test_a_page_behind_a_task_that_is_gone_begins_at_the_end_of_all_amounts(
    southern: Caller, sold: dict[int, str]
) -> None:
    assert found(southern, "sort=largest&before=999999") == []


def test_what_there_is_to_choose_from_is_named(world: World, southern: Caller, sold: dict[int, str]) -> None:
    named = {"id": world.who.sydney["id"], "name": world.who.sydney["name"]}
    office = {"id": world.who.office["id"], "name": world.who.office["name"]}
    assert southern.get("/api/tasks/choices").json() == {
        "customers": [named],
        "products": [office],
        "currencies": ["AUD"],
    }


def test_nobody_finds_the_orders_of_another(world: World, door: Door, sold: dict[int, str]) -> None:
    other = door.of(world.who.albion, world.install(world.who.albion))
    assert found(other, "q=PR&sort=largest") == []
    assert other.get("/api/tasks/choices").json() == {"customers": [], "products": [], "currencies": []}
