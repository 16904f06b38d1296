"""What a person is asked before an order is sent: prices of each source, drafts that fit, and what several come to."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from tests.web.door import Caller, Door
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def own(southern: Caller) -> InstallationId:
    return InstallationId(str(southern.page))


def task_of(southern: Caller, order: dict[str, Any]) -> int:
    [task] = [one for one in southern.get("/api/tasks").json()["tasks"] if one["order"] == order["id"]]
    found: int = task["id"]
    return found


def preview(southern: Caller, task: int) -> dict[str, Any]:
    answer = southern.get(f"/api/tasks/{task}/preview")
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


def test_a_draft_may_be_chosen_although_the_settings_make_an_invoice_each(world: World, southern: Caller) -> None:
    world.buy(own(southern))
    world.sync(own(southern))
    [invoice] = world.books().invoices
    task = task_of(southern, world.buy(own(southern), {"NRD-OFF-M": 2}))
    [draft] = preview(southern, task)["drafts"]
    assert (draft["xero_id"], draft["number"], draft["lines"]) == (invoice["InvoiceID"], invoice["InvoiceNumber"], 1)

    assert southern.put(f"/api/tasks/{task}/target", {"invoice": draft["xero_id"]}).status == 200
    shown = preview(southern, task)
    assert (shown["target"], shown["xero"], shown["changes"][0]["does"]) == (draft["xero_id"], None, "extended")
    southern.post("/api/sync", {"tasks": [task], "shown": {task: shown["digest"]}})
    assert world.app.wait(60)
    [invoice] = world.books().invoices
    assert (len(invoice["LineItems"]), invoice["SubTotal"]) == (2, 150)
    refused = southern.put(f"/api/tasks/{task}/target", {"invoice": "new"})
    assert refused.status == 409


def test_each_line_shows_what_every_source_says(world: World, southern: Caller) -> None:
    task = task_of(southern, world.buy(own(southern)))
    shown = preview(southern, task)
    [fee] = shown["fees"]
    assert (fee["mpn"], fee["quantity"], fee["mapped"]) == ("NRD-OFF-M", "10", False)
    assert [(one["source"], one["price"]) for one in fee["prices"]] == [
        ("marketplace", {"value": "12.5", "currency": "AUD"}), ("own_table", None),
    ]  # fmt: skip
    assert (shown["party"]["id"], shown["has_contact"]) == (world.who.sydney["id"], False)


def test_several_orders_are_looked_at_together(world: World, southern: Caller) -> None:
    tasks = [task_of(southern, world.buy(own(southern), {"NRD-OFF-M": quantity})) for quantity in (2, 10)]
    answer = southern.post("/api/tasks/previews", {"tasks": [*tasks, 9999]}).json()
    assert answer["totals"] == [{"value": "150.00", "currency": "AUD"}]
    assert {int(task): one["xero"]["subtotal"] for task, one in answer["previews"].items()} == dict(
        zip(tasks, ("25.00", "125.00"), strict=True)
    )
    assert southern.post("/api/tasks/previews", {"tasks": [9999]}).status == 404
    assert southern.post("/api/tasks/previews", {"tasks": []}).status == 422


def test_the_raw_request_is_the_owners_alone(world: World, southern: Caller, door: Door) -> None:
    order = world.buy(own(southern))
    task = task_of(southern, order)
    assert southern.get(f"/api/tasks/{task}/raw").json()["payload"]["id"] == order["id"]
    other = door.of(world.who.albion, world.install(world.who.albion))
    assert other.get(f"/api/tasks/{task}/raw").status == 404
    assert other.put(f"/api/tasks/{task}/target", {"invoice": "new"}).status == 404


def test_a_check_names_the_orders_that_it_has_brought(world: World, southern: Caller) -> None:
    world.buy(own(southern))
    southern.get("/api/tasks")
    order = world.buy(own(southern))
    brought = southern.post("/api/check", {}).json()["tasks"]
    assert brought == [task_of(southern, order)]
