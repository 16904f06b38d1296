from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from sandbox.http import Request, Response, Unanswered
from sandbox.xero import CLIENT_ID, CLIENT_SECRET, FJORD, HARBOUR, XeroWorld
from tests.sandbox_xero.builders import REDIRECT, AnApp, a_form, a_world

SCOPE = "offline_access accounting.invoices accounting.contacts accounting.settings"
AUTHORIZE = "/identity/connect/authorize"


def asked(**more: str) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": REDIRECT,
        "scope": SCOPE,
        "state": "s-1",
        **more,
    }


def world_with_redirect() -> XeroWorld:
    world = a_world()
    world.register_redirect(REDIRECT)
    return world


def decide(world: XeroWorld, decision: str = "allow", tenants: tuple[str, ...] = (HARBOUR,)) -> dict[str, str]:
    fields = [*asked().items(), *(("tenant", tenant) for tenant in tenants), ("decision", decision)]
    location = world.handle(a_form(AUTHORIZE, fields)).headers["location"]
    assert location.startswith(REDIRECT + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def token(world: XeroWorld, *, secret: str = CLIENT_SECRET, basic: bool = True, **form: str) -> Response:
    if basic:
        login = base64.b64encode(f"{CLIENT_ID}:{secret}".encode()).decode()
        return world.handle(a_form("/connect/token", form, authorization=f"Basic {login}"))
    return world.handle(a_form("/connect/token", {**form, "client_id": CLIENT_ID, "client_secret": secret}))


def tokens(world: XeroWorld) -> dict[str, Any]:
    code = decide(world)["code"]
    got: dict[str, Any] = token(world, grant_type="authorization_code", code=code, redirect_uri=REDIRECT).json()
    return got


def refreshed(world: XeroWorld, refresh_token: str) -> Response:
    return token(world, grant_type="refresh_token", refresh_token=refresh_token)


def connections(world: XeroWorld, access: str, query: str = "") -> list[dict[str, Any]]:
    asked_with = {"authorization": f"Bearer {access}"}
    answer = world.handle(Request(method="GET", url=f"/connections{query}", headers=asked_with))
    assert answer.status == 200
    listed: list[dict[str, Any]] = answer.json()
    return listed


def test_the_consent_page_offers_every_organisation_of_the_user() -> None:
    answer = world_with_redirect().handle(Request(method="GET", url=f"{AUTHORIZE}?{urlencode(asked())}"))
    assert answer.status == 200
    page = answer.body.decode()
    assert "Harbour Cloud Ltd" in page
    assert "Fjord Reseller AS" in page
    assert 'value="allow"' in page
    assert 'value="cancel"' in page


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"scope": "accounting.transactions"}, "invalid_scope"),
        ({"redirect_uri": REDIRECT + "/"}, "unauthorized_client"),
        ({"client_id": "somebody"}, "unauthorized_client"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"state": ""}, "invalid_request"),
    ],
)
def test_a_wrong_authorisation_request_ends_on_a_page_of_xero(more: dict[str, str], word: str) -> None:
    answer = world_with_redirect().handle(Request(method="GET", url=f"{AUTHORIZE}?{urlencode(asked(**more))}"))
    assert answer.status == 400
    assert word in answer.body.decode()


def test_cancel_sends_the_browser_back_without_a_code() -> None:
    assert decide(world_with_redirect(), "cancel") == {"error": "access_denied", "state": "s-1"}


def test_allow_without_an_organisation_asks_again() -> None:
    answer = world_with_redirect().handle(a_form(AUTHORIZE, {**asked(), "decision": "allow"}))
    assert answer.status == 400
    assert "Choose at least one organisation." in answer.body.decode()


def test_a_loopback_address_is_no_redirect_uri_but_localhost_is() -> None:
    world = a_world()
    world.register_redirect("http://localhost:8080/callback")
    with pytest.raises(ValueError, match=r"127\.0\.0\.1"):
        world.register_redirect("http://127.0.0.1:8080/callback")


def test_a_code_becomes_tokens_that_name_the_user_and_the_authorisation_event() -> None:
    world = world_with_redirect()
    got = tokens(world)
    assert got["expires_in"] == 1800
    assert got["scope"] == SCOPE
    payload = got["access_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    listed = connections(world, got["access_token"], f"?authEventId={claims['authentication_event_id']}")
    assert [one["tenantName"] for one in listed] == ["Harbour Cloud Ltd"]
    assert claims["xero_userid"] == world.identity.user.user_id


def test_a_code_works_once_for_five_minutes_and_only_with_its_redirect_uri() -> None:
    world = world_with_redirect()
    used, late, astray = (decide(world)["code"] for _ in range(3))
    assert token(world, grant_type="authorization_code", code=used, redirect_uri=REDIRECT).status == 200
    again = token(world, grant_type="authorization_code", code=used, redirect_uri=REDIRECT)
    elsewhere = token(world, grant_type="authorization_code", code=astray, redirect_uri=REDIRECT + "2")
    world.clock.move(timedelta(minutes=5))
    expired = token(world, grant_type="authorization_code", code=late, redirect_uri=REDIRECT)
    assert [(one.status, one.json()) for one in (again, elsewhere, expired)] == [(400, {"error": "invalid_grant"})] * 3


def test_the_app_may_identify_itself_in_the_form_and_a_wrong_secret_is_refused() -> None:
    world = world_with_redirect()
    got = tokens(world)
    form = {"grant_type": "refresh_token", "refresh_token": got["refresh_token"]}
    assert token(world, basic=False, secret="wrong", **form).json() == {"error": "invalid_client"}
    assert token(world, basic=False, **form).status == 200
    assert token(world, grant_type="password").json() == {"error": "unsupported_grant_type"}


def test_the_old_refresh_token_works_for_thirty_minutes_after_its_rotation() -> None:
    world = world_with_redirect()
    old = tokens(world)["refresh_token"]
    assert refreshed(world, old).json()["refresh_token"] != old
    world.clock.move(timedelta(minutes=29))
    assert refreshed(world, old).status == 200
    world.clock.move(timedelta(minutes=1))
    assert refreshed(world, old).json() == {"error": "invalid_grant"}


def test_of_two_refreshes_of_one_token_the_first_one_s_chain_dies_after_the_grace() -> None:
    world = world_with_redirect()
    old = tokens(world)["refresh_token"]
    loser, winner = (refreshed(world, old).json()["refresh_token"] for _ in range(2))
    world.clock.move(timedelta(minutes=31))
    assert refreshed(world, loser).json() == {"error": "invalid_grant"}
    assert refreshed(world, winner).status == 200


def test_a_refresh_whose_answer_was_lost_can_be_made_again() -> None:
    world = world_with_redirect()
    old = tokens(world)["refresh_token"]
    world.faults.lose_answer("POST", "/connect/token")
    with pytest.raises(Unanswered):
        refreshed(world, old)
    assert refreshed(world, old).status == 200


def test_a_refresh_token_unused_for_sixty_days_is_dead() -> None:
    world = world_with_redirect()
    old = tokens(world)["refresh_token"]
    world.clock.move(timedelta(days=60))
    assert refreshed(world, old).json() == {"error": "invalid_grant"}


def test_without_offline_access_there_is_no_refresh_token() -> None:
    assert "refresh_token" not in a_world().consent(scopes=["accounting.invoices"])


def test_disconnecting_one_organisation_leaves_the_other_and_the_tokens() -> None:
    world = world_with_redirect()
    got = world.consent([HARBOUR, FJORD])
    by_tenant = {one["tenantId"]: one["id"] for one in connections(world, got["access_token"])}
    headers = {"authorization": f"Bearer {got['access_token']}"}
    gone = Request(method="DELETE", url=f"/connections/{by_tenant[HARBOUR]}", headers=headers)
    assert world.handle(gone).status == 204
    assert [one["tenantId"] for one in connections(world, got["access_token"])] == [FJORD]
    assert world.handle(gone).status == 404


def test_connecting_again_keeps_the_connection_and_takes_the_new_event() -> None:
    world = a_world()
    before = connections(world, world.consent([HARBOUR])["access_token"])[0]
    after = connections(world, world.consent([HARBOUR])["access_token"])[0]
    assert before["id"] == after["id"]
    assert before["authEventId"] != after["authEventId"]


def test_revocation_ends_all_of_the_user_s_connections() -> None:
    world = world_with_redirect()
    got = world.consent([HARBOUR, FJORD])
    form = {"token": got["refresh_token"], "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    answer = world.handle(a_form("/connect/revocation", form))
    assert (answer.status, answer.body) == (200, b"")
    assert connections(world, got["access_token"]) == []
    assert refreshed(world, got["refresh_token"]).json() == {"error": "invalid_grant"}


def test_an_expired_access_token_is_told_apart_from_a_lost_organisation() -> None:
    world = a_world()
    app = AnApp(world)
    world.disconnect(HARBOUR)
    lost = app.call("GET", "Organisation")
    world.expire_access_tokens()
    expired = app.call("GET", "Organisation")
    assert (lost.status, lost.json()["Detail"]) == (403, "AuthenticationUnsuccessful")
    assert (expired.status, expired.json()["Detail"]) == (401, "TokenExpired: token expired at 11/20/2026 03:00:00")


def test_an_organisation_that_was_never_connected_is_forbidden() -> None:
    app = AnApp(a_world(), HARBOUR)
    app.tenant = FJORD
    assert app.call("GET", "Organisation").status == 403


def test_a_missing_scope_is_named_in_the_challenge() -> None:
    app = AnApp(a_world(), scopes=["accounting.contacts"])
    answer = app.call("GET", "Invoices")
    assert answer.status == 401
    assert "insufficient_scope" in answer.headers["www-authenticate"]
    assert app.call("GET", "Contacts").status == 200
