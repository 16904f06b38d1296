from __future__ import annotations

from connect_ext.work.task import TaskStatus
from tests.sync.watching import INVOICES, codes, sent, status
from tests.world import World


def test_a_warning_of_xeros_is_told_and_stops_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.warn("PUT", INVOICES, "Only AUTHORISED invoices may have SentToContact updated.")
    order = world.buy(installation_id)
    world.sync(installation_id)

    task = world.task(installation_id, order["id"])
    assert task.status is TaskStatus.SYNCED
    assert task.reason.endswith("Only AUTHORISED invoices may have SentToContact updated.")


def test_a_cent_of_difference_is_told(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 125.01)
    order = world.buy(installation_id)
    world.sync(installation_id)

    task = world.task(installation_id, order["id"])
    assert task.status is TaskStatus.SYNCED
    assert "a total of 125.01 before tax, where 125 was sent" in task.reason


def test_more_than_a_cent_needs_a_person_and_is_never_sent_again(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 130)
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert codes(world, installation_id, order) == ["XI-405"]

    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert world.task(installation_id, order["id"]).reason == "Invoice INV-0001 is in Xero already."
    assert len(sent(world, "PUT", INVOICES)) == 1


def test_words_that_xero_adds_later_break_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.replace_value("PUT", INVOICES, "Status", "PARKED")
    world.xero.faults.replace_value("PUT", "/api.xro/2.0/Contacts", "ContactStatus", "DORMANT")
    order = world.buy(installation_id)
    world.sync(installation_id)

    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_an_answer_in_another_order_is_not_believed(sqlite_world: World) -> None:
    """Its documents would be linked to the wrong orders: it is read instead."""
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.replace_value("PUT", INVOICES, "Reference", "another")
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.UNCERTAIN

    world.later(minutes=7)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1
