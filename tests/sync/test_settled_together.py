"""Many orders are settled at once, and each stands or falls by itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import select, update

from connect_ext.books.ids import AssetId, InstallationId, OrderKey, TenantId, invoice_key
from connect_ext.storage import coverage, intents, unsettled
from connect_ext.storage.tables import tasks
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import CONTACTS, INVOICES, codes, on, open_intents, status
from tests.world import World

FIFTY = 50


def put_in_covers(world: World, installation_id: InstallationId, order: Mapping[str, Any], quantity: str) -> None:
    """What waits with a task to be written as covered, with another quantity: `Infinity` fits into no column."""
    task_id = world.task(installation_id, order["id"]).id
    with world.app.runtime.database.transaction() as tx:
        found = tx.execute(select(tasks.c.covers).where(tasks.c.id == task_id)).scalar_one()
        changed = [{**one, "quantity": quantity} for one in found]
        tx.execute(update(tasks).where(tasks.c.id == task_id).values(covers=changed))


def billed(world: World, installation_id: InstallationId, asset: str) -> list[Decimal]:
    with world.app.runtime.database.transaction() as tx:
        return [one.quantity for one in coverage.load(tx, installation_id, TenantId(HARBOUR), [AssetId(asset)])]


def take_away(world: World, installation_id: InstallationId, order: Mapping[str, Any]) -> None:
    """Another worker has claimed the task, as it may once a lease has run out."""
    task_id = world.task(installation_id, order["id"]).id
    with world.app.runtime.database.transaction() as tx:
        tx.execute(update(tasks).where(tasks.c.id == task_id).values(lease_owner="another"))


def test_one_bad_row_among_fifty_keeps_no_other_from_the_books(world: World) -> None:
    installation_id = world.ready()
    orders = [world.buy(installation_id) for _ in range(FIFTY)]
    bad = orders[20]
    world.watchers.append(on("PUT", INVOICES, lambda _: put_in_covers(world, installation_id, bad, "Infinity")))
    world.sync(installation_id)

    others = [order for order in orders if order is not bad]
    assert {status(world, installation_id, order) for order in others} == {TaskStatus.SYNCED}
    assert {len(billed(world, installation_id, order["asset"]["id"])) for order in others} == {1}
    assert status(world, installation_id, bad) is TaskStatus.UNCERTAIN
    assert billed(world, installation_id, bad["asset"]["id"]) == []
    assert "an error in this extension" in world.task(installation_id, bad["id"]).reason
    assert len(world.books().invoices) == FIFTY


def test_what_could_not_be_kept_is_found_again_and_never_sent_twice(world: World) -> None:
    installation_id = world.ready()
    bad, good = world.buy(installation_id), world.buy(installation_id)
    world.watchers.append(on("PUT", INVOICES, lambda _: put_in_covers(world, installation_id, bad, "Infinity")))
    world.sync(installation_id)
    world.later(hours=1)
    world.drain()
    assert status(world, installation_id, bad) is TaskStatus.UNCERTAIN

    put_in_covers(world, installation_id, bad, "10")
    world.later(hours=5)
    world.drain()
    assert [status(world, installation_id, order) for order in (bad, good)] == [TaskStatus.SYNCED] * 2
    assert [billed(world, installation_id, order["asset"]["id"]) for order in (bad, good)] == [[Decimal(10)]] * 2
    assert len(world.books().invoices) == 2
    assert open_intents(world, installation_id) == []


def test_a_neighbour_of_what_could_not_be_kept_is_free_for_other_calls(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    bad, good = world.buy(installation_id), world.buy(installation_id)
    world.watchers.append(on("PUT", INVOICES, lambda _: put_in_covers(world, installation_id, bad, "Infinity")))
    world.sync(installation_id)

    (left,) = open_intents(world, installation_id)
    keys = {placed["id"]: invoice_key(OrderKey(placed["id"])) for placed in (bad, good)}
    with world.app.runtime.database.transaction() as tx:
        assert unsettled.documents(tx, installation_id, left["id"]) == {keys[bad["id"]]}
        assert intents.without_answer(tx, installation_id, [keys[bad["id"]]])
        assert not intents.without_answer(tx, installation_id, [keys[good["id"]]])


def test_a_task_whose_lease_was_lost_meanwhile_is_left_to_whoever_has_it(world: World) -> None:
    installation_id = world.ready(accounts={})
    orders = [world.buy(installation_id) for _ in range(3)]
    world.watchers.append(on("GET", CONTACTS, lambda _: take_away(world, installation_id, orders[1])))
    world.sync(installation_id)

    found = [status(world, installation_id, order) for order in orders]
    assert found == [TaskStatus.ATTENTION, TaskStatus.RUNNING, TaskStatus.ATTENTION]
    assert codes(world, installation_id, orders[1]) == []
