"""What syncing one task would make now; nothing is sent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Amount, Currency
from connect_ext.storage.proposed import Estimate, remember_amounts
from connect_ext.sync.intake.intake import take_in_everything
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import sent, status
from tests.web.door import Caller, Door, problem
from tests.web.test_caller import NAMES
from tests.web.test_tasks import installation_of, listed, sync, taken_in
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def previewed(caller: Caller) -> Any:
    [task] = listed(caller)["tasks"]
    answer = caller.get(f"/api/tasks/{task['id']}/preview")
    assert answer.status == 200, answer.body
    return answer.json()


def writes(world: World) -> list[str]:
    return [call.url for call in world.wire.sent if call.method != "GET" and "/api.xro/" in call.url]


def test_it_shows_the_invoice_that_a_sync_then_makes(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)
    found = previewed(southern)
    assert (found["problems"], found["nothing"], found["remarks"], found["new_contact"]) == ([], None, [], True)
    assert writes(world) == []

    sync(world, southern)
    [task] = listed(southern)["tasks"]
    made = southern.get(f"/api/tasks/{task['id']}").json()["xero"]
    decided_by_xero = {"state", "number", "status", "made_as", "tax", "total"}
    assert found["xero"]["state"] == "proposed"
    same = set(made) - decided_by_xero
    assert {name: made[name] for name in same} == {name: found["xero"][name] for name in same}


def test_it_leaves_nothing_behind_but_the_amount(world: World, southern: Caller) -> None:
    [order] = taken_in(world, southern, 1)
    before = world.task(installation_of(southern), order)
    previewed(southern)
    after = world.task(installation_of(southern), order)

    assert (after.status, after.due_at, after.prices, after.updated_at) == (
        before.status, before.due_at, {}, before.updated_at,
    )  # fmt: skip
    assert listed(southern)["tasks"][0]["amount"] == {"value": "125.00", "currency": "AUD"}


def test_it_names_every_problem_and_no_amount(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.ready(accounts={}))
    world.buy(installation_of(caller), {"NRD-OFF-M": "unlimited"})
    world.drain()
    found = previewed(caller)

    assert {one["code"] for one in found["problems"]} == {"XI-103", "XI-201"}
    assert (found["xero"], found["nothing"]) == (None, None)
    assert listed(caller)["tasks"][0]["amount"] is None


def test_it_says_why_nothing_would_be_made(world: World, southern: Caller) -> None:
    world.buy(installation_of(southern), {"NRD-OFF-M": 0})
    world.drain()
    found = previewed(southern)

    assert found["nothing"].startswith("Nothing to invoice: ")
    assert (found["xero"], found["problems"]) == (None, [])


def test_an_ignored_order_says_why_it_moves_no_money(world: World, southern: Caller) -> None:
    world.buy(installation_of(southern), connection="test")
    world.drain()

    assert "only orders on a production connection" in previewed(southern)["nothing"]


def test_whom_it_goes_to_is_named_as_xero_names_it(world: World, southern: Caller) -> None:
    made = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": "Rope & Sail Ltd"}]})
    contact_id = made["Contacts"][0]["ContactID"]
    southern.put(f"/api/customers/{world.who.sydney['id']}/contact", {"contact_id": contact_id})
    taken_in(world, southern, 1)
    found = previewed(southern)

    assert (found["xero"]["contact"], found["new_contact"]) == ("Rope & Sail Ltd", False)


def test_looking_at_several_reads_the_organisation_once(world: World, southern: Caller) -> None:
    taken_in(world, southern, 3)
    for task in listed(southern)["tasks"]:
        assert southern.get(f"/api/tasks/{task['id']}/preview").status == 200
    assert len(sent(world, "GET", "/api.xro/2.0/Accounts")) == 1

    world.later(minutes=3)
    southern.get(f"/api/tasks/{listed(southern)['tasks'][0]['id']}/preview")
    assert len(sent(world, "GET", "/api.xro/2.0/Accounts")) == 2


def test_without_a_connection_there_is_no_preview(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.install(world.who.southern))
    taken_in(world, caller, 1)
    answer = caller.get(f"/api/tasks/{listed(caller)['tasks'][0]['id']}/preview")

    assert (answer.status, problem(answer)["title"]) == (409, "not connected")


def test_a_task_of_another_installation_has_no_preview_here(world: World, door: Door, southern: Caller) -> None:
    [order] = taken_in(world, southern, 1)
    albion = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))
    task_id = world.task(installation_of(southern), order).id

    theirs, nobodys = albion.get(f"/api/tasks/{task_id}/preview"), albion.get("/api/tasks/999999/preview")
    assert (theirs.status, problem(theirs)) == (404, problem(nobodys))
    assert world.task(installation_of(southern), order).amount is None


@pytest.mark.parametrize("name", NAMES)
def test_a_caller_cannot_preview_in_anothers_name(world: World, door: Door, southern: Caller, name: str) -> None:
    taken_in(world, southern, 1)
    mine = door.of(world.who.albion, world.ready(world.who.albion, HARBOUR))
    answer = mine.get(
        f"/api/tasks/{listed(southern)['tasks'][0]['id']}/preview",
        **{name: InstallationId(southern.options["installation_id"])},
    )

    assert answer.status in (400, 404)


@pytest.mark.parametrize("task_id", ["lilac-canary", "0", str(2**63)])
def test_what_is_no_task_number_is_refused(southern: Caller, task_id: str) -> None:
    answer = southern.get(f"/api/tasks/{task_id}/preview")

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, "task_id")
    assert "canary" not in answer.body.decode()


def test_an_order_behind_another_one_says_for_whom_it_waits(world: World, southern: Caller) -> None:
    us = installation_of(southern)
    order = world.buy(us, {"NRD-OFF-M": 5})
    world.later(days=10)
    changes = [world.change(us, order, {"NRD-OFF-M": quantity}) for quantity in (8, 10)]
    take_in_everything(world.app.runtime, us)
    first, second = (preview_of(southern, world, change) for change in changes)
    waits = "the order before it on the same subscription; what it comes to is known when that one is done."
    assert [found["nothing"] for found in (first, second)] == [f"It waits for {order['id']}, {waits}"] * 2
    assert [first[name] for name in ("problems", "remarks", "xero", "digest")] == [[], [], None, None]

    sync(world, southern, tasks=[world.task(us, order["id"]).id])
    assert preview_of(southern, world, changes[0])["xero"]["subtotal"] == "25.00"
    assert preview_of(southern, world, changes[1])["nothing"] == f"It waits for {changes[0]['id']}, {waits}"


def test_two_orders_of_a_subscription_are_synced_with_what_was_shown_of_them(world: World, southern: Caller) -> None:
    us = installation_of(southern)
    order = world.buy(us, {"NRD-OFF-M": 5})
    sync(world, southern)
    world.later(days=10)
    changes = [world.change(us, order, {"NRD-OFF-M": quantity}) for quantity in (8, 10)]
    take_in_everything(world.app.runtime, us)
    digests = {world.task(us, one["id"]).id: preview_of(southern, world, one)["digest"] for one in changes}
    shown = {str(task_id): digest for task_id, digest in digests.items() if digest}
    assert len(shown) == 1
    sync(world, southern, tasks=list(digests), shown=shown)

    assert [status(world, us, one) for one in changes] == [TaskStatus.SYNCED] * 2
    assert [str(invoice["SubTotal"]) for invoice in world.books().invoices] == ["62.50", "25.00", "16.67"]


def test_an_amount_from_before_the_order_that_comes_first_was_known_is_forgotten(world: World, door: Door) -> None:
    us, elsewhere = world.ready(accounts={}), world.install(world.who.distributor)
    southern = door.of(world.who.southern, us)
    order = world.buy(elsewhere, {"NRD-OFF-M": 5})
    change = world.change(us, order, {"NRD-OFF-M": 8})
    take_in_everything(world.app.runtime, us)
    early = world.task(us, change["id"])
    amount = Amount(value=Decimal(7), currency=Currency("AUD"))
    with world.app.runtime.database.transaction() as tx:
        remember_amounts(tx, us, {early.id: Estimate(amount=amount, seen=early.updated_at)})
    world.tell(us, order)
    take_in_everything(world.app.runtime, us)
    assert world.task(us, change["id"]).amount == amount

    assert preview_of(southern, world, change)["nothing"].startswith(f"It waits for {order['id']}, ")
    assert world.task(us, change["id"]).amount is None


def preview_of(caller: Caller, world: World, order: dict[str, Any]) -> Any:
    task = world.task(installation_of(caller), order["id"])
    answer = caller.get(f"/api/tasks/{task.id}/preview")
    assert answer.status == 200, answer.body
    return answer.json()
