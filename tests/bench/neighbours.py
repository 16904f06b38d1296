"""One order beside a hundred thousand of somebody else: how many of their batches are sent before it?"""

from __future__ import annotations

from collections.abc import Iterator

from connect_ext.sync.by_hand.asking import ask_for_sync
from sandbox.http import Request
from sandbox.xero import FJORD, HARBOUR
from tests.bench.copies import repeat
from tests.bench.row import Row
from tests.bench.shop import Shop, a_shop, a_world
from tests.world import World

WAITING = 100_000


def measure(database: str) -> Iterator[Row]:
    with a_world(database) as world:
        shop = a_shop(world, 1, 1)
        shop.ask()
        world.drain()
        waiting = world.buy(shop.installation_id)["id"]
        shop.ask()
        repeat(shop, waiting, WAITING, like=shop.orders[0])
        _neighbour(world)
        yield Row(
            name=f"batches of {WAITING:,} waiting orders before the one of a neighbour ({database})",
            value=_batches_before(world),
            target=2,
        )


def _neighbour(world: World) -> Shop:
    """Has one order, in another organisation, and presses Sync last."""
    installation_id = world.ready(world.who.albion, tenant=FJORD)
    order = world.buy(installation_id, seller=world.who.albion, customer=world.who.leeds)["id"]
    ask_for_sync(world.app.runtime, installation_id, None, "UR-2")
    return Shop(world=world, installation_id=installation_id, orders=(order,))


def _batches_before(world: World) -> int:
    """How often the large one's invoices left before the neighbour's, after which the budget is spent."""
    sent: list[str] = []

    def watch(request: Request) -> None:
        if request.method != "GET" and request.path.endswith("/Invoices"):
            sent.append(request.headers["xero-tenant-id"])
            if sent[-1] == FJORD:
                world.later(hours=1)

    world.watchers.append(watch)
    world.drain()
    return sent[: sent.index(FJORD)].count(HARBOUR)
