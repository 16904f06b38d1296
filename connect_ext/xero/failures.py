"""Every answer of Xero's that is no success, classified once by a table that is closed by default.

https://developer.xero.com/documentation/api/accounting/responsecodes
https://developer.xero.com/documentation/guides/oauth2/troubleshooting
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from connect_ext.work.failure import PLAN_LIMIT, REFUSALS, Failure, FailureKind
from connect_ext.xero.answer import NotJson, RawAnswer
from connect_ext.xero.evidence import first_words, words_of_refusal
from connect_ext.xero.limits import LONGEST, limited, retry_after

OFFLINE_WAIT = timedelta(minutes=5)

UNAUTHENTICATED = (401, 403)

CERTAINLY_NOT_DONE = frozenset({*REFUSALS, "not_found", "precondition"})
"""Refusals of a write after which nothing of it can be in the books. A redirect or a time-out of a proxy is none."""

TOKEN_EXPIRED = "token_expired"  # noqa: S105 - the code of a failure
APP_REFUSED = "app_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer outside 200–299; `body` is empty when it is no JSON object. `write`: the call may change the books."""

    status: int
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    text: str
    write: bool

    def says(self, *words: str) -> bool:
        return any(word in self.text.lower() for word in words)


Rule = Callable[[Refusal], Failure | None]


def failure_of(raw: RawAnswer, *, write: bool) -> Failure:
    """What a refusal means for the task that met it. What no rule knows needs a person."""
    try:
        body = raw.json()
    except NotJson:
        body = {}
    refusal = Refusal(
        status=raw.status,
        headers=raw.headers,
        body=body if isinstance(body, Mapping) else {},
        text=raw.text,
        write=write,
    )
    found = next((found for rule in RULES if (found := rule(refusal))), None) or _unknown(refusal)
    if found.kind is FailureKind.ATTENTION and _may_have_been_done(refusal, found):
        return replace(found, kind=FailureKind.UNCERTAIN)
    return found


def _may_have_been_done(refusal: Refusal, found: Failure) -> bool:
    """Whether a refused write may stand in the books all the same, so that only a read can tell."""
    return refusal.write and refusal.status not in UNAUTHENTICATED and found.code not in CERTAINLY_NOT_DONE


def unreadable(raw: RawAnswer, *, write: bool) -> Failure:
    """A success that is not the JSON it should be: what was asked for has most likely been done."""
    evidence = f"Xero answered {raw.status} with something that is no JSON ({_content_type(raw.headers)})"
    kind = FailureKind.UNCERTAIN if write else FailureKind.RETRY
    return Failure(kind=kind, code="unreadable_answer", evidence=evidence)


def _limit(refusal: Refusal) -> Failure | None:
    # Limits are checked before anything else, so a limited write has done nothing.
    return limited(refusal.headers) if refusal.status == 429 else None


def _redirect(refusal: Refusal) -> Failure | None:
    if not 300 <= refusal.status <= 399:
        return None
    return _attention("redirect", f"Xero answered {refusal.status}, a redirect, which is never followed")


def _offline(refusal: Refusal) -> Failure | None:
    # Reads only: a proxy may say “maintenance” about a connection that broke after a write had passed.
    named = refusal.says("offline", "maintenance", "cannot be connected to")
    if refusal.write or refusal.status < 500 or not (named or refusal.status == 503):
        return None
    wait = min(retry_after(refusal.headers) or OFFLINE_WAIT, LONGEST)
    evidence = "Xero says that the organisation is offline for now"
    return Failure(kind=FailureKind.SNOOZE, code="offline", evidence=evidence, wait=wait)


def _server_error(refusal: Refusal) -> Failure | None:
    if refusal.status < 500:
        return None
    kind = FailureKind.UNCERTAIN if refusal.write else FailureKind.RETRY
    return Failure(kind=kind, code="server_error", evidence=f"Xero answered {refusal.status}, an error on its side")


def _token_expired(refusal: Refusal) -> Failure | None:
    if refusal.status != 401 or not refusal.says("tokenexpired"):
        return None
    evidence = "the access token had expired"
    return Failure(kind=FailureKind.RETRY, code=TOKEN_EXPIRED, evidence=evidence)


def _scope_missing(refusal: Refusal) -> Failure | None:
    challenge = refusal.headers.get("www-authenticate", "").lower()
    # Xero spells it both ways; “AuthorizationUnsuccessful” is its body for the same thing.
    named = "insufficient_scope" in challenge or "insufficent_scope" in challenge
    if refusal.status not in UNAUTHENTICATED or not (named or refusal.says("authorizationunsuccessful")):
        return None
    return _reconnect("scope_missing", "a permission (scope) is missing")


def _disconnected(refusal: Refusal) -> Failure | None:
    if refusal.status not in UNAUTHENTICATED or not refusal.says("authenticationunsuccessful"):
        return None
    evidence = "it was disconnected or reset in Xero, or its user lost access"
    return _reconnect("disconnected", evidence)


def _grant_refused(refusal: Refusal) -> Failure | None:
    # RFC 6749 §5.2, the words of the token endpoint.
    if refusal.status not in (400, 401) or refusal.body.get("error") not in ("invalid_grant", "unauthorized_client"):
        return None
    word = refusal.body["error"]
    return _reconnect(str(word), f"the consent expired or was withdrawn ({word})")


def _app_refused(refusal: Refusal) -> Failure | None:
    # RFC 6749 §5.2: the token endpoint looks at the app before it looks at anything else.
    if refusal.status not in (400, 401) or refusal.body.get("error") != "invalid_client":
        return None
    return _attention(APP_REFUSED, "Xero does not accept the app's client id and secret (invalid_client)")


def _key_reused(refusal: Refusal) -> Failure | None:
    if refusal.status != 400 or not refusal.says("used with a different request"):
        return None
    return _attention("key_reused", "Xero has seen the idempotency key of this request with another request")


def _plan_limit(refusal: Refusal) -> Failure | None:
    if refusal.status != 400 or not refusal.says("limit of invoices you can approve"):
        return None
    return _attention(PLAN_LIMIT, "the organisation's Xero plan allows no more approved invoices this month")


def _refused(refusal: Refusal) -> Failure | None:
    if refusal.status != 400 or not (refusal.body.get("Type") == "ValidationException" or "Elements" in refusal.body):
        return None
    return _attention("validation", f"Xero refused it: {words_of_refusal(refusal.body)}")


def _bad_request(refusal: Refusal) -> Failure | None:
    if refusal.status != 400 or "Type" not in refusal.body:
        return None
    return _attention("bad_request", f"Xero refused it: {words_of_refusal(refusal.body)}")


def _too_large(refusal: Refusal) -> Failure | None:
    # Refused before it is read, whoever refuses it (RFC 9110, 15.5.14).
    if refusal.status != 413:
        return None
    return _attention("too_large_to_send", "Xero refused it: the request is too large")


def _not_found(refusal: Refusal) -> Failure | None:
    return _attention("not_found", "Xero does not know what was asked for") if refusal.status == 404 else None


def _precondition(refusal: Refusal) -> Failure | None:
    if refusal.status != 412:
        return None
    return _attention("precondition", "Xero says that a precondition of the request does not hold")


RULES: tuple[Rule, ...] = (
    _limit,
    _redirect,
    _offline,
    _server_error,
    _token_expired,
    _scope_missing,
    _disconnected,
    _grant_refused,
    _app_refused,
    _key_reused,
    _plan_limit,
    _refused,
    _bad_request,
    _too_large,
    _not_found,
    _precondition,
)
"""In this order; the first that knows the answer decides."""


def _unknown(refusal: Refusal) -> Failure:
    words = words_of_refusal(refusal.body) or first_words(refusal.text)
    evidence = f"Xero answered {refusal.status} ({_content_type(refusal.headers)}): {words or 'nothing'}"
    return _attention("unknown_answer", evidence)


def _content_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").split(";")[0].strip()[:60] or "no content type"


def _attention(code: str, evidence: str) -> Failure:
    return Failure(kind=FailureKind.ATTENTION, code=code, evidence=evidence)


def _reconnect(code: str, evidence: str) -> Failure:
    return Failure(kind=FailureKind.RECONNECT, code=code, evidence=evidence)
