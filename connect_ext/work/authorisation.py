"""One consent of one installation: its tokens, and the organisation that was chosen with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from connect_ext.books.ids import InstallationId, TenantId

AuthorisationId = NewType("AuthorisationId", int)

REFRESH_BEFORE_EXPIRY = timedelta(minutes=3)

LIFE_UNUSED = timedelta(days=60)
"""Xero forgets a consent whose refresh token was not used for so long (https://developer.xero.com/faq/oauth2)."""
WARNINGS = (2, 7, 14)
"""Days before that."""


def days_to_warn(refreshed_at: datetime, now: datetime) -> int | None:
    """Which of the warnings is due; None where it is too early for any."""
    left = refreshed_at + LIFE_UNUSED - now
    return next((days for days in WARNINGS if left <= timedelta(days=days)), None)


class AuthorisationStatus(StrEnum):
    PENDING = "pending"
    """Xero said yes; nobody of the installation has chosen an organisation yet."""
    ACTIVE = "active"
    BROKEN = "broken"
    """Xero no longer accepts it; a person must connect again."""
    ENDED = "ended"
    """Disconnected or replaced; its tokens are erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSet:
    """Secrets of one consent. They never show in a repr, a log or an exception."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime

    def needs_refresh(self, now: datetime) -> bool:
        return now >= self.expires_at - REFRESH_BEFORE_EXPIRY


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    id: AuthorisationId
    installation_id: InstallationId
    status: AuthorisationStatus
    client_id: str
    """The Xero app that was consented to."""
    event_id: str
    """Xero's `authentication_event_id`: picks the organisations of this consent."""
    tenant_id: TenantId | None
    tenant_name: str
    connection_id: str | None
    """Xero's id of the connection, which is not the tenant id; needed to disconnect."""
    tokens: TokenSet | None
    why: str
    """Why it is broken or ended, as a sentence."""
    created_at: datetime
    refreshed_at: datetime
    changed_at: datetime
    """When it came to be as it is: of a broken one, when it broke."""
    short_code: str = ""
    """The organisation's, once its facts were read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A request for consent that is under way, as its `state` binds it. `state` itself is stored hashed only."""

    installation_id: InstallationId
    user_id: str
    client_id: str
    """The Xero app that was asked for."""
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One account's use of the extension, as Connect last told us."""

    id: InstallationId
    account_id: str
    account_name: str
    role: str
    """`reseller`, `distributor` or `vendor`."""
    installed: bool
    tier_account_id: str | None
    """The account as a party of orders, once a call of its users has shown it."""
