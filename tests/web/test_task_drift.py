"""What a person sees and does about a document that was changed in Xero."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.sync.hearing.hearing import hear
from sandbox.xero import HARBOUR
from sandbox.xero.person import Person
from tests.web.door import Caller, Door
from tests.web.test_webhook import post
from tests.webhooks import body, event, signature
from tests.world import World


class Order:
    """One that is synced, with its page open."""

    def __init__(self, world: World, door: Door, **chosen: Any) -> None:
        self.world, self.door = world, door
        self.installation_id = world.ready(**chosen)
        bought = world.buy(self.installation_id)
        world.sync(self.installation_id)
        [self.invoice] = world.books().invoices
        self.task = world.task(self.installation_id, bought["id"]).id
        self.caller: Caller = door.of(world.who.southern, self.installation_id)
        hear(world.app.runtime, self.installation_id)

    @property
    def person(self) -> Person:
        return self.world.xero.person(HARBOUR)

    def heard(self) -> list[dict[str, Any]]:
        sent = body(event(self.invoice["InvoiceID"], HARBOUR))
        post(self.door, sent, signature(sent))
        hear(self.world.app.runtime, self.installation_id)
        now: list[dict[str, Any]] = self.caller.get(f"/api/tasks/{self.task}").json()["now"]
        return now

    def end(self, end: str, digest: str) -> tuple[int, str]:
        answer = self.caller.post(f"/api/tasks/{self.task}/drift", {"end": end, "digest": digest})
        found = answer.json()
        return answer.status, found.get("code") or found.get("sentence") or found["title"]


@pytest.fixture
def edited(world: World, door: Door) -> Order:
    order = Order(world, door)
    order.person.edit(order.invoice["InvoiceNumber"], Reference="Another")
    return order


def test_a_payment_is_shown_with_the_order(world: World, door: Door) -> None:
    order = Order(world, door, sent_as="AUTHORISED")
    order.person.pay(order.invoice["InvoiceNumber"])
    [now] = order.heard()

    assert (now["status"], now["payment"], now["amount_due"], now["currency"]) == ("PAID", "paid", "0.00", "AUD")
    assert (now["name"], now["differences"], now["digest"]) == (order.invoice["InvoiceNumber"], [], None)


def test_an_edit_is_shown_and_accepted(edited: Order) -> None:
    [now] = edited.heard()
    assert now["differences"] == [{"what": "reference", "posted": edited.invoice["Reference"], "now": "Another"}]

    assert edited.end("accept", now["digest"]) == (200, "What Xero holds was accepted.")
    [now] = edited.heard()
    assert (now["differences"], now["digest"]) == ([], None)


def test_an_edit_is_put_back(edited: Order) -> None:
    [now] = edited.heard()
    number = edited.invoice["InvoiceNumber"]
    assert edited.end("restore", now["digest"]) == (200, f"What we posted was put back in {number}.")
    assert edited.world.books().invoices[0]["Reference"] == edited.invoice["Reference"]


def test_what_is_not_as_it_was_shown_is_left_alone(edited: Order) -> None:
    edited.heard()
    for end in ("accept", "restore"):
        assert edited.end(end, "0" * 32) == (409, "changed meanwhile")
    assert edited.world.books().invoices[0]["Reference"] == "Another"


def test_what_cannot_be_put_back_says_why(world: World, door: Door) -> None:
    order = Order(world, door, sent_as="AUTHORISED")
    order.person.edit(order.invoice["InvoiceNumber"], Reference="Another")
    order.person.pay(order.invoice["InvoiceNumber"])
    [now] = order.heard()
    assert order.end("restore", now["digest"]) == (409, "not possible")


def test_nobody_else_sees_or_ends_it(edited: Order, world: World, door: Door) -> None:
    [now] = edited.heard()
    other = door.of(world.who.albion, world.install(world.who.albion))
    answer = other.post(f"/api/tasks/{edited.task}/drift", {"end": "accept", "digest": now["digest"]})
    assert answer.status == 404
