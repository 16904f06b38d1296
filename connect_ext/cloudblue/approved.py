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
    """Aware UTC; of a period of our own calendar, noon of the day on which it begins, which is that day nearly
    everywhere. None where the object does not say. Never raises."""
    found = Json(value=payload, path="")
    read = next((one for place in PLACES if (one := moment_or_none(found, place)) is not None), None)
    begins = moment_or_none(found, "from") if read is None else None
    return begins + timedelta(hours=12) if begins is not None else read
