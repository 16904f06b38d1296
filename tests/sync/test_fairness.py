"""Nobody waits for another's backlog."""

from __future__ import annotations

from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import on, status
from tests.world import World

INVOICES = "/api.xro/2.0/Invoices"


def a_crowd(world: World, orders: int) -> tuple[str, ...]:
    """An installation with so many orders, of which each call to Xero takes a second."""
    ours = world.ready()
    for _ in range(orders):
        world.buy(ours)
    ask_for_sync(world.app.runtime, ours, None, "UR-1")
    world.watchers.append(lambda _: world.later(seconds=1))
    return (ours,)


def invoiced(world: World) -> list[str | None]:
    """The organisations of the calls that made invoices, in their order."""
    return [call.tenant for call in world.xero.calls if (call.method, call.path) == ("PUT", INVOICES)]


def test_one_order_of_another_installation_waits_two_batches_at_most(sqlite_world: World) -> None:
    world = sqlite_world
    theirs = world.ready(world.who.albion, FJORD)
    a_crowd(world, 160)
    one = world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)

    def arrives(_: Request) -> None:
        ask_for_sync(world.app.runtime, theirs, None, "UR-2")

    world.watchers.append(on("PUT", INVOICES, arrives))
    world.drain()

    assert invoiced(world) == [HARBOUR, FJORD, HARBOUR, HARBOUR, HARBOUR]
    assert status(world, theirs, one) is TaskStatus.SYNCED


def test_whose_last_turn_is_longest_ago_is_first_in_another_process_too(sqlite_world: World) -> None:
    """Their order is younger than our backlog, and our last turn was a moment ago, in a run whose budget is spent."""
    world = sqlite_world
    theirs = world.ready(world.who.albion, FJORD)
    a_crowd(world, 110)
    world.watchers.append(on("PUT", INVOICES, lambda _: world.later(minutes=5)))
    world.drain()
    assert invoiced(world) == [HARBOUR]
    one = world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    ask_for_sync(world.app.runtime, theirs, None, "UR-2")
    world.drain()

    assert invoiced(world)[:2] == [HARBOUR, FJORD]
    assert status(world, theirs, one) is TaskStatus.SYNCED
