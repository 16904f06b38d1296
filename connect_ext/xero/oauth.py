"""Consent and tokens: the address that asks for consent, the code's exchange, the refresh.

https://developer.xero.com/documentation/guides/oauth2/auth-flow
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connect_ext.work.authorisation import TokenSet
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.xero.endpoints import XeroEndpoints
from connect_ext.xero.failures import APP_REFUSED
from connect_ext.xero.sender import XeroSender
from connect_ext.xero.shape import text, wrong

SCOPES = ("offline_access", "accounting.invoices", "accounting.contacts", "accounting.settings")
"""Apps made since March 2026 get these fine scopes only (https://developer.xero.com/faq/granular-scopes)."""

NO_CODE = "is-this-app-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a consent brought: its tokens, and the id that picks its organisations."""

    tokens: TokenSet
    event_id: str


def authorize_url(
    endpoints: XeroEndpoints, *, client_id: str, redirect_uri: str, scopes: Sequence[str] = SCOPES, state: str
) -> str:
    """Where a person says yes."""
    return endpoints.authorize_url(
        {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes),
            "state": state,
        }
    )


def exchange_code(
    sender: XeroSender, *, client_id: str, client_secret: str, code: str, redirect_uri: str, now: datetime
) -> Granted:
    """Trades the code, which works once and for five minutes. Raises `WorldFailed`."""
    fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
    answer = sender.form(sender.endpoints.token_url, fields, client_id, client_secret)
    tokens = _tokens(answer.body, now)
    return Granted(tokens=tokens, event_id=_event_id(tokens.access_token))


def refresh(sender: XeroSender, *, client_id: str, client_secret: str, tokens: TokenSet, now: datetime) -> TokenSet:
    """New tokens. The old refresh token works for 30 minutes more, so this may be repeated. Raises `WorldFailed`.

    No scope is sent: the new tokens then have that of the consent (RFC 6749 §6).
    """
    fields = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
    answer = sender.form(sender.endpoints.token_url, fields, client_id, client_secret)
    return _tokens(answer.body, now)


def refusal_of_app(sender: XeroSender, *, client_id: str, client_secret: str, redirect_uri: str) -> Failure | None:
    """Why Xero does not take the app; None when it does. Nothing is connected by asking: a code that nobody was given
    is sent, which Xero refuses as such only once it has taken the app (RFC 6749 §5.2).

    Raises `WorldFailed` where the answer tells neither.
    """
    fields = {"grant_type": "authorization_code", "code": NO_CODE, "redirect_uri": redirect_uri}
    try:
        sender.form(sender.endpoints.token_url, fields, client_id, client_secret)
    except WorldFailed as failed:
        if failed.failure.code == "invalid_grant":
            return None
        if failed.failure.code in (APP_REFUSED, "unauthorized_client"):
            return failed.failure
        raise
    return None


def _tokens(body: Any, now: datetime) -> TokenSet:
    if not isinstance(body, Mapping):
        wrong("token", "is no object")
    seconds = body.get("expires_in")
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        wrong("token.expires_in", "is no number")
    return TokenSet(
        access_token=text(body, "access_token", "token"),
        refresh_token=text(body, "refresh_token", "token"),
        expires_at=now + timedelta(seconds=seconds),
    )


def _event_id(access_token: str) -> str:
    """The claim `authentication_event_id` of a token.

    Its signature is not checked: the token came in the TLS answer to our own request, never through a browser, and
    the claim only narrows a list that Xero then gives for this very token.
    """
    claims = _claims(access_token)
    return text(claims, "authentication_event_id", "access_token")


def _claims(access_token: str) -> Mapping[str, Any]:
    payload = access_token.split(".")[1] if access_token.count(".") == 2 else ""
    try:
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (binascii.Error, ValueError):
        claims = None
    if not isinstance(claims, Mapping):
        wrong("access_token", "is no JWT")
    return claims
