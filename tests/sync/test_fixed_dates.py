from __future__ import annotations

from datetime import date
from typing import Any

from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import CONTACTS, INVOICES, status
from tests.world import World

FIRST_DAY = date(2026, 11, 21)


def dates(world: World) -> tuple[Any, Any]:
    (invoice,) = world.books().invoices
    return invoice["Date"], invoice["DueDate"]


def test_an_invoice_that_goes_out_on_a_later_day_is_dated_as_it_first_was(world: World) -> None:
    installation_id = world.ready()
    world.xero.faults.break_before("PUT", INVOICES)
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.UNCERTAIN

    world.later(days=3)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert dates(world) == (FIRST_DAY, date(2026, 12, 21))


def test_a_first_date_that_was_locked_meanwhile_is_not_used(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.break_before("PUT", INVOICES)
    world.buy(installation_id)
    world.sync(installation_id)
    world.xero.person(HARBOUR).lock_until(period=FIRST_DAY)

    world.later(days=3)
    world.drain()
    assert dates(world) == (date(2026, 11, 24), date(2026, 12, 24))


def test_before_the_first_send_of_the_invoice_the_date_is_not_fixed(sqlite_world: World) -> None:
    """The contact was sent, the invoice was not."""
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.break_before("PUT", CONTACTS)
    world.buy(installation_id)
    world.sync(installation_id)

    world.later(days=3)
    world.drain()
    assert dates(world)[0] == date(2026, 11, 24)
