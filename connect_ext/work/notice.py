"""A notice: something happened to a marketplace object. Written by events and polls, upserted, taken by intake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from connect_ext.books.ids import InstallationId


class NoticeKind(StrEnum):
    ASSET_REQUEST = "asset_request"
    BILLING_REQUEST = "billing_request"
    USAGE_FILE = "usage_file"
    """Its records are fetched, and become notices of the next kind."""
    USAGE = "usage"
    """The records of a file that are of one asset in one currency."""
    PERIOD = "period"
    """A period of our own calendar has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One object as the platform last showed it to one installation."""

    installation_id: InstallationId
    kind: NoticeKind
    source_id: str
    status: str
    payload: Mapping[str, Any]
    changed_at: datetime | None
    """The object's own last change, so that an older picture never replaces a newer one; None when it does not say."""
    seen_at: datetime
