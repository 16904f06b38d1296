"""Claims and first pages at a thousand tasks and at a million: what has been done must not slow down what is to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, func, insert, literal, select, text, update

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_list import counts, list_page
from connect_ext.storage.tasks import claim
from connect_ext.work.task import TaskStatus
from tests.bench.row import Row, rounded
from tests.bench.shop import Shop, a_shop, a_world

FEW, MANY, WAITING = 1_000, 1_000_000, 60
AT_ONCE, PAGE, TIMES = 50, 50, 30


class _Undone(Exception):
    """Ends a transaction without a trace."""


def measure(database: str) -> Iterator[Row]:
    with a_world(database) as world:
        shop = a_shop(world, WAITING, 6)
        shop.ask()
        world.drain()
        shop = _with_orders_that_wait(shop)
        _grow(shop, FEW)
        few = _costs(shop)
        _grow(shop, MANY)
        many = _costs(shop)
    for what in few:
        yield Row(
            name=f"{what} at {MANY:,} tasks, beside at {FEW:,} ({database})",
            value=rounded(many[what] / few[what]),
            target=1.5,
            unit="×",
            beside=f"{1000 * few[what]:.2f} ms → {1000 * many[what]:.2f} ms",
        )


def _with_orders_that_wait(shop: Shop) -> Shop:
    for _ in range(WAITING):
        shop.world.buy(shop.installation_id)
    shop.ask()
    with shop.world.app.runtime.database.transaction() as tx:
        own = tasks.c.installation_id == shop.installation_id
        tx.execute(update(tasks).where(own, tasks.c.status == TaskStatus.PENDING).values(due_at=shop.world.clock()))
    return shop


def _grow(shop: Shop, to: int) -> None:
    """Repeats what was made, under new names, until there are so many tasks."""
    kept = [column for column in tasks.c if column.name not in ("id", "claimable_at", "order_key", "asset_id")]
    database = shop.world.app.runtime.database
    with database.transaction() as tx:
        tx.execute(text("SET LOCAL statement_timeout = 0")) if tx.dialect.name == "postgresql" else None
        while (number := _number(tx)) < to:
            seeds = select(
                *kept,
                (tasks.c.order_key + literal(f"-{number}-")).label("order_key"),
                (tasks.c.asset_id + literal(f"-{number}-")).label("asset_id"),
            )
            some = seeds.where(tasks.c.status == TaskStatus.SYNCED).order_by(tasks.c.id).limit(to - number)
            tx.execute(insert(tasks).from_select([*(column.name for column in kept), "order_key", "asset_id"], some))
    with database.transaction() as tx:
        tx.execute(text("ANALYZE"))


def _number(tx: Connection) -> int:
    return tx.execute(select(func.count()).select_from(tasks)).scalar_one()


def _costs(shop: Shop) -> dict[str, float]:
    """Seconds of each, the quickest of many: what disturbs a run only makes it longer."""
    own, now = shop.installation_id, shop.world.clock()
    return {
        "a claim": _quickest(shop, lambda tx: claim(tx, own, owner="w", now=now, until=now, limit=AT_ONCE)),
        "the first page": _quickest(shop, lambda tx: list_page(tx, own, statuses=None, before=None, limit=PAGE)),
        "the first page of one view": _quickest(shop, lambda tx: _view(tx, own)),
        "the counts beside a list": _quickest(shop, lambda tx: counts(tx, own)),
    }


def _view(tx: Connection, installation_id: InstallationId) -> object:
    statuses = frozenset({TaskStatus.PENDING, TaskStatus.ATTENTION})
    return list_page(tx, installation_id, statuses=statuses, before=None, limit=PAGE)


def _quickest(shop: Shop, work: Callable[[Connection], object]) -> float:
    return min(_seconds(shop, work) for _ in range(TIMES))


def _seconds(shop: Shop, work: Callable[[Connection], object]) -> float:
    taken = 0.0
    try:
        with shop.world.app.runtime.database.transaction() as tx:
            begun = time.perf_counter()
            if not work(tx):
                raise RuntimeError("there was nothing to find")
            taken = time.perf_counter() - begun
            raise _Undone
    except _Undone:
        return taken
