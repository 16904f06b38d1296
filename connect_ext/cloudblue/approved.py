"""When the marketplace approved what an object asks for: what decides whether it is from before go-live (money §16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.moments import moment_or_none

PLACES = ("events.approved.at", "updated", "events.updated.at")
"""The first that is there. An object of another kind than a request has only its last change."""


def approved_at(payload: Mapping[str, Any]) -> datetime | None:
    """Aware UTC; None where the object does not say. Never raises."""
    read = (moment_or_none(Json(value=payload, path=""), place) for place in PLACES)
    return next((found for found in read if found is not None), None)
