"""Who may act: apps, the signed-in user, codes, access and refresh tokens, and their lives.

https://developer.xero.com/documentation/guides/oauth2/auth-flow
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from uuid import uuid4

from sandbox.clock import Clock
from sandbox.xero.words import Json

CLIENT_ID = "sandbox-app"
CLIENT_SECRET = "sandbox-secret"  # noqa: S105 - known to everyone, guards nothing

OWN_CLIENT_ID = "sandbox-own-app"
OWN_CLIENT_SECRET = "sandbox-own-secret"  # noqa: S105 - known to everyone, guards nothing
"""A second app, for a reseller who has one of its own."""

CODE_LIFE = timedelta(minutes=5)
ACCESS_LIFE = timedelta(minutes=30)
REFRESH_LIFE = timedelta(days=60)
GRACE = timedelta(minutes=30)


class InvalidGrant(Exception):
    """The code or refresh token is unknown, used up, expired or revoked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    user_id: str
    name: str
    email: str


@dataclass(slots=True, kw_only=True)
class App:
    client_id: str
    secret: str
    name: str
    redirect_uris: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One consent: which user let which app do what, in which authorisation event."""

    client_id: str
    user_id: str
    event_id: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    grant: Grant
    redirect_uri: str
    expires_at: datetime
    challenge: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    grant: Grant
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshToken:
    grant: Grant
    issued_at: datetime
    replaced_at: datetime | None = None
    child: str | None = None


class Identity:
    def __init__(self, clock: Clock, user: User) -> None:
        self.user = user
        self.apps: dict[str, App] = {}
        self._clock = clock
        self._codes: dict[str, Code] = {}
        self._access: dict[str, AccessToken] = {}
        self._refresh: dict[str, RefreshToken] = {}

    def issue_code(self, grant: Grant, redirect_uri: str, challenge: str | None) -> str:
        code = token_urlsafe(24)
        expires_at = self._clock() + CODE_LIFE
        self._codes[code] = Code(grant=grant, redirect_uri=redirect_uri, expires_at=expires_at, challenge=challenge)
        return code

    def redeem(self, client_id: str, code: str, redirect_uri: str, verifier: str | None) -> Json:
        """Tokens for a code, which is gone afterwards whatever happens. Raises `InvalidGrant`."""
        held = self._codes.pop(code, None)
        if held is None or held.grant.client_id != client_id or self._clock() >= held.expires_at:
            raise InvalidGrant
        if held.redirect_uri != redirect_uri or not _proves(held.challenge, verifier):
            raise InvalidGrant
        return self.issue_tokens(held.grant)

    def refresh(self, client_id: str, token: str) -> Json:
        """New tokens. The old refresh token works for 30 minutes more, so that a lost answer is no lost consent;
        using it then puts what was made the first time on the same 30 minutes. Raises `InvalidGrant`.
        """
        now, held = self._clock(), self._refresh.get(token)
        if held is None or held.grant.client_id != client_id or now >= held.issued_at + REFRESH_LIFE:
            raise InvalidGrant
        if held.replaced_at is not None and now >= held.replaced_at + GRACE:
            raise InvalidGrant
        if held.child is not None and (loser := self._refresh.get(held.child)) and loser.replaced_at is None:
            self._refresh[held.child] = replace(loser, replaced_at=now)
        tokens = self.issue_tokens(held.grant)
        self._refresh[token] = replace(held, replaced_at=held.replaced_at or now, child=tokens.get("refresh_token"))
        return tokens

    def issue_tokens(self, grant: Grant) -> Json:
        now = self._clock()
        access = _jwt(grant, now, now + ACCESS_LIFE)
        self._access[access] = AccessToken(grant=grant, expires_at=now + ACCESS_LIFE)
        tokens: Json = {
            "access_token": access,
            "expires_in": int(ACCESS_LIFE.total_seconds()),
            "token_type": "Bearer",
            "scope": " ".join(grant.scopes),
        }
        if "offline_access" in grant.scopes:
            tokens["refresh_token"] = token_urlsafe(32)
            self._refresh[tokens["refresh_token"]] = RefreshToken(grant=grant, issued_at=now)
        if "openid" in grant.scopes:
            tokens["id_token"] = _jwt(grant, now, now + timedelta(minutes=5))
        return tokens

    def bearer(self, token: str) -> AccessToken | None:
        return self._access.get(token)

    def app_of(self, authorization: str) -> str | None:
        """The client id behind a header with a bearer token that was issued here, expired or not."""
        held = self._access.get(authorization.partition(" ")[2])
        return held.grant.client_id if held else None

    def revoke(self, client_id: str, token: str) -> str | None:
        """Kill every refresh token of the consent's user at this app; gives that user's id."""
        held = self._refresh.get(token)
        if held is None or held.grant.client_id != client_id:
            return None
        self.drop_refresh_tokens(client_id)
        return held.grant.user_id

    def drop_refresh_tokens(self, client_id: str | None = None) -> None:
        self._refresh = {
            token: held for token, held in self._refresh.items() if client_id not in (None, held.grant.client_id)
        }

    def expire_access_tokens(self) -> None:
        now = self._clock()
        self._access = {token: replace(held, expires_at=now) for token, held in self._access.items()}


def _proves(challenge: str | None, verifier: str | None) -> bool:
    """PKCE, S256: https://developer.xero.com/documentation/guides/oauth2/pkce-flow"""
    if challenge is None:
        return True
    digest = hashlib.sha256((verifier or "").encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge


def _jwt(grant: Grant, issued: datetime, expires: datetime) -> str:
    claims = {
        "nbf": int(issued.timestamp()),
        "exp": int(expires.timestamp()),
        "iss": "https://identity.xero.com",
        "aud": "https://identity.xero.com/resources",
        "client_id": grant.client_id,
        "sub": grant.user_id.replace("-", ""),
        "xero_userid": grant.user_id,
        "authentication_event_id": grant.event_id,
        "jti": uuid4().hex,
        "scope": list(grant.scopes),
    }
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."
