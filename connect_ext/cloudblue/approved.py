"""When the marketplace approved what an object asks for: what decides whether it is from before go-live (money §16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.moments import moment_or_none

PLACES = (
    "events.approved.at",
    "updated",
    "events.updated.at",
    "events.closed.at",
    "events.accepted.at",
    "events.submitted.at",
    "events.created.at",
)
"""The first that is there. An object of another kind than a request has only its last change."""


def approved_at(payload: Mapping[str, Any]) -> datetime | None:
    """Aware UTC; None where the object does not say. Never raises.

    A period of our own calendar is as new as the request that it follows, and as the day on which it begins (noon,
    which is that day nearly everywhere): an old asset's next period is billed as usual, and so is the past one of a
    request that was approved today.
    """
    found = Json(value=payload, path="")
    begins = moment_or_none(found, "from")
    if begins is None:
        return _told(found)
    request = _told(found, "request.")
    begins += timedelta(hours=12)
    return max(begins, request) if request is not None else begins


def _told(found: Json, of: str = "") -> datetime | None:
    return next((one for place in PLACES if (one := moment_or_none(found, f"{of}{place}")) is not None), None)
