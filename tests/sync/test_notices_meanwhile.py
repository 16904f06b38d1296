from __future__ import annotations

from connect_ext.storage import task_list
from connect_ext.sync.intake.intake import take_in
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from tests.sync.watching import CONTACTS, INVOICES, on, status
from tests.world import World


def test_a_newer_event_while_the_order_is_on_its_way_changes_nothing_about_it(world: World) -> None:
    installation_id = world.ready()
    order = world.buy(installation_id)

    def comes_again(_: Request) -> None:
        world.later(seconds=2)
        world.tell(installation_id, {**order, "updated": world.clock().isoformat(), "note": "seen again"})
        assert take_in(world.app.runtime, installation_id) == 1
        assert status(world, installation_id, order) is TaskStatus.RUNNING

    world.watchers.append(on("PUT", INVOICES, comes_again))
    world.sync(installation_id)
    world.sync(installation_id)

    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1


def test_an_order_that_comes_in_during_a_drain_is_taken_by_the_same_drain(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    world.buy(installation_id)
    world.watchers.append(on("PUT", CONTACTS, lambda _: world.buy(installation_id)))
    world.drain()

    assert len(world.books().invoices) == 2


def test_auto_sync_that_is_switched_on_later_leaves_former_orders_to_a_person(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.schedule_fires()
    world.choose_settings(installation_id, auto_sync="every_five_minutes")
    world.schedule_fires()
    assert status(world, installation_id, order) is TaskStatus.PENDING

    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_what_a_person_ignored_no_event_brings_back(world: World) -> None:
    installation_id = world.ready(auto_sync="every_five_minutes")
    order = world.buy(installation_id, connection="production")
    take_in(world.app.runtime, installation_id)
    task = world.task(installation_id, order["id"])
    with world.app.runtime.database.transaction() as tx:
        assert task_list.ignore(tx, installation_id, task.id, "billed by hand", world.clock())
    world.later(minutes=1)
    world.tell(installation_id, {**order, "updated": world.clock().isoformat()})
    world.schedule_fires()

    assert status(world, installation_id, order) is TaskStatus.IGNORED
    assert world.books().invoices == ()


def test_an_order_that_is_approved_after_it_was_ignored_by_us_comes_back(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    failed = world.marketplace.place_purchase(world.who.southern, world.who.sydney, world.who.office, {"NRD-OFF-M": 1})
    world.tell(installation_id, {**failed, "status": "failed"})
    world.schedule_fires()
    assert status(world, installation_id, failed) is TaskStatus.IGNORED

    world.later(minutes=1)
    world.tell(installation_id, world.marketplace.approve(failed["id"]))
    world.schedule_fires()
    assert status(world, installation_id, failed) is TaskStatus.SYNCED
