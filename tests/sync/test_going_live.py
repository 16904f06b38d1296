from __future__ import annotations

from copy import deepcopy
from typing import Any

from connect_ext.work.task import Actor, TaskStatus
from tests.sync.watching import codes, status, told
from tests.world import World


def approved_on(order: dict[str, Any], day: str) -> dict[str, Any]:
    return {**deepcopy(order), "events": {"approved": {"at": f"{day}T01:00:00+00:00"}}}


def test_before_there_is_a_connection_nothing_is_judged_and_the_day_of_connection_judges_all(world: World) -> None:
    ours = world.install(world.who.southern)
    world.choose_settings(ours)
    old, new = world.buy(ours), world.buy(ours)
    world.tell(ours, approved_on(old, "2026-11-20"))
    world.schedule_fires()
    assert [status(world, ours, order) for order in (old, new)] == [TaskStatus.PENDING] * 2
    world.connect(ours)
    assert [status(world, ours, order) for order in (old, new)] == [TaskStatus.ATTENTION, TaskStatus.PENDING]
    assert codes(world, ours, old) == ["XI-811"]
    assert told(world, ours, "tasks.judged") == ["1 orders from before 2026-11-21 are left to a person."]


def test_what_a_person_asked_for_before_the_connection_is_not_judged(world: World) -> None:
    ours = world.install(world.who.southern)
    world.choose_settings(ours)
    old = world.buy(ours)
    world.tell(ours, approved_on(old, "2026-11-20"))
    world.schedule_fires()
    world.sync_only(ours, old["id"])
    world.connect(ours)
    assert world.task(ours, old["id"]).asked_by is Actor.PERSON
    world.drain()
    assert status(world, ours, old) is TaskStatus.SYNCED
    assert world.task(ours, old["id"]).asked_by is None


def test_a_later_connection_does_not_move_the_start(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    world.later(days=10)
    world.connect(ours)
    order = world.buy(ours)
    world.tell(ours, approved_on(order, "2026-11-25"))
    world.sync(ours)
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_an_organisation_that_tells_no_zone_is_connected_all_the_same(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.install(world.who.southern)
    world.xero.faults.internal_error("GET", "/api.xro/2.0/Organisation")
    world.connect(ours)
    world.choose_settings(ours)
    order = world.buy(ours)
    world.sync(ours)
    assert status(world, ours, order) is TaskStatus.SYNCED
