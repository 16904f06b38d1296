"""Objects of Connect's that make no sense: kept as evidence or refused, and no other order is held up."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from connect_ext.storage import task_list
from connect_ext.work.task import TaskStatus
from tests.sync.watching import status
from tests.world import World

DEEP: Any = "deep"
for _ in range(200):
    DEEP = [DEEP]

CHANGES: dict[str, dict[str, Any]] = {
    "no asset": {"asset": None},
    "an asset that is a text": {"asset": "AS-1"},
    "items that are none": {"asset": {"id": "AS-1", "items": {"a": 1}}},
    "a type of tomorrow": {"type": "teleport"},
    "a status of tomorrow": {"status": "dreaming"},
    "a status that is a list": {"status": ["approved"]},
    "a day that is none": {"effective_date": "the day after", "updated": 7},
    "characters that no database takes": {"note": "\x00\ud800", "asset": {"id": "\x00"}},
    "a number without end": {"asset": {"items": [{"quantity": float("inf")}]}},
    "deep": {"params": DEEP},
    "large": {"note": "x" * 2_000_000},
}


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in CHANGES.items()])
def test_an_object_that_makes_no_sense_ends_with_its_reason_and_holds_nobody_up(
    sqlite_world: World, change: dict[str, Any]
) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    good = world.buy(installation_id)
    bad = {**copy.deepcopy(good), "id": "PR-9-9-9", **change}
    assert world.events({"id": installation_id}).on_purchase(bad).status == "success"
    assert world.schedule_fires().status == "success"

    assert status(world, installation_id, good) is TaskStatus.SYNCED
    with world.app.runtime.database.transaction() as tx:
        rows = task_list.list_page(tx, installation_id, statuses=None, before=None, limit=10)
    others = [row for row in rows if row.order_key != good["id"]]
    assert all(row.reason for row in others if row.status is not TaskStatus.SYNCED)
    assert [invoice["Reference"] for invoice in world.books().invoices].count(good["id"]) == 1
    assert len(world.books().invoices) <= 1 + len(others)
    assert world.drain() == 0, "nothing is tried again and again"


@pytest.mark.parametrize("garbage", [{}, {"id": None}, {"id": 5}, {"id": "", "asset": []}])
def test_an_object_without_an_id_is_nobodys_order(sqlite_world: World, garbage: dict[str, Any]) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    world.events({"id": installation_id}).on_purchase(garbage)
    good = world.buy(installation_id)
    world.schedule_fires()
    assert status(world, installation_id, good) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1
