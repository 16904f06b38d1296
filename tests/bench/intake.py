"""Events kept, beside bare rows: a thousand of each on the same database, one transaction for each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import insert

from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.storage.tables import notices
from connect_ext.work.notice import Notice
from tests.bench.row import Row, rounded
from tests.bench.shop import a_world
from tests.world import World

EVENTS, ROUNDS = 300, 5


def measure(database: str) -> Iterator[Row]:
    with a_world(database) as world:
        installation_id = world.ready()
        request = world.buy(installation_id)
        events = world.events({"id": installation_id})
        told, bare = [], []
        for number in range(ROUNDS):
            fresh = [_another(request, f"E{number}-{place}") for place in range(EVENTS)]
            told.append(_seconds([lambda one=one: events.on_purchase(one) for one in fresh]))
            rows = [
                notice_of_asset_request(installation_id, _another(request, f"B{number}-{place}"), world.clock())
                for place in range(EVENTS)
            ]
            bare.append(_seconds([lambda row=row: _insert(world, row) for row in rows]))
        yield Row(
            name=f"rate of keeping events, beside INSERT + COMMIT of the same row ({database})",
            value=rounded(min(bare) / min(told)),
            target=0.5,
            at_least=True,
            beside=f"{EVENTS / min(told):.0f} a second through the handler, and {EVENTS / min(bare):.0f}",
        )


def _another(request: dict[str, Any], name: str) -> dict[str, Any]:
    return {**request, "id": f"PR-{name}"}


def _insert(world: World, notice: Notice) -> None:
    """The same row; nothing is looked at."""
    with world.app.runtime.database.transaction() as tx:
        tx.execute(
            insert(notices).values(
                installation_id=notice.installation_id,
                kind=notice.kind,
                source_id=notice.source_id,
                status=notice.status,
                payload=dict(notice.payload),
                changed_at=notice.changed_at,
                seen_at=notice.seen_at,
                since=notice.changed_at or notice.seen_at,
                version=1,
                taken_version=0,
            )
        )


def _seconds(each: Sequence[Callable[[], object]]) -> float:
    begun = time.perf_counter()
    for one in each:
        one()
    return time.perf_counter() - begun
