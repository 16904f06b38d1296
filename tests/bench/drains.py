"""Calls to Xero, and processor time, for a thousand orders."""

from __future__ import annotations

from collections.abc import Iterator

from connect_ext.work.task import TaskStatus
from tests.bench.by_hand import batches_of, send_the_same
from tests.bench.processor import metered
from tests.bench.row import Row, rounded
from tests.bench.shop import Shop, a_shop, a_world, an_address

ORDERS, CUSTOMERS = 1000, 200
TOKENS = "/connect/token"


def measure(database: str) -> Iterator[Row]:
    with a_world(database) as world:
        shop = a_shop(world, ORDERS, CUSTOMERS)
        meter = metered(world)
        before = len(world.wire.sent)
        shop.ask()
        with meter.running():
            world.drain()
        _all_made(shop)
        sent = [call for call in world.wire.sent[before:] if TOKENS not in call.url]
        writes = [call for call in sent if call.method != "GET"]
        yield Row(
            name=f"Xero calls for {ORDERS} orders of {CUSTOMERS} customers, all new ({database})",
            value=len(sent),
            target=35,
            beside=f"{len(writes)} writes, {len(sent) - len(writes)} reads; one by one it would be {ORDERS} to 4,000",
        )
        batches = batches_of(world, writes)
    with an_address("sqlite") as url:
        bare = send_the_same(batches, url)
    yield Row(
        name=f"processor time of draining them, beside bare xero-python ({database})",
        value=rounded(meter.ours / bare),
        target=1.5,
        unit="×",
        beside=f"{1000 * meter.ours / ORDERS:.2f} ms an order, and {1000 * bare / ORDERS:.2f} ms",
    )


def _all_made(shop: Shop) -> None:
    """A figure about work that was not done would be worth nothing."""
    statuses = {shop.world.task(shop.installation_id, order).status for order in shop.orders}
    if statuses != {TaskStatus.SYNCED}:
        raise RuntimeError(f"not every order was made: {sorted(statuses)}")
