"""Events kept, beside bare rows: a thousand of each on the same database, one transaction for each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import insert

from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.storage.tables import notices
from connect_ext.work.notice import Notice
from tests.bench.row import Row, rounded
from tests.bench.shop import a_world
from tests.world import World

EVENTS, ROUNDS = 300, 5

Kept = TypeVar("Kept")


def measure(database: str) -> Iterator[Row]:
    with a_world(database) as world:
        installation_id = world.ready()
        request = world.buy(installation_id)
        events = world.events({"id": installation_id})
        told, bare = [], []
        for number in range(ROUNDS):
            told.append(_seconds(events.on_purchase, [_another(request, f"E{number}-{at}") for at in range(EVENTS)]))
            others = [_another(request, f"B{number}-{at}") for at in range(EVENTS)]
            rows = [notice_of_asset_request(installation_id, other, world.clock()) for other in others]
            bare.append(_seconds(partial(_insert, world), rows))
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


def _seconds(keep: Callable[[Kept], object], each: Sequence[Kept]) -> float:
    begun = time.perf_counter()
    for one in each:
        keep(one)
    return time.perf_counter() - begun
