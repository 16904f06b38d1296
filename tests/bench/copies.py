"""Orders by the hundred thousand: one that waits, repeated under the ids of other subscriptions.

Bought one by one they would take longer than what is measured. What the marketplace would be asked about each is
written down with it: its price, and when its subscription is billed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sqlalchemy import RowMapping, insert, select, text

from connect_ext.storage.coverage_tables import asset_terms
from connect_ext.storage.tables import tasks
from tests.bench.shop import Shop

AT_ONCE = 2_000
GIVEN = ("id", "claimable_at")
"""By the database."""

Row = dict[str, Any]


def repeat(shop: Shop, order: str, number: int, like: str) -> None:
    """`number` times the order, due now; prices and billing dates are those of `like`, which was made before."""
    world = shop.world
    with world.app.runtime.database.transaction() as tx:
        if tx.dialect.name == "postgresql":
            tx.execute(text("SET LOCAL statement_timeout = 0"))
        own = tasks.c.installation_id == shop.installation_id
        one = tx.execute(select(tasks).where(own, tasks.c.order_key == order)).mappings().one()
        prices = tx.execute(select(tasks.c.prices).where(own, tasks.c.order_key == like)).scalar_one()
        asset = tx.execute(select(tasks.c.asset_id).where(own, tasks.c.order_key == like)).scalar_one()
        terms = tx.execute(select(asset_terms).where(asset_terms.c.asset_id == asset)).mappings().one()
        due = {"prices": prices, "due_at": world.clock()}
        copies = _copies(one, due, number)
        while some := list(islice(copies, AT_ONCE)):
            tx.execute(insert(tasks), some)
            tx.execute(insert(asset_terms), [{**terms, "asset_id": row["asset_id"]} for row in some])
    with world.app.runtime.database.transaction() as tx:
        tx.execute(text("ANALYZE"))


def _copies(one: RowMapping, due: Row, number: int) -> Iterator[Row]:
    base = {name: value for name, value in one.items() if name not in GIVEN} | due
    stem = one["asset_id"].removeprefix("AS-")
    payload = json.dumps(one["payload"])
    for place in range(number):
        other = f"9{place // 10_000:03d}-{place % 10_000:04d}-0001"
        yield base | {
            "order_key": one["order_key"].replace(stem, other),
            "asset_id": one["asset_id"].replace(stem, other),
            "turn": one["turn"].replace(stem, other),
            "payload": json.loads(payload.replace(stem, other)),
        }
