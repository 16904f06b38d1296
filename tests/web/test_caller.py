"""Who calls: only what the platform says counts."""

from __future__ import annotations

import asyncio

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.storage import installations
from connect_ext.web.door.asgi import Message, Receive, Scope, Send
from connect_ext.web.door.bugs import Bugs
from connect_ext.web.door.one_voice import TRUSTED
from tests.web.door import Door, problem
from tests.world import World

OWN = "TA-1111-2222-3333"


def tier_of(world: World, installation_id: InstallationId) -> str | None:
    with world.app.runtime.database.transaction() as tx:
        found = installations.find(tx, installation_id)
    assert found is not None
    return found.tier_account_id


def test_the_accounts_tier_is_learnt_from_a_call_of_its_users(world: World, door: Door) -> None:
    installation_id = world.install(world.who.southern)
    assert tier_of(world, installation_id) is None

    door.of(world.who.southern, installation_id, tier_account_id=OWN).get("/api/connection")
    assert tier_of(world, installation_id) == OWN

    door.of(world.who.southern, installation_id).get("/api/connection")
    assert tier_of(world, installation_id) == OWN


def test_the_tier_is_learnt_with_an_installation_whose_event_was_missed(world: World, door: Door) -> None:
    installation_id = InstallationId(world.marketplace.install(world.who.southern)["id"])
    door.of(world.who.southern, installation_id, tier_account_id=OWN).get("/api/connection")

    assert tier_of(world, installation_id) == OWN


NAMES = ["X-Connect-Installation-Id", "x-connect-installation-id", "X-CONNECT-INSTALLATION-ID"]


@pytest.mark.parametrize("name", NAMES)
def test_a_caller_cannot_say_that_another_installation_calls(world: World, door: Door, name: str) -> None:
    """In the runner's own spelling its value replaces the caller's; in any other both arrive."""
    mine, theirs = world.install(world.who.southern), world.install(world.who.albion)
    world.connect(theirs)
    answer = door.of(world.who.southern, mine).get("/api/connection", **{name: theirs})

    assert answer.json().get("organisation") is None
    assert answer.json()["status"] in ("none", 400)


def test_a_caller_cannot_hide_behind_two_spellings(world: World, door: Door) -> None:
    mine, theirs = world.install(world.who.southern), world.install(world.who.albion)
    world.connect(theirs)
    answer = door.of(world.who.southern, mine).get("/api/connection", **dict.fromkeys(NAMES, theirs))

    assert (answer.status, problem(answer)["title"]) == (400, "contradicting headers")


SPOOFED = {
    "x-connect-account-id": "PA-000-000",
    "x-connect-call-source": "api",
    "x-connect-call-type": "admin",
    "x-connect-api-gateway-url": "https://127.0.0.1:1/public/v1",
    "x-connect-config": "{}",
    "x-connect-environment-id": "ENV-1",
    "x-connect-environment-type": "test",
    "x-connect-extension-id": "SRVC-1",
    "x-connect-installation-api-key": "ApiKey SU-1:1",
    "x-connect-installation-id": "EIN-1",
    "x-connect-tier-account-id": "TA-9-9-9",
    "x-connect-user-id": "UR-1",
}


@pytest.mark.parametrize(("name", "value"), SPOOFED.items())
def test_a_caller_cannot_contradict_the_platform(world: World, door: Door, name: str, value: str) -> None:
    installation_id = world.install(world.who.southern)
    caller = door.of(world.who.southern, installation_id, tier_account_id=OWN)
    answer = caller.send("POST", "/api/sync", {}, **{name: value})

    assert (answer.status, problem(answer)["title"]) == (400, "contradicting headers")
    assert tier_of(world, installation_id) is None


def test_every_header_that_is_trusted_is_guarded() -> None:
    assert {name.encode() for name in SPOOFED} == TRUSTED


@pytest.mark.parametrize("name", ["x-connect-config", "x-connect-environment-type"])
def test_the_return_from_xero_is_not_taken_elsewhere_by_its_caller(door: Door, name: str) -> None:
    answer = door.nobody().get("/unauthorized/xero/callback?state=x&code=y", **{name: SPOOFED[name]})

    assert answer.status == 400
    assert "<h1>Nothing to see here</h1>" in answer.body.decode()


def test_a_header_that_says_the_same_twice_is_no_contradiction(world: World, door: Door) -> None:
    installation_id = world.install(world.who.southern)
    caller = door.of(world.who.southern, installation_id)

    assert caller.get("/api/connection", **{"x-connect-installation-id": installation_id}).status == 200


@pytest.mark.parametrize("named", ["lilac", "TA-", "TA-1;TA-2", "ta-1-2-3", "TA-1" + "1" * 500])
def test_what_is_no_tier_account_is_not_kept(world: World, door: Door, named: str) -> None:
    installation_id = world.install(world.who.southern)
    answer = door.of(world.who.southern, installation_id, tier_account_id=named).get("/api/connection")

    assert (answer.status, tier_of(world, installation_id)) == (200, None)


def test_a_bug_in_the_middle_of_an_answer_is_not_followed_by_a_second_answer() -> None:
    sent: list[Message] = []

    async def breaks(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ZeroDivisionError

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {"type": "http.disconnect"}

    with pytest.raises(ZeroDivisionError):
        asyncio.run(Bugs(breaks)({"type": "http"}, nothing, keep))
    assert [message["type"] for message in sent] == ["http.response.start"]


def test_a_call_of_another_account_than_the_one_that_installed_is_refused(world: World, door: Door) -> None:
    """Where the platform names no installation, a caller's own header names one; the account it always names."""
    installation_id = world.install(world.who.southern)
    world.install(world.who.albion)

    answer = door.of(world.who.albion, installation_id).get("/api/tasks")

    assert (answer.status, problem(answer)["title"]) == (403, "another account")


def test_after_it_was_uninstalled_nothing_can_be_seen_of_an_installation(world: World, door: Door) -> None:
    installation_id = world.ready()
    caller = door.of(world.who.southern, installation_id)
    assert caller.get("/api/tasks").status == 200

    world.uninstall(installation_id)

    assert caller.get("/api/tasks").status == 403
