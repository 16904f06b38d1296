"""Billing periods through the web door: 10 monthly licences at 12.50 AUD are 125.00; it is November 2026."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.door import Caller, Door
from tests.web.test_tasks import buy
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def read(caller: Caller, query: str = "") -> Any:
    """What the orders come to is found out after an answer, and before the next."""
    answer = caller.get(f"/api/billing{query}")
    assert answer.status == 200, answer.body
    caller.door.world.wait()
    return answer.json()


def choose(world: World, caller: Caller, **chosen: Any) -> None:
    found = caller.get("/api/settings").json()
    answer = caller.put("/api/settings", {**found, "settings": {**found["settings"], **chosen}})
    assert answer.status == 200, answer.body
    world.wait()


def upload(world: World, caller: Caller, tasks: list[int], period: str = "2026-11") -> Any:
    answer = caller.post("/api/billing/uploads", {"period": period, "tasks": tasks})
    assert answer.status == 202, answer.body
    world.wait()
    return answer.json()


def log(caller: Caller, upload_id: int, query: str = "") -> Any:
    return caller.get(f"/api/billing/uploads/{upload_id}{query}").json()


def test_without_orders_the_present_month_is_empty(southern: Caller) -> None:
    found = read(southern)

    assert (found["period"], found["first"], found["last"]) == ("2026-11", "2026-11", "2026-11")
    assert (found["rows"], found["totals"], found["orders"], found["next_after"]) == ([], [], 0, None)


def test_each_order_is_a_row_with_what_its_invoice_comes_to(world: World, southern: Caller) -> None:
    first, second = buy(world, southern), buy(world, southern)
    read(southern)
    found = read(southern)

    assert [row["order"] for row in found["rows"]] == [second, first]
    assert {row["state"] for row in found["rows"]} == {"ready"}
    assert found["rows"][0]["amount"] == {"value": "125.00", "currency": "AUD"}
    assert found["totals"] == [{"currency": "AUD", "in_xero": "0.00", "not_in_xero": "250.00"}]


def test_another_month_customer_or_currency_has_other_orders(world: World, southern: Caller) -> None:
    buy(world, southern)
    read(southern)
    [row] = read(southern)["rows"]

    assert read(southern, "?period=2026-10")["rows"] == []
    assert read(southern, "?period=2026-12")["rows"] == []
    assert read(southern, "?currency=USD")["rows"] == []
    assert read(southern, "?customer=TA-0")["rows"] == []
    assert read(southern, f"?customer={row['customer']['id']}&currency=AUD")["orders"] == 1


def test_pages_follow_one_another_without_gaps(world: World, southern: Caller) -> None:
    orders = [buy(world, southern) for _ in range(3)]
    newest = read(southern, "?limit=2")
    rest = read(southern, f"?limit=2&after={newest['next_after']}")

    assert [row["order"] for row in newest["rows"] + rest["rows"]] == orders[::-1]
    assert (newest["orders"], rest["next_after"]) == (3, None)


def test_per_customer_and_month_a_row_is_one_invoice(world: World, southern: Caller) -> None:
    choose(world, southern, invoice_target="one_per_customer_and_month")
    for _ in range(2):
        buy(world, southern)
    read(southern)
    found = read(southern)
    [row] = found["rows"]

    assert found["consolidated"]
    assert (row["order"], row["orders"], row["amount"]["value"], len(row["tasks"])) == (None, 2, "250.00", 2)
    assert read(southern, f"?after={row['customer']['id']}")["rows"] == []

    upload(world, southern, row["tasks"])

    [row] = read(southern, "?limit=1")["rows"]
    assert (row["state"], row["in_xero"], row["tasks"]) == ("in_xero", 2, [])
    assert row["document"]["url"]


def test_an_upload_sends_what_was_chosen_and_its_log_says_what_came_of_it(world: World, southern: Caller) -> None:
    chosen, left = buy(world, southern), buy(world, southern)
    read(southern)
    task = {row["order"]: row["tasks"] for row in read(southern)["rows"]}
    begun = upload(world, southern, task[chosen])

    [row] = log(southern, begun["id"])["posted"]
    assert (row["order"], row["state"], row["who"]) == (chosen, "in_xero", "product")
    assert row["document"]["number"]
    assert row["at"]
    assert {row["order"]: row["state"] for row in read(southern)["rows"]} == {chosen: "in_xero", left: "ready"}
    [kept] = southern.get("/api/billing/uploads").json()["uploads"]
    assert (kept["period"], kept["orders"], kept["in_xero"], kept["left"]) == ("2026-11", 1, 1, 0)
    assert kept["user"]


def test_what_needs_a_person_says_so_in_the_log_and_a_later_upload_has_its_own(world: World, southern: Caller) -> None:
    choose(world, southern, price_sources=["own_table"])
    buy(world, southern)
    read(southern)
    [row] = read(southern)["rows"]
    first = upload(world, southern, row["tasks"])
    [missing] = log(southern, first["id"])["posted"]
    choose(world, southern, price_sources=["marketplace"])
    later = upload(world, southern, row["tasks"])

    assert missing["state"] == "needs_you"
    assert "price" in missing["problems"][0]
    assert log(southern, first["id"])["posted"][0]["said"] == missing["said"]
    assert log(southern, later["id"])["posted"][0]["said"] != missing["said"]
    ids = [one["id"] for one in southern.get("/api/billing/uploads?limit=1").json()["uploads"]]
    older = southern.get(f"/api/billing/uploads?limit=1&before={ids[0]}").json()["uploads"]
    assert (ids, [one["id"] for one in older]) == ([later["id"]], [first["id"]])


def test_what_is_in_xero_already_is_not_uploaded_again(world: World, southern: Caller) -> None:
    buy(world, southern)
    read(southern)
    [row] = read(southern)["rows"]
    begun = upload(world, southern, row["tasks"])
    again = southern.post("/api/billing/uploads", {"period": "2026-11", "tasks": row["tasks"]})

    assert again.status == 409
    assert log(southern, begun["id"], f"?after={row['tasks'][0]}")["posted"] == []
    assert southern.get("/api/billing/uploads/999").status == 404
