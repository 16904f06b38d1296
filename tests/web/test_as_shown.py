"""Sync under a preview sends what the preview showed, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.xero import HARBOUR, Problem
from tests.sync.watching import CONTACTS, INVOICES
from tests.web.door import Caller, Door
from tests.web.test_tasks import installation_of, listed, sync, taken_in
from tests.world import World

OWN_TABLE = ["own_table"]


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    """Whose own prices say 12.50; one order for ten of them is known."""
    caller = door.of(world.who.southern, world.ready(price_sources=OWN_TABLE))
    price(caller, "12.50")
    taken_in(world, caller, 1)
    return caller


def price(caller: Caller, amount: str) -> None:
    row = {"mpn": "NRD-OFF-M", "currency": "AUD", "price": amount}
    version = caller.get("/api/prices").json()["version"]
    answer = caller.put("/api/prices", {"rows": [row], "version": version})
    assert answer.status == 200, answer.body


def looked_at(caller: Caller) -> dict[str, Any]:
    """What the page sends with Sync after its preview."""
    [task] = listed(caller)["tasks"]
    found = caller.get(f"/api/tasks/{task['id']}/preview").json()
    return {"tasks": [task["id"]], "shown": {str(task["id"]): found["digest"]}}


def outcome(caller: Caller) -> tuple[str, list[str]]:
    [task] = listed(caller)["tasks"]
    return task["status"], [one["code"] for one in task["problems"]]


def sums(world: World) -> list[str]:
    return [str(invoice["SubTotal"]) for invoice in world.books().invoices]


def test_what_was_shown_is_sent(world: World, southern: Caller) -> None:
    wish = looked_at(southern)
    world.later(days=2)

    assert sync(world, southern, **wish) == 1
    assert (outcome(southern), sums(world)) == (("synced", []), ["125.00"])


def test_another_price_than_was_shown_is_not_sent(world: World, southern: Caller) -> None:
    wish = looked_at(southern)
    price(southern, "9999")
    sync(world, southern, **wish)

    assert (outcome(southern), sums(world)) == (("attention", ["XI-408"]), [])
    reason = listed(southern)["tasks"][0]["reason"]
    assert "it came to AUD 125.00 before tax, and now comes to AUD 99990.00 before tax" in reason
    task = world.task(installation_of(southern), listed(southern)["tasks"][0]["order"])
    assert (task.prices, task.shown) == ({}, None), "nothing was frozen, and the wish is over"


def test_who_has_looked_again_gets_what_is_shown_now(world: World, southern: Caller) -> None:
    wish = looked_at(southern)
    price(southern, "9999")
    sync(world, southern, **wish)
    sync(world, southern, **looked_at(southern))

    assert (outcome(southern), sums(world)) == (("synced", []), ["99990.00"])


def test_other_accounts_than_were_shown_are_not_sent(world: World, southern: Caller) -> None:
    wish = looked_at(southern)
    world.choose_settings(installation_of(southern), price_sources=OWN_TABLE, accounts={"licence": "260"})
    sync(world, southern, **wish)

    assert outcome(southern) == ("attention", ["XI-408"])
    assert "its accounts or tax types" in listed(southern)["tasks"][0]["reason"]


def test_another_contact_than_was_shown_is_not_sent(world: World, southern: Caller) -> None:
    wish = looked_at(southern)
    made = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": "Rope & Sail Ltd"}]})
    contact_id = made["Contacts"][0]["ContactID"]
    southern.put(f"/api/customers/{world.who.sydney['id']}/contact", {"contact_id": contact_id})
    sync(world, southern, **wish)

    assert outcome(southern) == ("attention", ["XI-408"])
    assert "its contact" in listed(southern)["tasks"][0]["reason"]


def test_an_invoice_is_not_sent_where_nothing_was_shown(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.ready(price_sources=OWN_TABLE))
    price(caller, "0")
    taken_in(world, caller, 1)
    wish = looked_at(caller)
    assert list(wish["shown"].values()) == ["nothing"]
    price(caller, "12.50")
    sync(world, caller, **wish)

    assert (outcome(caller), sums(world)) == (("attention", ["XI-408"]), [])


@pytest.mark.parametrize("path", [CONTACTS, INVOICES])
def test_a_try_that_goes_on_by_itself_still_sends_only_what_was_shown(
    world: World, southern: Caller, path: str
) -> None:
    world.xero.faults.rate_limit("PUT", path, Problem.MINUTE, retry_after=90)
    sync(world, southern, **looked_at(southern))
    assert outcome(southern)[0] == "waiting"
    world.choose_settings(installation_of(southern), price_sources=OWN_TABLE, accounts={"licence": "260"})
    world.later(minutes=2)
    world.drain()

    assert (outcome(southern), sums(world)) == (("attention", ["XI-408"]), [])


@pytest.mark.parametrize("path", [CONTACTS, INVOICES])
def test_a_try_that_goes_on_by_itself_knows_its_own_document_again(world: World, southern: Caller, path: str) -> None:
    world.xero.faults.rate_limit("PUT", path, Problem.MINUTE, retry_after=60)
    sync(world, southern, **looked_at(southern))
    world.later(days=1)
    world.drain()

    assert (outcome(southern), sums(world)) == (("synced", []), ["125.00"])


def test_a_lost_answer_is_settled_by_what_xero_has(world: World, southern: Caller) -> None:
    world.xero.faults.lose_answer("PUT", INVOICES)
    sync(world, southern, **looked_at(southern))
    price(southern, "9999")
    world.later(minutes=10)
    world.drain()

    assert (outcome(southern), sums(world)) == (("synced", []), ["125.00"])


def test_what_is_in_xero_already_is_compared_with_the_books_and_no_preview(world: World, southern: Caller) -> None:
    world.xero.faults.replace_value("PUT", INVOICES, "SubTotal", 99)
    sync(world, southern)
    assert outcome(southern) == ("attention", ["XI-405"])
    wish = looked_at(southern)
    world.choose_settings(installation_of(southern), price_sources=OWN_TABLE, accounts={"licence": "260"})
    sync(world, southern, **wish)

    assert "XI-408" not in outcome(southern)[1]
    assert sums(world) == ["125.00"]


def test_who_syncs_without_a_look_is_asked_nothing(world: World, southern: Caller) -> None:
    looked_at(southern)
    price(southern, "9999")
    sync(world, southern)

    assert (outcome(southern), sums(world)) == (("synced", []), ["99990.00"])


def test_a_preview_that_knows_no_invoice_has_no_digest(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.ready(accounts={}))
    taken_in(world, caller, 1)

    assert list(looked_at(caller)["shown"].values()) == [None]
