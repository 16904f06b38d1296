from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.world import World

BY_HAND = {"Description": "Mailboxes", "Quantity": 10, "UnitAmount": "12.50", "AccountCode": "200"}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def own(southern: Caller) -> InstallationId:
    return InstallationId(str(southern.page))


def bought(world: World, southern: Caller) -> tuple[str, dict[str, Any]]:
    order = world.buy(own(southern))
    task = world_task(southern, order["id"])
    return f"/api/tasks/{task['id']}", order


def world_task(southern: Caller, order: str) -> dict[str, Any]:
    (task,) = [one for one in southern.get("/api/tasks").json()["tasks"] if one["order"] == order]
    found: dict[str, Any] = task
    return found


def written_by_hand(world: World, name: str, **fields: Any) -> dict[str, Any]:
    invoice = {"Type": "ACCREC", "Contact": {"Name": name}, "LineItems": [BY_HAND], **fields}
    made = world.xero.person(HARBOUR).write("PUT", "Invoices", {"Invoices": [invoice]})
    found: dict[str, Any] = made["Invoices"][0]
    return found


def numbered_contact(world: World) -> None:
    contact = {"Name": "Harbour & Sons Pty Ltd", "ContactNumber": world.who.sydney["id"]}
    world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [contact]})


def test_an_order_that_somebody_invoiced_by_hand_is_found_and_named(world: World, southern: Caller) -> None:
    numbered_contact(world)
    invoice = written_by_hand(world, "Harbour & Sons Pty Ltd", Reference="October")
    written_by_hand(world, "Harbour & Sons Pty Ltd", LineItems=[{**BY_HAND, "Quantity": 3}])
    task, order = bought(world, southern)
    (candidate,) = southern.get(f"{task}/end/candidates").json()["invoices"]
    assert candidate["number"] == invoice["InvoiceNumber"]
    assert candidate["why"] == "It comes to the same: 125.00 AUD before tax."

    answer = southern.post(f"{task}/end", {"as": "already_in_xero", "invoice": candidate["number"]})
    assert answer.status == 200, answer.body
    shown = world_task(southern, order["id"])
    assert (shown["status"], shown["document"]["number"]) == ("synced", invoice["InvoiceNumber"])
    assert shown["reason"] == (
        f"Invoice {invoice['InvoiceNumber']} of Harbour Cloud Ltd was named as this order's by a person; "
        "nothing was sent."
    )
    world.sync(own(southern))
    assert len(world.books().invoices) == 2


def test_an_invoice_for_somebody_else_needs_a_yes(world: World, southern: Caller) -> None:
    numbered_contact(world)
    invoice = written_by_hand(world, "Somebody else")
    task, _ = bought(world, southern)
    named = {"as": "already_in_xero", "invoice": invoice["InvoiceID"]}
    assert problem(southern.post(f"{task}/end", named))["title"] == "other contact"
    assert southern.post(f"{task}/end", {**named, "other_contact": True}).status == 200


@pytest.mark.parametrize(
    ("fields", "title"),
    [({"Status": "DELETED"}, "not alive"), ({"CurrencyCode": "USD"}, "other currency"), (None, "no such invoice")],
)
def test_what_cannot_be_the_orders_invoice_is_refused(
    world: World, southern: Caller, fields: dict[str, Any] | None, title: str
) -> None:
    name = "INV-9999"
    if fields is not None:
        status = fields.pop("Status", None)
        name = written_by_hand(world, "Harbour & Sons Pty Ltd", **fields)["InvoiceNumber"]
        if status:
            world.xero.person(HARBOUR).delete(name)
    task, order = bought(world, southern)
    assert problem(southern.post(f"{task}/end", {"as": "already_in_xero", "invoice": name}))["title"] == title
    assert world_task(southern, order["id"])["status"] == "pending"


def test_the_invoice_of_another_order_is_not_taken_for_it(world: World, southern: Caller) -> None:
    _, first = bought(world, southern)
    world.sync_only(own(southern), first["id"])
    name = world.books().invoices[0]["InvoiceNumber"]
    task, _ = bought(world, southern)
    refusal = problem(southern.post(f"{task}/end", {"as": "already_in_xero", "invoice": name}))
    assert refusal["title"] == "of another order"
    assert first["id"] in refusal["detail"]


def test_an_order_in_xero_is_not_ended_by_hand(world: World, southern: Caller) -> None:
    task, order = bought(world, southern)
    world.sync_only(own(southern), order["id"])
    assert problem(southern.post(f"{task}/end", {"as": "never_send"}))["title"] == "in xero"


def test_an_order_behind_another_one_is_ended_after_it(world: World, southern: Caller) -> None:
    _, order = bought(world, southern)
    change = world.change(own(southern), order, {"NRD-OFF-M": 12})
    later = world_task(southern, change["id"])
    refusal = problem(southern.post(f"/api/tasks/{later['id']}/end", {"as": "never_send"}))
    assert refusal["title"] == "not its turn"
    assert order["id"] in refusal["detail"]


def test_an_order_without_a_price_can_be_billed_elsewhere(world: World, southern: Caller) -> None:
    world.choose_settings(own(southern), price_sources=["own_table"])
    task, order = bought(world, southern)
    body = {
        "as": "billed_elsewhere",
        "reason": "On the yearly agreement.",
        "amount": {"value": "125.00", "currency": "AUD"},
        "period": {"first": "2026-11-21", "last": "2027-02-20"},
    }
    assert southern.post(f"{task}/end", body).status == 200
    shown = world_task(southern, order["id"])
    assert (shown["status"], shown["reason"]) == (
        "ignored",
        "Billed elsewhere, as a person said, 125 AUD, 2026-11-21 to 2027-02-20. On the yearly agreement.",
    )


def test_a_person_ignores_an_order_and_takes_it_back(world: World, southern: Caller) -> None:
    task, order = bought(world, southern)
    assert southern.post(f"{task}/ignore", {"reason": "A test of ours."}).status == 200
    assert world_task(southern, order["id"])["status"] == "ignored"
    assert southern.post(f"{task}/unignore").status == 200
    assert world_task(southern, order["id"])["status"] == "pending"
    assert problem(southern.post(f"{task}/unignore"))["title"] == "not ignored"


@pytest.mark.parametrize(
    "body",
    [
        {"as": "already_in_xero"},
        {"as": "never_send", "invoice": "INV-1"},
        {"as": "billed_elsewhere", "period": {"first": "2026-02-01", "last": "2026-01-01"}},
        {"as": "billed_elsewhere", "period": {"first": "2026-02-01", "last": "9999-12-31"}},
        {"as": "billed_elsewhere", "period": {"first": "0001-01-01", "last": "2026-01-01"}},
    ],
)
def test_what_does_not_go_together_is_refused(world: World, southern: Caller, body: dict[str, Any]) -> None:
    task, _ = bought(world, southern)
    assert problem(southern.post(f"{task}/end", body))["status"] == 422


def test_the_orders_of_another_installation_are_nobodys(world: World, door: Door, southern: Caller) -> None:
    task, _ = bought(world, southern)
    albion = door.of(world.who.albion, world.ready(world.who.albion))
    for path in ("end", "ignore", "unignore"):
        body = {"as": "never_send"} if path == "end" else {"reason": "x"} if path == "ignore" else None
        assert problem(albion.post(f"{task}/{path}", body))["status"] == 404
