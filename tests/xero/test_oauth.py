from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from connect_ext.work.authorisation import TokenSet
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.xero.connections import Connection, all_connections, connections, disconnect
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.oauth import SCOPES, Granted, authorize_url, exchange_code, refresh, refusal_of_app
from tests.xero.wires import ScriptedWire, reply, sender

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
EVENT = "0a1b2c3d-event"


def jwt(claims: Any) -> str:
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"e30.{payload}.c2lnbmF0dXJl"


ACCESS = jwt({"xero_userid": "u-1", "authentication_event_id": EVENT, "scope": list(SCOPES)})
TOLD = {"access_token": ACCESS, "refresh_token": "next", "expires_in": 1800, "token_type": "Bearer"}


def exchange(wire: ScriptedWire) -> Granted:
    return exchange_code(
        sender(wire), client_id="app", client_secret="hush", code="c-1", redirect_uri="https://us.example/back", now=NOW
    )


def test_the_consent_address_asks_for_the_four_fine_scopes() -> None:
    url = authorize_url(
        XeroEndpoints(), client_id="app", redirect_uri="https://us.example/back?x=1", scopes=SCOPES, state="s&1"
    )
    parts = urlsplit(url)
    assert (parts.netloc, parts.path) == ("login.xero.com", "/identity/connect/authorize")
    assert parse_qs(parts.query) == {
        "response_type": ["code"],
        "client_id": ["app"],
        "redirect_uri": ["https://us.example/back?x=1"],
        "scope": ["offline_access accounting.invoices accounting.contacts accounting.settings"],
        "state": ["s&1"],
    }
    assert "+" not in parts.query


def test_a_code_becomes_tokens_and_the_id_of_the_consent() -> None:
    wire = ScriptedWire(reply(TOLD))
    granted = exchange(wire)
    assert granted.event_id == EVENT
    assert granted.tokens.expires_at == NOW + timedelta(minutes=30)
    sent = wire.sent[0]
    assert (sent.method, sent.url) == ("POST", "https://identity.xero.com/connect/token")
    assert sent.form == {
        "grant_type": "authorization_code",
        "code": "c-1",
        "redirect_uri": "https://us.example/back",
    }
    assert sent.headers["authorization"] == "Basic " + base64.b64encode(b"app:hush").decode()
    assert sent.options["timeout"].read_timeout == 60


def test_nothing_of_a_grant_shows_in_its_repr() -> None:
    granted = exchange(ScriptedWire(reply(TOLD)))
    assert ACCESS not in repr(granted)
    assert "next" not in repr(granted)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (TOLD | {"access_token": "opaque"}, "access_token is no JWT"),
        (TOLD | {"access_token": "a.b.c"}, "access_token is no JWT"),
        (TOLD | {"access_token": jwt([1])}, "access_token is no JWT"),
        (TOLD | {"access_token": jwt({"sub": "u"})}, "access_token.authentication_event_id is missing"),
        (TOLD | {"refresh_token": None}, "token.refresh_token is missing"),
        (TOLD | {"expires_in": "soon"}, "token.expires_in is no number"),
        ([TOLD], "token is no object"),
    ],
)
def test_a_token_answer_of_another_shape_needs_a_person(answer: Any, why: str) -> None:
    with pytest.raises(WorldFailed) as failed:
        exchange(ScriptedWire(reply(answer)))
    assert failed.value.failure.kind is FailureKind.ATTENTION
    assert failed.value.failure.evidence.endswith(why)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, {"error": "invalid_grant"}, FailureKind.RECONNECT),
        (400, {"error": "unauthorized_client"}, FailureKind.RECONNECT),
        (400, {"error": "invalid_client"}, FailureKind.ATTENTION),
        (500, {}, FailureKind.RETRY),
    ],
)
def test_a_refused_refresh_is_classified(status: int, body: Any, kind: FailureKind) -> None:
    tokens = TokenSet(access_token="a", refresh_token="r", expires_at=NOW)
    with pytest.raises(WorldFailed) as failed:
        refresh(sender(ScriptedWire(reply(body, status))), client_id="a", client_secret="s", tokens=tokens, now=NOW)
    assert failed.value.failure.kind is kind


@pytest.mark.parametrize(
    ("word", "code"),
    [("invalid_grant", None), ("invalid_client", "app_refused"), ("unauthorized_client", "unauthorized_client")],
)
def test_what_xero_says_of_an_app_is_told_by_a_code_that_nobody_was_given(word: str, code: str | None) -> None:
    wire = ScriptedWire(reply({"error": word}, 400))
    found = refusal_of_app(sender(wire), client_id="a", client_secret="s", redirect_uri="https://ext.example/back")

    assert (found.code if found else None) == code
    assert wire.sent[0].form["grant_type"] == "authorization_code"


def test_an_answer_that_tells_nothing_of_the_app_is_no_verdict() -> None:
    with pytest.raises(WorldFailed):
        refusal_of_app(sender(ScriptedWire(reply({}, 500))), client_id="a", client_secret="s", redirect_uri="r")
    given = sender(ScriptedWire(reply(TOLD)))
    assert refusal_of_app(given, client_id="a", client_secret="s", redirect_uri="r") is None, "it knows it well enough"


def test_a_lost_refresh_may_be_repeated() -> None:
    tokens = TokenSet(access_token="a", refresh_token="r", expires_at=NOW)
    wire = ScriptedWire(ConnectionResetError(), reply(TOLD))
    with pytest.raises(WorldFailed) as failed:
        refresh(sender(wire), client_id="a", client_secret="s", tokens=tokens, now=NOW)
    assert failed.value.failure.kind is FailureKind.RETRY
    assert refresh(sender(wire), client_id="a", client_secret="s", tokens=tokens, now=NOW).refresh_token == "next"


def connection(number: int, event: str | None = EVENT, kind: str = "ORGANISATION") -> dict[str, Any]:
    return {
        "id": f"connection-{number}",
        "authEventId": event,
        "tenantId": f"tenant-{number}",
        "tenantType": kind,
        "tenantName": f"Organisation {number}",
        "createdDateUtc": "2026-11-21T09:00:00.000000",
    }


def test_only_the_organisations_of_this_consent_are_listed() -> None:
    wire = ScriptedWire(reply([connection(1), connection(2, event="another"), connection(3)]))
    found = connections(sender(wire), "token-1", EVENT)
    assert [one.tenant_id for one in found] == ["tenant-1", "tenant-3"]
    assert found[0] == Connection(
        id="connection-1", tenant_id=found[0].tenant_id, tenant_name="Organisation 1", tenant_type="ORGANISATION"
    )
    sent = wire.sent[0]
    assert (sent.method, sent.url) == ("GET", f"https://api.xero.com/connections?authEventId={EVENT}")
    assert sent.headers["authorization"] == "Bearer token-1"


@pytest.mark.parametrize("kind", ["PRACTICE", "NEWTYPE"])
def test_what_has_no_books_is_connected_and_is_no_organisation(kind: str) -> None:
    answer = [connection(1), connection(2, kind=kind)]
    organisations = connections(sender(ScriptedWire(reply(answer))), "token-1", EVENT)
    everything = all_connections(sender(ScriptedWire(reply(answer))), "token-1", EVENT)
    assert [one.tenant_id for one in organisations] == ["tenant-1"]
    assert [one.tenant_type for one in everything] == ["ORGANISATION", kind]


def test_disconnecting_removes_one_connection_and_never_revokes() -> None:
    wire = ScriptedWire(reply(text="", status=204))
    disconnect(sender(wire), "token-1", "connection/1")
    assert (wire.sent[0].method, wire.sent[0].url) == ("DELETE", "https://api.xero.com/connections/connection%2F1")


def test_a_connection_that_is_gone_already_is_disconnected() -> None:
    disconnect(sender(ScriptedWire(reply({}, 404))), "token-1", "connection-1")


def test_a_refused_disconnect_is_told() -> None:
    with pytest.raises(WorldFailed) as failed:
        disconnect(sender(ScriptedWire(reply({}, 500))), "token-1", "connection-1")
    assert failed.value.failure.kind is FailureKind.RETRY
