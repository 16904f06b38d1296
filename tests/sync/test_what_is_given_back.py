"""An order that gives back is measured on what Xero holds now, read once for a whole batch, for its estimate too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from sandbox.xero import HARBOUR
from tests.sync.test_estimates import estimates, wanted
from tests.world import World


def approved(world: World, count: int = 3) -> tuple[InstallationId, list[dict[str, object]]]:
    """So many subscriptions of ten, whose invoices a person has approved."""
    installation_id = world.ready()
    orders = [world.buy(installation_id, {"NRD-OFF-M": 10}) for _ in range(count)]
    world.sync(installation_id)
    for invoice in world.books().invoices:
        world.xero.person(HARBOUR).approve(invoice["InvoiceNumber"])
    return installation_id, orders


def reads(world: World, seen: list[str]) -> None:
    def watch(request: Request) -> None:
        if request.method == "GET" and request.path.rpartition("/")[2] in ("Invoices", "CreditNotes"):
            seen.append(request.path.rpartition("/")[2])

    world.watchers.append(watch)


def test_a_batch_reads_its_invoices_once_and_its_credit_notes_once(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id, orders = approved(world)
    world.later(days=10)
    first = [world.change(installation_id, order, {"NRD-OFF-M": 7}) for order in orders]
    world.sync(installation_id)
    second = [world.change(installation_id, order, {"NRD-OFF-M": 5}) for order in orders]
    seen: list[str] = []
    reads(world, seen)
    world.sync(installation_id)
    assert sorted(seen) == ["CreditNotes", "Invoices"]
    statuses = {world.task(installation_id, str(order["id"])).status for order in (*first, *second)}
    assert statuses == {TaskStatus.SYNCED}
    assert len(world.books().credit_notes) == 6


@pytest.mark.parametrize("status", ["approved", "draft"])
def test_its_estimate_is_what_it_gives_back(sqlite_world: World, status: str) -> None:
    world = sqlite_world
    if status == "approved":
        installation_id, (order,) = approved(world, 1)
    else:
        installation_id = world.ready()
        order = world.buy(installation_id, {"NRD-OFF-M": 10})
        world.sync(installation_id)
    world.later(days=10)
    change = world.change(installation_id, order, {"NRD-OFF-M": 7})
    made = estimates(world)
    wanted(world, made, installation_id)
    made.run()
    found = world.task(installation_id, change["id"]).amount
    assert found is not None
    assert (found.value, found.currency) == (Decimal("-25.00"), "AUD")
