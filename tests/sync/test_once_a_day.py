"""Auto-sync once a day, at the organisation's hour: what is approved before it goes with it, however late we hear."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.sync.intake.intake import take_in
from connect_ext.work.task import Actor, TaskStatus
from sandbox.xero import FJORD
from tests.sync.watching import INVOICES, sent, status
from tests.world import World

EVENING: dict[str, Any] = {"auto_sync": "once_a_day", "auto_sync_hour": 18}
"""Of Sydney, where it is noon at the start: seven o'clock by UTC."""


def at(world: World, moment: str) -> None:
    world.clock.move(datetime.fromisoformat(moment).replace(tzinfo=UTC) - world.clock())


def runs(world: World) -> int:
    return len(sent(world, "PUT", INVOICES))


def bought(world: World, ours: InstallationId) -> dict[str, Any]:
    order = world.buy(ours)
    take_in(world.app.runtime, ours)
    return order


def test_orders_wait_for_the_hour_and_go_together(world: World) -> None:
    ours = world.ready(**EVENING)
    orders = [world.buy(ours) for _ in range(2)]
    world.schedule_fires()
    assert [status(world, ours, order) for order in orders] == [TaskStatus.PENDING] * 2

    at(world, "2026-11-21T06:55")
    world.schedule_fires()
    assert runs(world) == 0

    at(world, "2026-11-21T07:00")
    world.schedule_fires()
    assert [status(world, ours, order) for order in orders] == [TaskStatus.SYNCED] * 2
    assert runs(world) == 1


def test_what_is_bought_after_the_hour_goes_the_next_day(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(**EVENING)
    at(world, "2026-11-21T07:01")
    order = world.buy(ours)
    for moment in ("2026-11-21T07:30", "2026-11-22T06:55"):
        at(world, moment)
        world.schedule_fires()
        assert status(world, ours, order) is TaskStatus.PENDING

    at(world, "2026-11-22T07:00")
    world.schedule_fires()
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_a_day_that_was_missed_is_made_up_for_once(sqlite_world: World) -> None:
    """Three days without a tick, and an order of which no event told: both go with the first tick, and what came on
    the last of these days after its hour with the next run."""
    world = sqlite_world
    ours = world.ready(**EVENING)
    told = world.buy(ours)
    at(world, "2026-11-22T03:00")
    unheard = world.marketplace.place_purchase(world.who.southern, world.who.sydney, world.who.office, {"NRD-OFF-M": 3})
    world.later(minutes=1)
    world.marketplace.approve(unheard["id"])
    at(world, "2026-11-24T08:00")
    late = world.buy(ours)

    world.schedule_fires()
    world.later(minutes=5)
    world.schedule_fires()

    assert [status(world, ours, one) for one in (told, unheard, late)] == [
        TaskStatus.SYNCED, TaskStatus.SYNCED, TaskStatus.PENDING,
    ]  # fmt: skip
    at(world, "2026-11-25T07:00")
    world.schedule_fires()
    assert status(world, ours, late) is TaskStatus.SYNCED


def test_a_newer_notice_does_not_put_an_order_off(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(**EVENING)
    order = bought(world, ours)
    at(world, "2026-11-21T07:30")
    world.tell(ours, {**order, "updated": world.clock().isoformat(), "note": "read again"})
    world.schedule_fires()
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_two_ticks_at_once_send_everything_once(world: World) -> None:
    ours = world.ready(**EVENING)
    order = world.buy(ours)
    at(world, "2026-11-21T07:00")
    ticks: list[object] = []

    def another(_: object) -> None:
        if not ticks:
            ticks.append(None)
            world.schedule_fires()

    world.watchers.append(another)
    world.schedule_fires()
    world.schedule_fires()

    assert status(world, ours, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1


def test_a_run_that_does_not_finish_in_its_time_goes_on_at_the_next_tick(sqlite_world: World) -> None:
    """Each call to Xero takes a minute: no batch begins after four."""
    world = sqlite_world
    ours = world.ready(**EVENING)
    orders = [world.buy(ours) for _ in range(60)]
    at(world, "2026-11-21T07:00")
    slow = lambda _: world.later(minutes=1)  # noqa: E731
    world.watchers.append(slow)
    world.schedule_fires()
    done = [status(world, ours, order) for order in orders].count(TaskStatus.SYNCED)
    assert 0 < done < len(orders)

    world.watchers.remove(slow)
    world.schedule_fires()
    assert {status(world, ours, order) for order in orders} == {TaskStatus.SYNCED}


def test_another_hour_moves_what_waits_and_off_leaves_it_to_a_person(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(**EVENING)
    order = bought(world, ours)
    world.choose_settings(ours, auto_sync="once_a_day", auto_sync_hour=20)
    assert world.task(ours, order["id"]).due_at == datetime(2026, 11, 21, 9, tzinfo=UTC)

    world.choose_settings(ours, auto_sync="every_five_minutes")
    assert world.task(ours, order["id"]).due_at == world.clock()

    world.choose_settings(ours, auto_sync="off")
    task = world.task(ours, order["id"])
    assert (task.due_at, task.asked_by) == (None, None)


def test_what_waits_for_a_person_stays_a_persons_when_auto_sync_is_switched_on(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(auto_sync="off")
    order = bought(world, ours)
    world.choose_settings(ours, **EVENING)
    assert world.task(ours, order["id"]).due_at is None


def test_a_person_need_not_wait_for_the_hour(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(**EVENING)
    order = world.buy(ours)
    world.sync(ours)
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_before_anybody_has_connected_the_hour_is_that_of_utc(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.install(world.who.southern)
    world.choose_settings(ours, **EVENING)
    task = world.task(ours, bought(world, ours)["id"])
    assert (task.due_at, task.asked_by) == (datetime(2026, 11, 21, 18, tzinfo=UTC), Actor.PRODUCT)


def test_a_held_order_and_one_with_a_problem_wait_for_a_person(sqlite_world: World) -> None:
    world = sqlite_world
    holding: dict[str, Any] = {"holds": {"credits": False, "unusually_large": False, "first_documents": 1}}
    held_by, asked_by = world.ready(**EVENING, **holding), world.ready(world.who.albion, FJORD, **EVENING, accounts={})
    held = world.buy(held_by)
    unclear = world.buy(asked_by, seller=world.who.albion, customer=world.who.leeds)
    for day in range(21, 24):
        at(world, f"2026-11-{day}T20:00")
        world.schedule_fires()
    assert status(world, held_by, held) is TaskStatus.HELD
    assert status(world, asked_by, unclear) is TaskStatus.ATTENTION
