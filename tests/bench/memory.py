"""What a long drain keeps: the memory of this process at its highest, beside what it was before.

The stand-in of Xero keeps all that it is sent. So it answers from a process of its own.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from connect_ext.storage.task_list import counts
from connect_ext.work.task import TaskStatus
from sandbox.http import Request, Response
from tests.bench.copies import repeat
from tests.bench.row import Row, rounded
from tests.bench.shop import Shop, a_shop, a_world
from tests.world import World

WAITING = 100_000
MEGABYTE = 1_000_000


def measure(database: str) -> Iterator[Row]:
    with a_world(database) as world:
        shop = a_shop(world, 1, 1)
        shop.ask()
        world.drain()
        waiting = world.buy(shop.installation_id)["id"]
        shop.ask()
        idle = _resident()
        repeat(shop, waiting, WAITING, like=shop.orders[0])
        highest = _drained(shop)
    yield Row(
        name=f"memory while {WAITING:,} orders are drained, over idle ({database})",
        value=rounded((highest - idle) / MEGABYTE),
        target=100,
        unit=" MB",
        beside=f"{idle / MEGABYTE:.0f} MB → {highest / MEGABYTE:.0f} MB",
    )


def _drained(shop: Shop) -> int:
    """The most that was resident at any call to Xero."""
    world, seen = shop.world, [_resident()]
    with _xero_elsewhere(world, lambda: seen.append(_resident())):
        while world.drain():
            world.later(minutes=1)
    with world.app.runtime.database.transaction() as tx:
        left = counts(tx, shop.installation_id)
    if set(left) != {TaskStatus.SYNCED}:
        raise RuntimeError(f"not every order was made: {left}")
    return max(seen)


@contextmanager
def _xero_elsewhere(world: World, asked: Callable[[], None]) -> Iterator[None]:
    """A fork answers: it has the same books, and the same clock, which each request sets."""
    ours, theirs = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork").Process(target=_answer, args=(world, theirs), daemon=True)
    fork.start()
    here = world.xero_answers

    def ask(request: Request) -> Response:
        asked()
        world.wire.sent.clear()
        ours.send((world.clock(), request))
        answer: Response = ours.recv()
        return answer

    world.xero_answers = ask
    yield
    world.xero_answers = here
    ours.send(None)
    fork.join()


def _answer(world: World, pipe: Connection) -> None:
    while (asked := pipe.recv()) is not None:
        moment, request = asked
        world.clock.move(moment - world.clock())
        pipe.send(world.xero.handle(request))


def _resident() -> int:
    """Bytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096
