"""Xero refuses a call as a whole though one document is bad: that one is found, and the others are made, once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.work.task import TaskStatus
from sandbox.http import Request, Response, html_response, json_response
from tests.sync.watching import CONTACTS, INVOICES, Killed, codes, keys, open_intents, sent, status
from tests.world import World

BAD_JSON = json_response(400, {"ErrorNumber": 17, "Type": "PostDataInvalidException", "Message": "Invalid Json data"})


def refuse_calls_with(world: World, *orders: str, answer: Response = BAD_JSON, path: str = INVOICES) -> None:
    """Whatever call names one of the orders is refused, and nothing of it is done."""

    def watch(request: Request) -> None:
        if request.method == "PUT" and request.path == path and any(order.encode() in request.body for order in orders):
            world.xero.faults.reply("PUT", path, answer)

    world.watchers.append(watch)


def in_books(world: World) -> Counter[str]:
    return Counter(invoice["Reference"] for invoice in world.books().invoices)


def the_others(orders: list[dict[str, Any]], *bad: str) -> Counter[str]:
    return Counter(order["id"] for order in orders if order["id"] not in bad)


def test_the_bad_one_is_found_and_the_other_thirty_nine_are_made_once(world: World) -> None:
    installation_id = world.ready()
    orders = [world.buy(installation_id) for _ in range(40)]
    bad = orders[23]
    refuse_calls_with(world, bad["id"])
    world.sync(installation_id)

    assert in_books(world) == the_others(orders, bad["id"])
    assert codes(world, installation_id, bad) == ["XI-401"]
    assert "PostDataInvalidException: Invalid Json data." in world.task(installation_id, bad["id"]).reason
    calls = sent(world, "PUT", INVOICES)
    assert len(calls) <= 1 + 2 * 6, f"{len(calls)} calls"
    assert len(set(keys(calls))) == len(calls), "no two calls share a key"
    assert open_intents(world, installation_id) == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (html_response(413, "<html>413 Request Entity Too Large</html>"), "XI-401"),
        (json_response(400, {"Type": "ValidationException", "Message": "You have reached the limit of invoices you can "
                             "approve"}), "XI-421"),
    ],
)  # fmt: skip
def test_whatever_is_certainly_not_done_is_told_apart(sqlite_world: World, answer: Response, code: str) -> None:
    world = sqlite_world
    installation_id = world.ready()
    orders = [world.buy(installation_id) for _ in range(5)]
    refuse_calls_with(world, orders[0]["id"], answer=answer)
    world.sync(installation_id)
    assert in_books(world) == the_others(orders, orders[0]["id"])
    assert codes(world, installation_id, orders[0]) == [code]


def test_a_bad_contact_stops_only_its_own_orders(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    blocked, free = world.buy(installation_id), world.buy(installation_id, customer=world.who.brisbane)
    refuse_calls_with(world, world.who.sydney["id"], path=CONTACTS)
    world.sync(installation_id)
    assert status(world, installation_id, free) is TaskStatus.SYNCED
    assert codes(world, installation_id, blocked) == ["XI-401"]


def test_where_everything_is_refused_the_search_ends(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    orders = [world.buy(installation_id) for _ in range(50)]
    refuse_calls_with(world, "PR-")
    world.sync(installation_id)
    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.ATTENTION}
    assert len(sent(world, "PUT", INVOICES)) < 55
    assert world.books().invoices == ()


def test_a_worker_that_dies_in_the_search_loses_and_doubles_nothing(world: World) -> None:
    installation_id = world.ready()
    orders = [world.buy(installation_id) for _ in range(8)]
    refuse_calls_with(world, orders[7]["id"])
    left = iter([False, False, True])

    def dies(request: Request) -> None:
        if (request.method, request.path) == ("PUT", INVOICES) and next(left, False):
            raise Killed

    world.watchers.append(dies)
    ask_for_sync(world.app.runtime, installation_id, None, "UR-1")
    with pytest.raises(Killed):
        world.drain()
    for _ in range(3):
        world.later(minutes=10)
        world.drain()

    assert in_books(world) == the_others(orders, orders[7]["id"])
    assert codes(world, installation_id, orders[7]) == ["XI-401"]


def test_a_refusal_that_comes_only_when_a_lost_call_is_repeated_is_told_apart_too(sqlite_world: World) -> None:
    """A repeat that is refused proves nothing about the first send: Xero is read before anything goes out anew."""
    world = sqlite_world
    installation_id = world.ready()
    orders = [world.buy(installation_id) for _ in range(4)]
    world.xero.faults.break_before("PUT", INVOICES)
    world.sync(installation_id)
    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.UNCERTAIN}
    refuse_calls_with(world, orders[1]["id"])
    world.later(minutes=1)
    world.drain()
    assert world.books().invoices == ()
    world.later(minutes=6)
    world.drain()
    assert in_books(world) == the_others(orders, orders[1]["id"])
    assert codes(world, installation_id, orders[1]) == ["XI-401"]


def buy_with_long_names(world: World, installation_id: InstallationId) -> dict[str, Any]:
    """Three lines with texts as long as they may be, of characters that take twelve bytes each."""
    who = world.who
    quantities = {"NRD-OFF-M": 10, "NRD-OFF-Y": 10, "NRD-SETUP": 1}
    placed = world.marketplace.place_purchase(who.southern, who.sydney, who.office, quantities, "production")
    approved = world.marketplace.approve(placed["id"])
    for item in approved["asset"]["items"]:
        item["display_name"] = "\N{LEMON}" * 4000
    world.tell(installation_id, approved)
    return approved


def test_a_call_never_grows_past_what_xero_takes(sqlite_world: World) -> None:
    """Fifty usual invoices are far below it."""
    world = sqlite_world
    installation_id = world.ready()
    orders = [buy_with_long_names(world, installation_id) for _ in range(40)]
    world.sync(installation_id)
    sizes = [len(call.body) for call in sent(world, "PUT", INVOICES)]
    assert len(sizes) == 2
    assert sum(sizes) > 3_500_000 >= max(sizes)
    assert in_books(world) == the_others(orders)
