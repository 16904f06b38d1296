"""News that come when a period has long begun: in the turn of the orders, and with an end for each of them."""

from __future__ import annotations

from connect_ext.work.task import TaskStatus
from tests.sync.watching import status
from tests.world import World


def test_a_change_that_its_period_was_billed_with_is_done(sqlite_world: World) -> None:
    """The purchase is heard of a month late, together with a change in the second period, whose own order comes
    before that of the change and knows it."""
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    placed = world.marketplace.place_purchase(
        world.who.southern, world.who.sydney, world.who.office, {"NRD-OFF-M": 2}, "production"
    )
    bought = world.marketplace.approve(placed["id"])
    world.later(days=31)
    fewer = world.marketplace.place_change(bought["asset"]["id"], {"NRD-OFF-M": 1})
    reduced = world.marketplace.approve(fewer["id"])
    world.tell(installation_id, bought)
    world.tell(installation_id, reduced)
    world.drain()

    assert status(world, installation_id, reduced) is TaskStatus.SYNCED
    reason = world.task(installation_id, reduced["id"]).reason
    assert reason.endswith("nothing to credit: 1 are billed from 2026-12-22 on.")
    assert [str(invoice["SubTotal"]) for invoice in world.books().invoices] == ["25.00", "12.90"]
    assert world.books().credit_notes == ()
