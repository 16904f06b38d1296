"""The routes of an installation's own app: written, tried and removed by its people; read without its secrets."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from sandbox.http import Response
from sandbox.xero import CLIENT_ID, HARBOUR, OWN_CLIENT_ID, OWN_CLIENT_SECRET
from tests.sync.watching import TOKEN
from tests.web.door import Caller, Door, problem
from tests.web.test_webhook import of_our_invoice, to_look_at
from tests.webhooks import body, signature
from tests.world import REDIRECT, World

ADDRESS = "/api/connection/own-app"
KEY = "a-key-of-its-own"
OWN = {"client_id": OWN_CLIENT_ID, "secret": OWN_CLIENT_SECRET, "webhook_key": KEY}


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.install(world.who.southern))


def shown(caller: Caller) -> Any:
    return caller.get(ADDRESS).json()


def nothing(caller: Caller) -> Any:
    webhook = f"https://ext.example/unauthorized/xero/webhook/{caller.options['installation_id']}"
    empty = {"client_id": "", "secret": None, "webhook_key": None, "unsure": ""}
    return {**empty, "redirect_uri": REDIRECT, "webhook_url": webhook}


def test_at_first_there_is_none_and_what_xero_has_to_be_told_is_shown(southern: Caller) -> None:
    assert shown(southern) == nothing(southern)


def test_what_is_saved_is_shown_without_its_secrets(world: World, southern: Caller) -> None:
    answer = southern.put(ADDRESS, OWN)
    kept = {"since": world.clock().isoformat(), "by": southern.options["user_id"]}

    assert answer.status == 200
    assert answer.json() == shown(southern)
    assert shown(southern) == {**nothing(southern), "client_id": OWN_CLIENT_ID, "secret": kept, "webhook_key": kept}
    told = [found.body.decode() for found in southern.door.answers]
    told.append(southern.get("/api/activity").body.decode())
    assert not [text for text in told if OWN_CLIENT_SECRET in text or KEY in text]


def test_a_secret_that_is_left_out_stays_as_it_is(world: World, southern: Caller) -> None:
    southern.put(ADDRESS, OWN)
    before = shown(southern)
    world.later(hours=1)
    southern.put(ADDRESS, {"client_id": OWN_CLIENT_ID, "webhook_key": "another"})

    assert shown(southern)["secret"] == before["secret"]
    assert shown(southern)["webhook_key"]["since"] > before["webhook_key"]["since"]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({"client_id": OWN_CLIENT_ID, "secret": "of-another"}, "app refused"),
        ({"client_id": OWN_CLIENT_ID}, "secret missing"),
        ({"client_id": CLIENT_ID, "secret": "x"}, "providers app"),
        ({"client_id": "not an id", "secret": "x"}, "invalid input"),
        ({"client_id": OWN_CLIENT_ID, "secret": "two words"}, "invalid input"),
        ({"client_id": OWN_CLIENT_ID, "secret": ""}, "invalid input"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_reason_and_nothing_is_saved(
    southern: Caller, given: Any, title: str
) -> None:
    answer = southern.put(ADDRESS, given)

    assert (answer.status, problem(answer)["title"]) == (422, title)
    assert str(given.get("secret") or "-") not in problem(answer)["detail"] or given["secret"] == "x"
    assert shown(southern) == nothing(southern)


def test_a_try_says_what_xero_says_and_changes_nothing(world: World, southern: Caller) -> None:
    def tried(**given: str) -> Any:
        return southern.post(f"{ADDRESS}/test", given).json()

    assert tried(client_id=OWN_CLIENT_ID, secret=OWN_CLIENT_SECRET) == {
        "good": True,
        "sentence": "Xero takes this client id and secret.",
    }
    wrong = tried(client_id=OWN_CLIENT_ID, secret="of-another")
    assert wrong["good"] is False
    assert wrong["sentence"] == "Xero does not accept the app's client id and secret (invalid_client)."
    world.xero.faults.break_before("POST", TOKEN)
    away = tried(client_id=OWN_CLIENT_ID, secret=OWN_CLIENT_SECRET)
    assert away["good"] is None
    assert away["sentence"].startswith("Xero could not be asked now: ")
    assert shown(southern) == nothing(southern)


def test_a_save_without_xeros_word_says_so(world: World, southern: Caller) -> None:
    world.xero.faults.break_before("POST", TOKEN)

    assert southern.put(ADDRESS, OWN).json()["unsure"] != ""
    assert shown(southern)["unsure"] == ""


def test_a_removed_app_is_gone_and_cannot_be_removed_twice(southern: Caller) -> None:
    southern.put(ADDRESS, OWN)

    assert southern.delete(ADDRESS).json() == nothing(southern)
    again = southern.delete(ADDRESS)
    assert (again.status, problem(again)["title"]) == (409, "no own app")


def test_one_installation_neither_sees_nor_changes_the_app_of_another(
    world: World, door: Door, southern: Caller
) -> None:
    other = door.of(world.who.albion, world.install(world.who.albion))
    southern.put(ADDRESS, OWN)

    assert shown(other) == nothing(other)
    assert other.delete(ADDRESS).status == 409
    assert shown(southern)["client_id"] == OWN_CLIENT_ID


def test_while_it_is_another_app_the_connection_says_why_nothing_moves(world: World, door: Door) -> None:
    ours = world.ready()
    caller = door.of(world.who.southern, ours)
    caller.put(ADDRESS, OWN)

    found = caller.get("/api/connection").json()
    assert (found["status"], found["organisation"]["tenant_id"]) == ("broken", HARBOUR)
    assert found["why"] == "it belongs to another Xero app than the one that is set up now"
    url = caller.post("/api/connection/consent").json()["authorize_url"]
    assert f"client_id={OWN_CLIENT_ID}&" in url


@pytest.fixture
def heard(world: World, door: Door) -> InstallationId:
    """Connected through its own app, with an invoice in Xero."""
    ours = world.install(world.who.southern)
    assert door.of(world.who.southern, ours).put(ADDRESS, OWN).status == 200
    world.connect(ours)
    world.choose_settings(ours)
    world.buy(ours)
    world.sync(ours)
    return ours


def post(door: Door, whose: str, sent: bytes, key: str) -> Response:
    headers = {"Content-Type": "application/json", "x-xero-signature": signature(sent, key)}
    return door.nobody().send("POST", f"/unauthorized/xero/webhook{whose}", sent, **headers)


def test_a_webhook_of_the_own_app_is_believed_by_its_own_key_alone(
    world: World, door: Door, heard: InstallationId
) -> None:
    sent, question = of_our_invoice(world), body()
    assert post(door, f"/{heard}", question, KEY).status == 200, "the question whether we listen"
    assert post(door, f"/{heard}", question, "another").status == 401

    refused = post(door, f"/{heard}", sent, "another")
    assert (refused.status, refused.body, to_look_at(world, heard)) == (401, b"", 0)
    answer = post(door, f"/{heard}", sent, KEY)
    assert (answer.status, answer.body, to_look_at(world, heard)) == (200, b"", 1)


def test_the_providers_key_says_nothing_of_the_documents_of_another_app(
    world: World, door: Door, heard: InstallationId
) -> None:
    sent = of_our_invoice(world)
    assert post(door, "", sent, world.config.xero_webhook_key or "").status == 200

    assert to_look_at(world, heard) == 0


def test_whoever_has_no_key_gets_the_answer_to_a_forgery(world: World, door: Door, heard: InstallationId) -> None:
    other = world.install(world.who.albion)
    door.of(world.who.albion, other).put(ADDRESS, {**OWN, "webhook_key": None})
    for whose in (other, "EIN-0000-0000-0000"):
        answer = post(door, f"/{whose}", of_our_invoice(world), KEY)
        assert (answer.status, answer.body) == (401, b""), whose
    assert to_look_at(world, heard) == 0


def test_a_key_of_one_says_nothing_of_anothers_documents_even_of_the_same_app(
    world: World, door: Door, heard: InstallationId
) -> None:
    other = world.install(world.who.albion)
    door.of(world.who.albion, other).put(ADDRESS, {**OWN, "webhook_key": "theirs"})

    assert post(door, f"/{other}", of_our_invoice(world), "theirs").status == 200
    assert to_look_at(world, heard) == 0
