"""Re-price: frozen prices are taken again from their sources, told from what to what, and never sent unseen."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.web.test_as_shown import OWN_TABLE, looked_at, outcome, price, sums
from tests.web.test_tasks import listed, sync, taken_in
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    """One order for ten at 12.50, frozen: Xero took nothing of it, for the customer's name was taken. The price is
    13.20 now."""
    caller = door.of(world.who.southern, world.ready(price_sources=OWN_TABLE))
    price(caller, "12.50")
    person = world.xero.person(HARBOUR)
    made = person.write("PUT", "Contacts", {"Contacts": [{"Name": world.who.sydney["name"]}]})
    taken_in(world, caller, 1)
    sync(world, caller, **looked_at(caller))
    assert outcome(caller) == ("attention", ["XI-301"])
    renamed = {"ContactID": made["Contacts"][0]["ContactID"], "Name": "Another"}
    person.write("POST", "Contacts", {"Contacts": [renamed]})
    price(caller, "13.20")
    return caller


def only(caller: Caller) -> int:
    [task] = listed(caller)["tasks"]
    return int(task["id"])


def again(caller: Caller, **more: Any) -> Any:
    return caller.post("/api/tasks/prices", {"tasks": [only(caller)], **more}).json()


def journal(caller: Caller) -> list[str]:
    entries = caller.get("/api/activity?show=all_tasks").json()["entries"]
    return [one["sentence"] for one in entries if one["title"] == "Prices taken again"]


def test_it_is_told_what_would_change_and_nothing_does(world: World, southern: Caller) -> None:
    task = only(southern)
    (found,) = again(southern, dry_run=True)["prices"][str(task)]
    assert (found["mpn"], found["before"]["value"], found["now"]["value"]) == ("NRD-OFF-M", "12.5", "13.2")
    assert found["words"] == "your own price table, row for NRD-OFF-M"
    sync(world, southern, **looked_at(southern))
    assert sums(world) == ["125.00"]


def test_the_new_price_is_frozen_and_said_with_who_took_it(world: World, southern: Caller) -> None:
    assert again(southern)["done"] == 1
    assert journal(southern) == ["Prices taken again: NRD-OFF-M from 12.5 AUD to 13.2 AUD."]
    assert again(southern) == {"prices": {str(only(southern)): []}, "done": 0}
    price(southern, "99")
    sync(world, southern, **looked_at(southern))
    assert sums(world) == ["132.00"]


def test_what_was_shown_before_is_not_sent_after_it(world: World, southern: Caller) -> None:
    wish = looked_at(southern)
    again(southern)
    sync(world, southern, **wish)
    assert (outcome(southern), sums(world)) == (("attention", ["XI-408"]), [])


def test_an_order_whose_prices_nobody_has_frozen_has_none_to_take_again(world: World, southern: Caller) -> None:
    caller = southern
    caller.put(f"/api/tasks/{only(caller)}/edits", {"lines": {}})
    assert again(caller) == {"prices": {}, "done": 0}


def test_what_is_in_xero_keeps_its_prices(world: World, southern: Caller) -> None:
    sync(world, southern, **looked_at(southern))
    assert again(southern)["done"] == 0
    assert sums(world) == ["125.00"]


def test_what_a_person_has_entered_stays(world: World, southern: Caller) -> None:
    own = {"price": {"amount": "11.5", "currency": "AUD"}}
    southern.put(f"/api/tasks/{only(southern)}/edits", {"lines": {"1": own}})
    again(southern)
    sync(world, southern, **looked_at(southern))
    assert sums(world) == ["115.00"]


def test_nobody_takes_the_prices_of_anothers_orders(world: World, southern: Caller, door: Door) -> None:
    other = door.of(world.who.albion, world.install(world.who.albion))
    answer = other.post("/api/tasks/prices", {"tasks": [only(southern)]})
    assert (answer.status, problem(answer)["title"]) == (404, "not found")


def test_without_a_connection_nobody_can_say_what_prices_are(world: World, southern: Caller) -> None:
    task = only(southern)
    southern.delete("/api/connection")
    assert southern.post("/api/tasks/prices", {"tasks": [task]}).status == 409
