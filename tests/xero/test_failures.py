from __future__ import annotations

import json
import ssl
from datetime import timedelta
from typing import Any

import pytest
import urllib3
from urllib3 import exceptions as transport

from connect_ext.work.failure import Failure, FailureKind
from connect_ext.xero.answer import RawAnswer
from connect_ext.xero.broken import broken
from connect_ext.xero.failures import failure_of, unreadable

RETRY, SNOOZE, UNCERTAIN = FailureKind.RETRY, FailureKind.SNOOZE, FailureKind.UNCERTAIN
RECONNECT, ATTENTION = FailureKind.RECONNECT, FailureKind.ATTENTION

OFFLINE = "<html><body><h1>The Organisation is offline</h1></body></html>"
POOL = urllib3.HTTPSConnectionPool("api.xero.com")


def answer(status: int, body: Any = None, **headers: str) -> RawAnswer:
    text = body if isinstance(body, str) else json.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RawAnswer(status=status, headers=named, data=text.encode())


def limit(problem: str, retry_after: str | None = None) -> RawAnswer:
    more = {} if retry_after is None else {"retry_after": retry_after}
    return answer(429, x_rate_limit_problem=problem, **more)


def detail(status: int, word: str) -> RawAnswer:
    return answer(status, {"Type": None, "Title": "Unauthorized", "Status": status, "Detail": word, "Instance": "i"})


def refusal(*messages: str) -> RawAnswer:
    errors = [{"Message": message} for message in messages]
    body = {
        "ErrorNumber": 10,
        "Type": "ValidationException",
        "Message": "A validation exception occurred",
        "Elements": [{"Contact": {"Name": "Linden Bakery"}, "ValidationErrors": errors}],
    }
    return answer(400, body)


KEY = "Idempotency Key: 9af0 is used with a different request."
APPROVE = "You have reached the limit of invoices you can approve"

ANSWERS: list[tuple[str, RawAnswer, FailureKind, FailureKind, str]] = [
    # what, answer, as a read, as a write, code
    ("concurrent limit", limit("concurrent"), SNOOZE, SNOOZE, "limit_concurrent"),
    ("minute limit", limit("minute", "17"), SNOOZE, SNOOZE, "limit_minute"),
    ("app limit", limit("appMinute"), SNOOZE, SNOOZE, "limit_appminute"),
    ("day limit", limit("day", "66975"), SNOOZE, SNOOZE, "limit_day"),
    ("a new limit", limit("fortnight"), SNOOZE, SNOOZE, "limit"),
    ("token expired", detail(401, "TokenExpired: token expired at 11/21/2026 09:00:00"), RETRY, RETRY, "token_expired"),
    (
        "scope, as Xero spells it",
        answer(401, {}, www_authenticate='Bearer error="insufficent_scope"'),
        RECONNECT,
        RECONNECT,
        "scope_missing",
    ),
    (
        "scope, as others spell it",
        answer(403, {}, www_authenticate='Bearer error="insufficient_scope"'),
        RECONNECT,
        RECONNECT,
        "scope_missing",
    ),
    ("scope, in the body", detail(401, "AuthorizationUnsuccessful"), RECONNECT, RECONNECT, "scope_missing"),
    ("disconnected", detail(403, "AuthenticationUnsuccessful"), RECONNECT, RECONNECT, "disconnected"),
    ("disconnected, 401", detail(401, "AuthenticationUnsuccessful"), RECONNECT, RECONNECT, "disconnected"),
    ("dead refresh token", answer(400, {"error": "invalid_grant"}), RECONNECT, RECONNECT, "invalid_grant"),
    ("app not allowed", answer(400, {"error": "unauthorized_client"}), RECONNECT, RECONNECT, "unauthorized_client"),
    ("wrong app secret", answer(400, {"error": "invalid_client"}), ATTENTION, UNCERTAIN, "app_refused"),
    ("organisation offline", answer(503, OFFLINE), SNOOZE, UNCERTAIN, "offline"),
    ("some proxy's 503", answer(503, "upstream connect error"), SNOOZE, UNCERTAIN, "offline"),
    ("internal error", answer(500, {"Message": "An error occurred"}), RETRY, UNCERTAIN, "server_error"),
    ("bad gateway", answer(502, "<html>Bad gateway</html>"), RETRY, UNCERTAIN, "server_error"),
    ("gateway timeout", answer(504, ""), RETRY, UNCERTAIN, "server_error"),
    ("validation", refusal("Account code '999' is not valid."), ATTENTION, ATTENTION, "validation"),
    ("approval limit", refusal(APPROVE), ATTENTION, ATTENTION, "plan_limit"),
    ("approval limit as text", answer(400, APPROVE), ATTENTION, ATTENTION, "plan_limit"),
    ("key reused", answer(400, KEY), ATTENTION, UNCERTAIN, "key_reused"),
    ("not found", answer(404, "The resource you're looking for cannot be found"), ATTENTION, ATTENTION, "not_found"),
    ("precondition", answer(412, {}), ATTENTION, ATTENTION, "precondition"),
    ("redirect", answer(302, "", location="https://elsewhere.example"), ATTENTION, UNCERTAIN, "redirect"),
    ("teapot", answer(418, "short and stout"), ATTENTION, UNCERTAIN, "unknown_answer"),
    ("query", answer(400, {"Type": "QueryParseException", "Message": "No"}), ATTENTION, ATTENTION, "bad_request"),
    ("too large", answer(413, "<html>Too large</html>"), ATTENTION, ATTENTION, "too_large_to_send"),
    ("401 without a word", answer(401, ""), ATTENTION, ATTENTION, "unknown_answer"),
]


@pytest.mark.parametrize("row", ANSWERS, ids=lambda row: row[0])
def test_every_row_of_the_table(row: tuple[str, RawAnswer, FailureKind, FailureKind, str]) -> None:
    _, raw, as_read, as_write, code = row
    read, write = failure_of(raw, write=False), failure_of(raw, write=True)
    assert (read.kind, write.kind) == (as_read, as_write)
    assert read.code == code
    assert read.evidence == read.evidence.rstrip(".")


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [
        (limit("concurrent"), 1),
        (limit("minute"), 60),
        (limit("minute", "17"), 17),
        (limit("appminute"), 60),
        (limit("day"), 3600),
        (limit("day", "66975"), 66975),
        (limit("day", "999999"), 86400),
        (limit("minute", "0"), 60),
        (limit("minute", "soon"), 60),
        (limit("minute", "٣"), 60),
        (answer(429), 60),
        (answer(503, OFFLINE), 300),
        (answer(503, OFFLINE, retry_after="30"), 30),
        (answer(503, OFFLINE, retry_after="999999999"), 86400),
    ],
)
def test_a_snooze_says_how_long(raw: RawAnswer, seconds: int) -> None:
    assert failure_of(raw, write=False).wait == timedelta(seconds=seconds)


def test_a_refused_batch_tells_each_of_xeros_messages_once() -> None:
    failure = failure_of(refusal("Not valid.", "Not valid.", " ", "Too long."), write=True)
    assert failure.evidence == "Xero refused it: Not valid.; Too long"


def test_an_unknown_answer_shows_little_of_itself() -> None:
    secret = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjFDQUY4RTY2NzcyRDZEQz"
    page = f"<style>p{{}}</style><p>Blocked for ana@linden.example at https://x.example/?t=1 by {secret} {'word ' * 90}"
    failure = failure_of(answer(418, page, content_type="text/html; charset=utf-8"), write=False)
    assert failure.evidence.startswith("Xero answered 418 (text/html): Blocked for … at … by … word")
    assert len(failure.evidence) < 200


def test_an_unknown_answer_in_json_is_told_by_its_type_and_message() -> None:
    raw = answer(400, {"Type": "PostDataInvalidException", "Message": "Invalid Json data", "Elements?": 1})
    evidence = failure_of(raw, write=True).evidence
    assert evidence == "Xero refused it: PostDataInvalidException: Invalid Json data"


def test_a_success_that_cannot_be_read_may_have_happened() -> None:
    assert unreadable(answer(200, "<html>"), write=True).kind is UNCERTAIN
    assert unreadable(answer(200, "<html>"), write=False).kind is RETRY


def no_certificate() -> transport.SSLError:
    return transport.SSLError(ssl.SSLCertVerificationError(1, "self-signed certificate"))


def of_a_connection(error: type[transport.NewConnectionError]) -> Exception:
    connection = urllib3.connection.HTTPSConnection("api.xero.com")
    if error is transport.NameResolutionError:
        return transport.NameResolutionError("api.xero.com", connection, OSError("unknown"))  # type: ignore[arg-type]
    return error(connection, "refused")


BROKEN: list[tuple[str, Exception, FailureKind, FailureKind, str]] = [
    ("refused", of_a_connection(transport.NewConnectionError), RETRY, RETRY, "unreachable"),
    ("unknown name", of_a_connection(transport.NameResolutionError), RETRY, RETRY, "unreachable"),
    ("connect timeout", transport.ConnectTimeoutError(POOL, "slow"), RETRY, RETRY, "unreachable"),
    ("bad certificate", no_certificate(), RETRY, RETRY, "unreachable"),
    ("wrapped", transport.MaxRetryError(POOL, "/", transport.ConnectTimeoutError()), RETRY, RETRY, "unreachable"),
    ("wrapped, too late", transport.MaxRetryError(POOL, "/", no_answer := transport.ProtocolError()), RETRY, UNCERTAIN,
     "no_answer"),
    ("aborted", no_answer, RETRY, UNCERTAIN, "no_answer"),
    ("read timeout", transport.ReadTimeoutError(POOL, "/", "slow"), RETRY, UNCERTAIN, "no_answer"),
    ("half an answer", transport.IncompleteRead(5, 10), RETRY, UNCERTAIN, "no_answer"),
    ("bad compression", transport.DecodeError("gzip"), RETRY, UNCERTAIN, "no_answer"),
    ("TLS broke", transport.SSLError("bad record"), RETRY, UNCERTAIN, "no_answer"),
    ("reset", ConnectionResetError(), RETRY, UNCERTAIN, "no_answer"),
    ("some new error", transport.HTTPError("?"), RETRY, UNCERTAIN, "no_answer"),
    ("bad address", transport.LocationParseError("htp:/"), ATTENTION, ATTENTION, "bad_address"),
]  # fmt: skip


@pytest.mark.parametrize("row", BROKEN, ids=lambda row: row[0])
def test_every_way_in_which_a_connection_breaks(row: tuple[str, Exception, FailureKind, FailureKind, str]) -> None:
    _, error, as_read, as_write, code = row
    read, write = broken(error, write=False), broken(error, write=True)
    assert (read.kind, write.kind) == (as_read, as_write)
    assert read.code == write.code == code


def test_the_evidence_of_a_broken_connection_names_no_address() -> None:
    failure: Failure = broken(transport.ReadTimeoutError(POOL, "/Invoices?where=secret", "slow"), write=True)
    assert failure.evidence == "the connection broke before Xero's answer was here (ReadTimeoutError)"
