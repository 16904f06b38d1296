from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
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
    assert codes(world, installation_id, order) == ["XI-407"]


def test_a_cent_of_difference_is_told(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 125.01)
    order = world.buy(installation_id)
    world.sync(installation_id)

    task = world.task(installation_id, order["id"])
    assert task.status is TaskStatus.SYNCED
    assert "the total before tax is 125.01, not 125" in task.reason
    assert codes(world, installation_id, order) == ["XI-405"]


def test_a_cent_of_tax_is_told_and_more_needs_a_person(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    orders = []
    for tax in (12.51, 12.52):
        world.xero.faults.replace_value("PUT", INVOICES, "TotalTax", tax)
        orders.append(world.buy(installation_id))
        world.sync(installation_id)

    told = world.task(installation_id, orders[0]["id"])
    assert told.status is TaskStatus.SYNCED
    assert "the tax is 12.51, not 12.5." in told.reason
    assert codes(world, installation_id, orders[1]) == ["XI-405"]


def test_a_wrong_line_is_found_though_the_total_is_right(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    wrong = [{"Description": f"Seats {order['id']}/1", "LineAmount": 100}]
    world.xero.faults.replace_value("PUT", INVOICES, "LineItems", wrong)
    world.sync(installation_id)

    assert codes(world, installation_id, order) == ["XI-405"]
    assert f"line {order['id']}/1 is 100, not 125" in world.task(installation_id, order["id"]).reason


def made_with_another_amount(world: World) -> tuple[InstallationId, dict[str, Any]]:
    """The invoice in Xero says something else than was sent, and the task says so."""
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 130)
    world.sync(installation_id)
    change_invoice(world, quantity=11)
    assert codes(world, installation_id, order) == ["XI-405"]
    return installation_id, order


def change_invoice(world: World, quantity: int) -> None:
    invoice = world.books().invoices[0]
    line = {**invoice["LineItems"][0], "Quantity": quantity, "UnitAmount": Decimal("12.50")}
    sent = {name: line[name] for name in ("LineItemID", "Description", "Quantity", "UnitAmount", "AccountCode")}
    write(world, {"InvoiceID": invoice["InvoiceID"], "LineItems": [sent]})


def end_invoice(world: World, *statuses: str) -> None:
    for word in statuses:
        write(world, {"InvoiceID": world.books().invoices[0]["InvoiceID"], "Status": word})


def write(world: World, invoice: dict[str, Any]) -> None:
    world.xero.person(HARBOUR).write("POST", f"Invoices/{invoice['InvoiceID']}", {"Invoices": [invoice]})


def test_an_amount_that_differs_stays_a_persons_matter_until_it_is_corrected(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id, order = made_with_another_amount(world)
    for _ in range(2):
        world.sync(installation_id)
        assert codes(world, installation_id, order) == ["XI-405"]
        assert f"line {order['id']}/1 is 137.5, not 125" in world.task(installation_id, order["id"]).reason

    change_invoice(world, quantity=10)
    world.sync(installation_id)
    task = world.task(installation_id, order["id"])
    assert (task.status, task.reason) == (TaskStatus.SYNCED, "Invoice INV-0001 is in Xero already.")
    assert len(sent(world, "PUT", INVOICES)) == 1
    assert [urlsplit(call.url).query.count("IDs=") for call in sent(world, "GET", INVOICES)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("statuses", "words"), [(["DELETED"], "it is deleted"), (["AUTHORISED", "VOIDED"], "it is voided")]
)
def test_an_invoice_that_a_person_has_ended_is_not_made_again(
    sqlite_world: World, statuses: list[str], words: str
) -> None:
    world = sqlite_world
    installation_id, order = made_with_another_amount(world)
    end_invoice(world, *statuses)
    world.sync(installation_id)

    assert codes(world, installation_id, order) == ["XI-403"]
    assert words in world.task(installation_id, order["id"]).reason
    assert len(sent(world, "PUT", INVOICES)) == 1


def test_an_answer_without_amounts_is_read_again_when_a_person_asks(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", None)
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert codes(world, installation_id, order) == ["XI-402"]

    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(sent(world, "PUT", INVOICES)) == 1


def test_orders_that_have_no_invoice_yet_cost_no_read_of_invoices(sqlite_world: World) -> None:
    installation_id = sqlite_world.ready()
    sqlite_world.buy(installation_id)
    sqlite_world.sync(installation_id)
    assert sent(sqlite_world, "GET", INVOICES) == []


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
