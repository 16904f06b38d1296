"""Customers whose details have changed, as the Mapping page shows and decides them."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.connect.changed_details import change_details
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door
from tests.world import World

PATH = "/api/mapping/changed-customers"


class Customer:
    """Sydney's, who has changed its name; its contact was made by its first order."""

    def __init__(self, world: World, door: Door) -> None:
        self.world = world
        self.installation_id = world.ready()
        world.buy(self.installation_id)
        world.sync(self.installation_id)
        self.caller: Caller = door.of(world.who.southern, self.installation_id)
        self.id = world.who.sydney["id"]
        self.before = world.who.sydney["name"]
        self.changes("Harbour & Daughters Pty Ltd")

    def changes(self, name: str) -> None:
        request = change_details(self.world.marketplace.state, self.id, name=name)
        assert self.world.events({"id": self.installation_id}).on_customer(request).status == "success"
        self.world.drain()

    def shown(self) -> dict[str, Any]:
        [found] = self.caller.get(PATH).json()["changes"]
        return dict(found)

    def answer(self, act: str, digest: str | None = None) -> tuple[int, str]:
        answer = self.caller.post(f"{PATH}/{self.id}/{act}", {"digest": digest or self.shown()["digest"]})
        return answer.status, answer.json().get("sentence", "")

    @property
    def name(self) -> str:
        found: str = next(one["Name"] for one in self.world.books().contacts if one.get("ContactNumber") == self.id)
        return found


@pytest.fixture
def customer(world: World, door: Door) -> Customer:
    return Customer(world, door)


def test_what_would_change_is_shown_field_by_field_and_applied(customer: Customer) -> None:
    shown = customer.shown()
    assert (shown["customer"], shown["name"], shown["contact"]) == (
        customer.id, "Harbour & Daughters Pty Ltd", customer.before,
    )  # fmt: skip
    assert shown["differences"] == [
        {"field": "name", "xero": customer.before, "marketplace": "Harbour & Daughters Pty Ltd"}
    ]
    assert (shown["reason"], shown["on_its_way"]) == ("", False)
    assert customer.caller.get("/api/mapping/customers").json()["changed"] == 1
    assert customer.caller.get("/api/overview").json()["changed_customers"] == 1

    assert customer.answer("apply") == (200, f"The contact “{customer.before}” follows the marketplace now.")
    assert customer.name == "Harbour & Daughters Pty Ltd"
    assert customer.caller.get(PATH).json() == {"changes": [], "count": 0}
    assert customer.answer("apply", shown["digest"]) == (409, "")


def test_what_is_kept_stays_and_is_not_shown_any_more(customer: Customer) -> None:
    digest = customer.shown()["digest"]
    assert customer.answer("keep") == (200, "The contact stays as it is.")
    assert (customer.name, customer.caller.get(PATH).json()["count"]) == (customer.before, 0)
    assert customer.answer("keep", digest) == (409, "")


def test_a_contact_that_was_edited_meanwhile_is_shown_anew(customer: Customer) -> None:
    contact = next(one for one in customer.world.books().contacts if one.get("ContactNumber") == customer.id)
    edited = {"Contacts": [{"Name": "Edited"}]}
    customer.world.xero.person(HARBOUR).write("POST", f"Contacts/{contact['ContactID']}", edited)
    assert customer.answer("apply") == (200, "Somebody has changed in Xero: name.")
    assert (customer.shown()["differences"][0]["xero"], customer.name) == ("Edited", "Edited")


def test_what_xero_refuses_is_said_and_waits(customer: Customer) -> None:
    taken = {"Contacts": [{"Name": "Harbour & Daughters Pty Ltd"}]}
    customer.world.xero.person(HARBOUR).write("PUT", "Contacts", taken)
    status, said = customer.answer("apply")
    assert (status, "already assigned to another contact" in said) == (200, True)
    assert customer.shown()["reason"] == said


def test_without_an_answer_it_is_on_its_way(customer: Customer) -> None:
    customer.world.xero.faults.lose_answer("POST", "/api.xro/2.0/Contacts")
    assert customer.answer("apply") == (200, "Xero has not confirmed it yet; it goes on by itself.")
    assert customer.shown()["on_its_way"]
    customer.world.later(minutes=30)
    customer.world.drain()
    assert (customer.caller.get(PATH).json()["count"], customer.name) == (0, "Harbour & Daughters Pty Ltd")


def test_before_there_is_a_connection_nothing_is_shown(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.install(world.who.southern))
    assert caller.get(PATH).json() == {"changes": [], "count": 0}


def test_nobody_sees_or_decides_of_another_installations_customers(
    world: World, door: Door, customer: Customer
) -> None:
    other = door.of(world.who.albion, world.ready(world.who.albion))
    assert other.get(PATH).json()["changes"] == []
    answer = other.post(f"{PATH}/{customer.id}/apply", {"digest": customer.shown()["digest"]})
    assert (answer.status, customer.name) == (409, customer.before)
