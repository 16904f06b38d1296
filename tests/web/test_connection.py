from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.sync.connection.consent import finish_consent, start_consent
from connect_ext.sync.intake.intake import take_in_everything
from connect_ext.web.door.in_flight import Wait, of_this_process
from sandbox.http import Response
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import sent
from tests.web.door import Caller, Door, problem
from tests.world import World

BOTH = [
    {"tenant_id": HARBOUR, "name": "Harbour Cloud Ltd"},
    {"tenant_id": FJORD, "name": "Fjord Reseller AS"},
]


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


def installation_of(caller: Caller) -> InstallationId:
    return InstallationId(caller.options["installation_id"])


def consent(world: World, caller: Caller) -> Response:
    """The person asks for consent, says yes at Xero, and the browser comes back."""
    url = caller.post("/api/connection/consent").json()["authorize_url"]
    state, code = world.consent_at_xero(url)
    return caller.door.nobody().get(f"/unauthorized/xero/callback?state={state}&code={code}")


def choose(caller: Caller, tenant: str) -> Response:
    return caller.post("/api/connection/organisation", {"tenant_id": tenant})


def state_of(caller: Caller) -> Any:
    return caller.get("/api/connection").json()


def by_name(choices: Any) -> list[dict[str, str]]:
    return sorted(choices, key=lambda one: str(one["name"]), reverse=True)


def test_from_nothing_to_a_connection_and_back(world: World, southern: Caller) -> None:
    assert state_of(southern)["status"] == "none"

    assert consent(world, southern).status == 200
    pending = state_of(southern)
    assert (pending["status"], pending["organisation"], by_name(pending["choices"])) == ("pending", None, BOTH)

    assert choose(southern, HARBOUR).json() == BOTH[0]
    active = state_of(southern)
    assert (active["status"], active["organisation"], active["choices"]) == ("active", BOTH[0], [])

    assert southern.delete("/api/connection").json()["status"] == "none"
    ended = state_of(southern)
    assert {name for name, value in ended.items() if value} == {"status"}
    assert ended["status"] == "none"


def test_asking_for_consent_names_the_app_and_carries_no_secret(world: World, southern: Caller) -> None:
    answer = southern.post("/api/connection/consent")

    assert answer.status == 201
    url = answer.json()["authorize_url"]
    assert url.startswith("https://login.xero.test/identity/connect/authorize?")
    assert "client_id=sandbox-app" in url
    assert "client_secret" not in url


def test_an_organisation_that_was_not_offered_cannot_be_chosen(world: World, southern: Caller) -> None:
    consent(world, southern)
    answer = choose(southern, "00000000-0000-4000-8000-000000000000")

    assert (answer.status, problem(answer)["title"]) == (409, "no such choice")
    assert state_of(southern)["status"] == "pending"


def test_nothing_can_be_chosen_before_anybody_consented(southern: Caller) -> None:
    assert problem(choose(southern, HARBOUR))["title"] == "no such choice"


def test_what_another_installation_may_choose_is_no_choice_here(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    consent(world, southern)

    assert state_of(albion)["status"] == "none"
    assert choose(albion, HARBOUR).status == 409
    assert state_of(southern)["status"] == "pending"


def test_disconnecting_leaves_the_other_installation_connected(world: World, door: Door, southern: Caller) -> None:
    albion = door.of(world.who.albion, world.install(world.who.albion))
    world.connect(installation_of(southern))
    world.connect(installation_of(albion))

    southern.delete("/api/connection")

    assert state_of(albion)["status"] == "active"
    assert albion.get("/api/organisation").status == 200


def test_who_is_not_connected_cannot_disconnect(southern: Caller) -> None:
    answer = southern.delete("/api/connection")

    assert (answer.status, problem(answer)["title"]) == (409, "not connected")


def test_a_consent_that_still_waits_can_be_ended(world: World, southern: Caller) -> None:
    consent(world, southern)
    answer = southern.delete("/api/connection")

    assert (answer.status, answer.json()["status"]) == (200, "none")
    assert state_of(southern)["status"] == "none"
    assert choose(southern, HARBOUR).status == 409


def test_a_connection_that_xero_refuses_says_so_and_why(world: World, southern: Caller) -> None:
    world.connect(installation_of(southern))
    world.xero.revoke_refresh_tokens()
    world.later(hours=1)
    assert southern.get("/api/organisation").status == 409

    broken = state_of(southern)

    assert (broken["status"], broken["organisation"]) == ("broken", BOTH[0])
    assert broken["why"]


def test_a_connection_that_works_is_shown_while_xero_cannot_list_a_new_consent(world: World, southern: Caller) -> None:
    world.connect(installation_of(southern))
    consent(world, southern)
    world.xero.faults.offline("GET", "/connections")

    found = state_of(southern)

    assert (found["status"], found["organisation"], found["choices"]) == ("active", BOTH[0], [])
    assert found["no_choices"].startswith("Xero did not say which organisations")


def test_a_first_consent_that_cannot_be_listed_stays_pending_and_says_why(world: World, southern: Caller) -> None:
    consent(world, southern)
    world.xero.faults.offline("GET", "/connections")

    found = state_of(southern)
    assert (found["status"], found["choices"]) == ("pending", [])
    assert found["no_choices"].endswith(".")
    assert len(state_of(southern)["choices"]) == 2


def test_a_consent_whose_organisations_were_taken_back_says_so(world: World, southern: Caller) -> None:
    consent(world, southern)
    world.xero.disconnect(HARBOUR)
    world.xero.disconnect(FJORD)

    found = state_of(southern)

    assert found["no_choices"] == "The new consent covers no organisation. Connect again and allow one."


@pytest.mark.parametrize("body", [{}, {"tenant_id": ""}, {"tenant_id": "x" * 65}, {"tenant_id": "x", "name": "y"}])
def test_a_choice_that_is_none_names_the_field(southern: Caller, body: dict[str, str]) -> None:
    answer = southern.post("/api/connection/organisation", body)

    assert answer.status == 422
    assert problem(answer)["fields"][0]["field"] in ("tenant_id", "name")


def test_while_xero_is_away_choosing_is_answered_with_that(world: World, southern: Caller) -> None:
    consent(world, southern)
    world.xero.faults.offline("GET", "/connections")

    answer = choose(southern, HARBOUR)

    assert answer.status == 502
    assert problem(answer)["detail"].startswith("The other side did not answer as hoped: ")


def test_an_installation_whose_event_was_missed_is_read_once(world: World, door: Door) -> None:
    made = world.marketplace.install(world.who.southern)
    caller = door.of(world.who.southern, InstallationId(made["id"]))

    state, code = world.consent_at_xero(caller.post("/api/connection/consent").json()["authorize_url"])
    page = door.nobody().get(f"/unauthorized/xero/callback?state={state}&code={code}")

    assert "Southern Cross Cloud" in page.body.decode()


def test_an_installation_that_connect_does_not_know_is_a_502(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, InstallationId("EIN-0000-0000-0000"))

    assert (caller.get("/api/settings").status, state_of(caller)["title"]) == (502, "connect-unauthorised")


def test_a_second_consent_takes_the_place_of_one_that_still_waits(world: World, southern: Caller) -> None:
    for _ in range(2):
        url = start_consent(world.app.runtime, installation_of(southern), "UR-1")
        state, code = world.consent_at_xero(url)
        finish_consent(world.app.runtime, state=state, code=code, error="")

    assert choose(southern, FJORD).json() == BOTH[1]
    assert state_of(southern)["choices"] == []


def test_while_nothing_may_be_sent_the_connection_says_until_when_and_why(world: World, southern: Caller) -> None:
    installation_id = InstallationId(southern.options["installation_id"])
    world.connect(installation_id)
    world.choose_settings(installation_id)
    world.xero.register_app("sandbox-app", "changed-at-xero", "Marketplace Books")
    world.later(minutes=40)
    world.buy(installation_id)

    world.sync(installation_id)

    shown = southern.get("/api/connection").json()
    assert shown["status"] == "active"
    assert shown["paused_until"] is not None
    assert "invalid_client" in shown["paused_because"]
    assert world.books().invoices == ()


def asked_for_choices(world: World) -> int:
    return len(sent(world, "GET", "/connections"))


def test_looking_again_and_again_at_a_consent_asks_xero_once_in_half_a_minute(world: World, southern: Caller) -> None:
    consent(world, southern)
    before = asked_for_choices(world)
    assert [len(state_of(southern)["choices"]) for _ in range(5)] == [2] * 5
    assert asked_for_choices(world) == before + 1

    world.later(seconds=31)
    assert len(state_of(southern)["choices"]) == 2
    assert asked_for_choices(world) == before + 2


def test_a_new_consent_does_not_offer_what_the_former_one_did(world: World, southern: Caller) -> None:
    consent(world, southern)
    assert len(state_of(southern)["choices"]) == 2
    world.xero.disconnect(HARBOUR)
    world.xero.disconnect(FJORD)
    url = southern.post("/api/connection/consent").json()["authorize_url"]
    state, code = world.consent_at_xero(url, FJORD)
    finish_consent(world.app.runtime, state=state, code=code, error="")

    assert state_of(southern)["choices"] == BOTH[1:]


def test_while_another_page_asks_what_a_consent_offers_nothing_is_known_yet(world: World, southern: Caller) -> None:
    consent(world, southern)
    with of_this_process.hold(installation_of(southern), Wait.OFFER):
        found = state_of(southern)
    assert (found["status"], found["choices"], found["no_choices"]) == ("pending", [], "")
    assert len(state_of(southern)["choices"]) == 2


def test_what_orders_come_to_is_found_out_once_an_organisation_is_chosen(world: World, door: Door) -> None:
    installation_id = world.install(world.who.southern)
    world.choose_settings(installation_id)
    southern = door.of(world.who.southern, installation_id)
    order = world.buy(installation_id)
    take_in_everything(world.app.runtime, installation_id)
    consent(world, southern)
    assert choose(southern, HARBOUR).status == 200
    world.wait()

    amount = world.task(installation_id, order["id"]).amount
    assert amount is not None
    assert amount.value == 125
