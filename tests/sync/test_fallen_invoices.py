"""A change is measured against what is billed; where that invoice fell, a person is asked."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.work.task import TaskStatus
from sandbox.http import json_response
from sandbox.xero import HARBOUR
from tests.sync.watching import INVOICES, codes, sent
from tests.world import World

Json = dict[str, Any]


def bought(world: World) -> tuple[InstallationId, Json]:
    installation_id = world.ready()
    order = world.buy(installation_id, {"NRD-OFF-M": 5})
    world.sync(installation_id)
    return installation_id, order


def ended(world: World, *statuses: str) -> Json:
    """A person takes the only invoice through these statuses."""
    (invoice,) = world.books().invoices
    for one in statuses:
        body = {"Invoices": [{"InvoiceID": invoice["InvoiceID"], "Status": one}]}
        world.xero.person(HARBOUR).write("POST", "Invoices", body)
    return invoice


def changed(world: World, installation_id: InstallationId, order: Json) -> Json:
    world.later(days=10)
    change = world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    return change


@pytest.mark.parametrize("statuses", [("DELETED",), ("AUTHORISED", "VOIDED")])
def test_a_change_of_what_an_ended_invoice_billed_asks_a_person(sqlite_world: World, statuses: tuple[str, ...]) -> None:
    world = sqlite_world
    installation_id, order = bought(world)
    invoice = ended(world, *statuses)
    change = changed(world, installation_id, order)

    task = world.task(installation_id, change["id"])
    assert (task.status, codes(world, installation_id, change)) == (TaskStatus.ATTENTION, ["XI-604"])
    (found,) = task.problems
    name = invoice["InvoiceNumber"] or invoice["InvoiceID"]
    assert f"billed on {name}, which is {statuses[-1].lower()} in Xero." in found.sentence
    assert len(world.books().invoices) == 1


def test_so_does_one_of_an_invoice_that_xero_does_not_have_any_more(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id, order = bought(world)
    world.answer_instead("GET", INVOICES, json_response(200, {"Invoices": []}))
    change = changed(world, installation_id, order)
    (found,) = world.task(installation_id, change["id"]).problems
    assert "which is no longer in Xero." in found.sentence


def test_a_change_whose_own_invoice_is_made_is_not_asked_about_again(sqlite_world: World) -> None:
    """It needs a person for another reason; meanwhile the invoice of its purchase is deleted."""
    world = sqlite_world
    installation_id, order = bought(world)
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 99)
    change = changed(world, installation_id, order)
    assert codes(world, installation_id, change) == ["XI-405"]

    body = {"Invoices": [{"InvoiceID": world.books().invoices[0]["InvoiceID"], "Status": "DELETED"}]}
    world.xero.person(HARBOUR).write("POST", "Invoices", body)
    world.sync(installation_id)
    assert "is in Xero already" in world.task(installation_id, change["id"]).reason


def test_the_invoices_of_a_batch_of_changes_are_read_in_one_call_and_purchases_read_none(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    orders = [world.buy(installation_id, {"NRD-OFF-M": 5}) for _ in range(3)]
    world.sync(installation_id)
    assert sent(world, "GET", INVOICES) == []

    world.later(days=10)
    for order in orders:
        world.change(installation_id, order, {"NRD-OFF-M": 8})
    world.sync(installation_id)
    assert len(sent(world, "GET", INVOICES)) == 1
    assert len(world.books().invoices) == 6
