from __future__ import annotations

from datetime import timedelta

from connect_ext.work.backoff import GIVE_UP_AFTER
from connect_ext.work.task import TaskStatus
from tests.sync.watching import codes, status
from tests.world import World

ORGANISATION = "/api.xro/2.0/Organisation"


def test_failures_are_counted_and_waited_for_longer_each_time(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.break_before("GET", ORGANISATION, times=3)
    order = world.buy(installation_id)
    world.sync(installation_id)
    waits = []
    for attempt in (1, 2, 3):
        task = world.task(installation_id, order["id"])
        assert (task.status, task.attempts) == (TaskStatus.PENDING, attempt)
        assert task.due_at is not None
        waits.append(task.due_at - world.clock())
        world.clock.move(waits[-1] - timedelta(seconds=1))
        assert world.drain() == 0, "not before its time"
        world.later(seconds=1)
        world.drain()

    assert waits == [timedelta(seconds=45), timedelta(seconds=90), timedelta(seconds=180)]
    task = world.task(installation_id, order["id"])
    assert (task.status, task.attempts) == (TaskStatus.SYNCED, 0)


def test_after_many_failures_it_gives_up_and_a_person_may_start_again(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.break_before("GET", ORGANISATION, times=GIVE_UP_AFTER)
    order = world.buy(installation_id)
    world.sync(installation_id)
    for _ in range(GIVE_UP_AFTER):
        world.later(hours=4)
        world.drain()

    assert status(world, installation_id, order) is TaskStatus.FAILED
    assert codes(world, installation_id, order) == ["XI-406"]
    assert f"failed {GIVE_UP_AFTER} times in a row" in world.task(installation_id, order["id"]).reason

    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_what_connect_refuses_needs_a_person(sqlite_world: World) -> None:
    """The key of an installation reads no prices while the extension is not installed."""
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    installation = world.marketplace.state.get("devops/installations", installation_id)
    installation["status"] = "uninstalled"
    world.sync(installation_id)
    assert codes(world, installation_id, order) == ["XI-501"]
    assert world.books().invoices == ()

    installation["status"] = "installed"
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
