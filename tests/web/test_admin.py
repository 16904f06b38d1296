"""Health per installation: for the account that owns the extension, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.xero import HARBOUR, Problem
from tests.web.door import Caller, Door, problem
from tests.web.test_tasks import buy, sync
from tests.world import World

HEALTH = "/api/admin/installations"


@pytest.fixture
def owner(world: World, door: Door) -> Caller:
    """Has not installed the extension itself."""
    account = world.marketplace.environment.owner
    options = {"user_id": account.user_id, "account_id": account.id, "call_type": "admin", "call_source": "ui"}
    return Caller(door=door, options=options, page="unknown")


def health(caller: Caller, query: str = "") -> Any:
    answer = caller.get(f"{HEALTH}{query}")
    assert answer.status == 200, answer.body
    return answer.json()


def test_each_installation_is_there_by_its_state_and_without_anything_of_its_customers(
    world: World, door: Door, owner: Caller
) -> None:
    ready = world.ready()
    southern = door.of(world.who.southern, ready)
    buy(world, southern)
    sync(world, southern)
    new = world.install(world.who.albion)
    answer = owner.get(HEALTH)
    found = {one["installation"]: one for one in answer.json()["installations"]}

    assert {one: found[one]["connection"] for one in found} == {ready: "connected", new: "not_connected"}
    assert found[ready]["account_name"] == world.who.southern.name
    assert (found[ready]["waiting"], found[ready]["last_sent"]) == (0, world.clock().isoformat())
    assert found[new]["last_sent"] is None
    shown = answer.body.decode()
    assert not any(word in shown for word in ("125", "AUD", world.who.sydney["name"], "PR-"))


def test_a_pause_and_what_waits_meanwhile_are_told(world: World, door: Door, owner: Caller) -> None:
    southern = door.of(world.who.southern, world.ready())
    buy(world, southern)
    world.xero.faults.rate_limit("GET", "/api.xro/2.0/Organisation", Problem.MINUTE, retry_after=300)
    sync(world, southern)
    world.later(minutes=2)
    [found] = health(owner)["installations"]

    assert found["connection"] == "paused"
    assert found["why"]
    assert found["paused_until"] > world.clock().isoformat()


def test_a_broken_connection_says_why(world: World, door: Door, owner: Caller) -> None:
    southern = door.of(world.who.southern, world.ready())
    buy(world, southern)
    world.xero.disconnect(HARBOUR)
    sync(world, southern)
    [found] = health(owner)["installations"]

    assert found["connection"] == "broken"
    assert found["why"]


def test_it_comes_page_by_page_or_for_one_alone(world: World, owner: Caller) -> None:
    both = sorted([world.install(world.who.southern), world.install(world.who.albion)])
    first = health(owner, "?limit=1")
    second = health(owner, f"?limit=1&after={first['next_after']}")

    assert [one["installation"] for one in (*first["installations"], *second["installations"])] == both
    assert [one["installation"] for one in health(owner, f"?installation={both[1]}")["installations"]] == both[1:]
    assert health(owner, "?installation=EIN-9-9-9") == {"installations": [], "next_after": None}


def test_an_owner_who_uses_the_extension_too_may_see_it(world: World, owner: Caller) -> None:
    own = {**owner.options, "installation_id": "EIN-1-2-3", "api_key": "k"}
    assert Caller(door=owner.door, options=own, page="EIN-1-2-3").get(HEALTH).status == 200


def test_a_reseller_may_not_even_one_that_calls_itself_admin(world: World, door: Door) -> None:
    southern = door.of(world.who.southern, world.install(world.who.southern))
    spoofed = door.of(world.who.southern, world.install(world.who.albion), call_type="admin")

    for caller in (southern, spoofed):
        answer = caller.get(HEALTH)
        assert (answer.status, problem(answer)["title"]) == (403, "not the owner")


def test_a_callers_own_header_does_not_make_it_the_owner(world: World, door: Door) -> None:
    """Where the platform says nothing of a call's type, what a caller says of it arrives."""
    installation_id = world.install(world.who.southern)
    options = dict(door.of(world.who.southern, installation_id).options)
    del options["call_type"]
    answer = Caller(door=door, options=options, page=installation_id).get(HEALTH, **{"x-connect-call-type": "admin"})

    assert (answer.status, problem(answer)["title"]) == (403, "not the owner")


def test_the_owners_account_alone_is_not_enough(owner: Caller) -> None:
    options = {**owner.options, "call_type": "user"}
    assert Caller(door=owner.door, options=options, page="unknown").get(HEALTH).status == 403


def test_nobody_is_told_nothing(door: Door) -> None:
    answer = door.nobody().get(HEALTH)

    assert (answer.status, problem(answer)["title"]) == (401, "no account")


def test_another_sites_page_cannot_ask_in_the_owners_name(owner: Caller) -> None:
    assert problem(owner.elsewhere().get(HEALTH))["title"] == "not from our page"


@pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?installation=PA-1", "?after=%27"])
def test_what_nobody_can_ask_for_is_refused(owner: Caller, query: str) -> None:
    assert owner.get(f"{HEALTH}{query}").status == 422
