"""One test for each thing that xero-python does by itself and that we must never let happen."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import urllib3
from urllib3.exceptions import MaxRetryError, ProtocolError, ReadTimeoutError, SSLError
from xero_python.api_client.configuration import Configuration
from xero_python.api_client.oauth2 import OAuth2Token

from connect_ext.books.ids import TenantId
from connect_ext.work.authorisation import TokenSet
from connect_ext.work.failure import FailureKind, WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero import oauth
from connect_ext.xero.created import Accepted
from connect_ext.xero.encode import contacts_body, invoices_body
from connect_ext.xero.line import Line
from connect_ext.xero.organisation import XeroOrganisation
from connect_ext.xero.sender import client
from connect_ext.xero.wire import direct_wire
from tests.xero.documents import LINDEN, a_contact, an_invoice, saved_invoice
from tests.xero.servers import answering, rude
from tests.xero.wires import FunctionWire, ScriptedWire, Sent, reply, sender

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
BODY = invoices_body([(an_invoice(), LINDEN)])
TENANT = TenantId("tenant-1")
TOKEN = "a-bearer-token"
NAME = "Linden Bakery"


def organisation(wire: Any, **options: Any) -> XeroOrganisation:
    return XeroOrganisation(sender(wire, **options), TENANT, TOKEN)


def create(wire: Any, body: str = BODY, **options: Any) -> Any:
    return organisation(wire, **options).create(Call.CREATE_INVOICES, body, "key-1")


@pytest.fixture
def impatient_threads() -> Iterator[None]:
    """Threads change places as often as they can, so that shared state shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.000_01)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def in_auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()


def test_hazard_1_no_configuration_or_token_object_is_shared_between_calls() -> None:
    of_somebody = OAuth2Token()
    Configuration(oauth2_token=of_somebody)  # from now on the SDK would hand out copies of its first one
    line = Line(ScriptedWire(), write=False)
    one, other = client(line, "A"), client(line, "B")
    tokens = [one.configuration.oauth2_token, other.configuration.oauth2_token, of_somebody]
    assert len({id(token) for token in tokens}) == 3
    assert one.configuration is not other.configuration


@pytest.mark.usefixtures("impatient_threads")
def test_hazard_2_eight_organisations_in_eight_threads_never_carry_another_ones_token() -> None:
    wire = FunctionWire(lambda sent: reply({"Currencies": [{"Code": sent.headers["xero-tenant-id"]}]}))
    shared = sender(wire)

    def call(number: int) -> set[str]:
        own = f"tenant-{number}"
        answers = (
            shared.accounting("get_currencies", tenant_id=own, access_token=f"token of {own}") for _ in range(100)
        )
        return {answer.body["Currencies"][0]["Code"] for answer in answers}

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(call, range(8)))
    assert seen == [{f"tenant-{number}"} for number in range(8)]
    assert len(wire.sent) == 800
    assert {(sent.headers["xero-tenant-id"], sent.headers["authorization"]) for sent in wire.sent} == {
        (f"tenant-{number}", f"Bearer token of tenant-{number}") for number in range(8)
    }


def test_hazard_3_eight_threads_with_an_expired_token_refresh_nothing() -> None:
    expired = {"Title": "Unauthorized", "Status": 401, "Detail": "TokenExpired: token expired at 11/21/2026 09:00:00"}
    wire = FunctionWire(lambda _: reply(expired, 401))

    def code(_: int) -> str:
        with pytest.raises(WorldFailed) as failed:
            organisation(wire).invoices_by_number(["INV-1"])
        return failed.value.failure.code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(code, range(8))) == {"token_expired"}
    assert [sent.method for sent in wire.sent] == ["GET"] * 8
    assert not any("identity" in sent.url for sent in wire.sent)


def test_hazard_4_a_put_is_sent_once_when_the_connection_breaks() -> None:
    with rude(lambda connection: None) as server, pytest.raises(WorldFailed) as failed:
        create(urllib3.PoolManager(), endpoints=server.endpoints)
    assert server.requests == 1
    assert failed.value.failure.kind is FailureKind.UNCERTAIN


def test_hazard_4_our_own_wire_repeats_nothing_by_itself() -> None:
    with rude(lambda connection: None) as server, direct_wire() as wire, pytest.raises(ProtocolError):
        wire.request("PUT", server.url)
    assert server.requests == 1


def test_hazard_5_a_limit_comes_back_at_once_however_long_it_asks_to_wait() -> None:
    limit = "HTTP/1.1 429 Too Many Requests\nRetry-After: 3\nX-Rate-Limit-Problem: day\nContent-Length: 0\n\n"
    began = time.monotonic()
    with rude(answering(limit)) as server:
        for call in (create, lambda wire, **options: organisation(wire, **options).facts()):
            with pytest.raises(WorldFailed) as failed:
                call(urllib3.PoolManager(), endpoints=server.endpoints)
            assert failed.value.failure.wait == timedelta(seconds=3)
    assert server.requests == 2
    assert time.monotonic() - began < 3


def test_hazard_6_the_timeouts_reach_the_wire_as_two_numbers() -> None:
    wire = ScriptedWire(reply({"Invoices": [saved_invoice()]}))
    create(wire)
    timeout = wire.sent[0].options["timeout"]
    assert (timeout.connect_timeout, timeout.read_timeout) == (5, 60)


def test_hazard_6_a_silent_server_is_left_when_the_time_is_over() -> None:
    over = threading.Event()

    def wait(connection: socket.socket) -> None:
        over.wait(20)

    with rude(wait) as server:
        began = time.monotonic()
        with pytest.raises(WorldFailed) as failed:
            create(urllib3.PoolManager(), endpoints=server.endpoints, timeout=(1, 1))
        over.set()
    assert time.monotonic() - began < 10
    assert failed.value.failure.code == "no_answer"
    assert server.requests == 1


@pytest.mark.parametrize(
    "error",
    [
        ProtocolError("Connection aborted."),
        ReadTimeoutError(urllib3.HTTPConnectionPool("api.xero.com"), "/Invoices", "Read timed out."),
        MaxRetryError(urllib3.HTTPConnectionPool("api.xero.com"), "/Invoices", ProtocolError("gone")),
        SSLError("bad record"),
        ConnectionResetError("reset"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_hazard_7_no_exception_of_the_transport_gets_out(error: Exception) -> None:
    with pytest.raises(WorldFailed) as failed:
        create(ScriptedWire(error))
    assert failed.value.failure.kind is FailureKind.UNCERTAIN


def test_hazard_8_words_that_nobody_knows_yet_do_not_lose_what_was_created() -> None:
    strange = saved_invoice(Status="PENDINGAPPROVAL", CurrencyCode="XTS", LineAmountTypes="Mixed")
    [element] = create(ScriptedWire(reply({"Invoices": [strange]})))
    assert isinstance(element, Accepted)
    assert element.picture["Status"] == "PENDINGAPPROVAL"


@pytest.mark.usefixtures("in_auckland")
def test_hazard_9_a_day_leaves_as_that_day_whatever_the_zone_of_the_process() -> None:
    assert os.environ["TZ"] == "Pacific/Auckland"
    wire = ScriptedWire(reply({"Invoices": [saved_invoice()]}))
    create(wire, invoices_body([(an_invoice(), LINDEN)]))
    assert '"Date": "2026-11-21", "DueDate": "2026-12-21"' in wire.sent[0].body


def test_hazard_10_amounts_come_back_as_exact_decimals() -> None:
    text = '{"Invoices": [{"InvoiceID": "i", "SubTotal": 99999999.9999, "HasErrors": false}]}'
    [element] = create(ScriptedWire(reply(text=text)))
    assert element.answered["SubTotal"] == Decimal("99999999.9999")
    assert element.picture["SubTotal"] == "99999999.9999"


def test_hazard_11_nothing_leaves_that_was_not_meant() -> None:
    wire = ScriptedWire(reply({"Contacts": [{"ContactID": "c"}]}))
    organisation(wire).create(Call.CREATE_CONTACTS, contacts_body([a_contact()]), "key-1")
    assert wire.sent[0].body == '{"Contacts": [{"Name": "Linden Bakery", "ContactNumber": "TA-1"}]}'


def test_hazard_12_a_flag_leaves_in_lower_case() -> None:
    wire = ScriptedWire(reply({"Invoices": [saved_invoice()]}), reply({"Contacts": []}), reply({"Invoices": []}))
    create(wire)
    assert wire.sent[0].query == {"summarizeErrors": "false", "unitdp": "4"}
    organisation(wire).contacts_by_id([LINDEN])
    assert wire.sent[1].query["includeArchived"] == "true"
    organisation(wire).invoices_since(NOW, ours=True)
    assert wire.sent[2].query["createdByMyApp"] == "true"


def test_hazard_13_a_refusal_that_is_no_json_is_still_classified() -> None:
    page = "<html><head><title>Bad</title></head><body><h1>Request blocked</h1></body></html>"
    with pytest.raises(WorldFailed) as failed:
        create(ScriptedWire(reply(text=page, status=400, headers={"Content-Type": "text/html"})))
    assert failed.value.failure.evidence == "Xero answered 400 (text/html): Bad Request blocked"


def test_hazard_14_a_token_answer_may_say_more_and_a_refresh_never_spells_out_scopes() -> None:
    told = {"access_token": "new", "refresh_token": "next", "expires_in": 1800, "token_type": "Bearer"}
    wire = ScriptedWire(reply(told | {"scope": "offline_access accounting.invoices", "xero_tenant": "surprise"}))
    tokens = TokenSet(access_token="old", refresh_token="before", expires_at=NOW)
    fresh = oauth.refresh(sender(wire), client_id="app", client_secret="hush", tokens=tokens, now=NOW)
    assert fresh == TokenSet(access_token="new", refresh_token="next", expires_at=NOW + timedelta(minutes=30))
    assert wire.sent[0].form == {"grant_type": "refresh_token", "refresh_token": "before"}


def test_hazard_15_the_sdk_itself_never_thinks_that_a_token_is_too_old() -> None:
    wire = ScriptedWire(reply({"Invoices": [saved_invoice()]}))
    create(wire)
    assert wire.sent[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_hazard_16_a_call_switches_the_debug_output_of_the_process_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    create(ScriptedWire(reply({"Invoices": [saved_invoice()]})))
    assert http.client.HTTPConnection.debuglevel == 0


@pytest.mark.parametrize(
    "answer",
    [
        ProtocolError(f"{TOKEN} {NAME}"),
        reply({"Message": NAME, "token": TOKEN}, 500, {"Set-Cookie": TOKEN}),
        reply(text=f"{TOKEN} {NAME}"),
    ],
    ids=["broken", "refused", "unreadable"],
)
def test_hazard_16_a_failure_carries_no_headers_tokens_or_bodies(answer: Any) -> None:
    with pytest.raises(WorldFailed) as failed:
        create(ScriptedWire(answer))
    told = "".join(traceback.format_exception(failed.value)) + repr(failed.value.failure)
    assert TOKEN not in told
    assert NAME not in told
    assert failed.value.__context__ is None


def test_a_redirect_is_never_followed() -> None:
    elsewhere = "HTTP/1.1 302 Found\nLocation: /elsewhere\nContent-Length: 0\n\n"
    with rude(answering(elsewhere)) as server, pytest.raises(WorldFailed) as failed:
        create(urllib3.PoolManager(), endpoints=server.endpoints)
    assert server.requests == 1
    assert failed.value.failure.code == "redirect"


@pytest.mark.parametrize(("method", "kind"), [("write", FailureKind.UNCERTAIN), ("read", FailureKind.ATTENTION)])
def test_an_answer_that_never_ends_is_left(method: str, kind: FailureKind) -> None:
    wire = ScriptedWire(reply(text=" " * (20 * 1024 * 1024 + 1)))
    with pytest.raises(WorldFailed) as failed:
        create(wire) if method == "write" else organisation(wire).facts()
    assert (failed.value.failure.code, failed.value.failure.kind) == ("answer_too_large", kind)


@pytest.mark.parametrize(
    "text", ["", "<html>", "[" * 100_000, '{"Invoices": NaN}'], ids=["empty", "html", "deep", "NaN"]
)
def test_a_success_that_is_no_json_leaves_a_write_uncertain(text: str) -> None:
    with pytest.raises(WorldFailed) as failed:
        create(ScriptedWire(reply(text=text)))
    assert (failed.value.failure.code, failed.value.failure.kind) == ("unreadable_answer", FailureKind.UNCERTAIN)


def test_the_sent_request_is_the_one_that_xero_documents() -> None:
    wire = ScriptedWire(reply({"Invoices": [saved_invoice()]}))
    create(wire)
    sent: Sent = wire.sent[0]
    assert sent.method == "PUT"
    assert sent.url.startswith("https://api.xero.com/api.xro/2.0/Invoices?")
    assert sent.headers["idempotency-key"] == "key-1"
    assert sent.headers["xero-tenant-id"] == "tenant-1"
    assert sent.headers["accept"] == sent.headers["content-type"] == "application/json"
