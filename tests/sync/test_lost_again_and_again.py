"""Sends whose answers never come: counted, made ever smaller, and in the end left to a person."""

from __future__ import annotations

from collections import Counter
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.work.backoff import LOST_TOO_OFTEN
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from tests.sync.watching import CONTACTS, INVOICES, codes, open_intents, sent, status
from tests.world import World


def breaks_at(world: World, *words: str, path: str = INVOICES) -> None:
    """Nothing is done, and no answer comes, for whatever call holds one of these."""

    def watch(request: Request) -> None:
        if request.method == "PUT" and request.path == path and any(word.encode() in request.body for word in words):
            world.xero.faults.break_before("PUT", path)

    world.watchers.append(watch)


def a_long_time(world: World, times: int = 60) -> None:
    for _ in range(times):
        world.later(minutes=7)
        world.drain()


def in_books(world: World) -> Counter[str]:
    return Counter(invoice["Reference"] for invoice in world.books().invoices)


def bought(world: World, installation_id: InstallationId, number: int) -> list[dict[str, Any]]:
    return [world.buy(installation_id) for _ in range(number)]


def test_a_document_that_is_lost_every_time_ends_with_a_person_and_keeps_no_neighbour(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    orders = bought(world, installation_id, 25)
    bad = orders[11]
    breaks_at(world, bad["id"])
    world.sync(installation_id)
    a_long_time(world)

    assert in_books(world) == Counter(order["id"] for order in orders if order is not bad)
    assert status(world, installation_id, bad) is TaskStatus.ATTENTION
    assert codes(world, installation_id, bad) == ["XI-429"]
    assert f"was sent {LOST_TOO_OFTEN} times" in world.task(installation_id, bad["id"]).reason
    assert open_intents(world, installation_id) == []
    before = len(world.wire.sent)
    a_long_time(world, 3)
    assert len(world.wire.sent) == before, "nothing more is sent by itself"


def test_after_a_person_has_asked_again_it_has_as_many_tries_as_before(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    [order] = bought(world, installation_id, 1)
    breaks_at(world, order["id"])
    world.sync(installation_id)
    a_long_time(world)
    assert status(world, installation_id, order) is TaskStatus.ATTENTION
    world.watchers.clear()
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert in_books(world) == Counter([order["id"]])


def test_a_contact_that_is_lost_every_time_ends_with_a_person_too(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    [order] = bought(world, installation_id, 1)
    breaks_at(world, world.who.sydney["id"], path=CONTACTS)
    world.sync(installation_id)
    a_long_time(world)
    assert codes(world, installation_id, order) == ["XI-429"]
    assert world.books().contacts == ()


def test_what_was_lost_once_goes_out_in_smaller_company(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    orders = bought(world, installation_id, 25)
    world.xero.faults.break_before("PUT", INVOICES)
    world.sync(installation_id)
    world.later(minutes=7)
    world.drain()
    sizes = [call.body.count(b'"Reference"') for call in sent(world, "PUT", INVOICES)]
    assert sizes == [25, 10, 10, 5]
    assert in_books(world) == Counter(order["id"] for order in orders)
