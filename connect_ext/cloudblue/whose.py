"""Whose an asset is on a day: the latest approved request that names its customer (money §1, transfers)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from connect_ext.books.days import platform_day
from connect_ext.books.ids import RequestId
from connect_ext.books.subscription.in_force import request_number
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.moments import moment_or_none
from connect_ext.cloudblue.verdict import APPROVED

EVER = datetime(1990, 1, 1, tzinfo=UTC)


def latest_request(payloads: Iterable[Mapping[str, Any]], on: date | None = None) -> Mapping[str, Any] | None:
    """Of one asset's requests the last approved one that shows parties, up to a day; where none is as old as that, the
    first. Never raises."""
    ordered = [one for one in approved(payloads) if one.text("asset.tiers.customer.id")]
    before = [one for one in ordered if on is None or effective_on(one) <= on]
    found = before[-1] if before else next(iter(ordered), None)
    return None if found is None else found.value


def approved(payloads: Iterable[Mapping[str, Any]]) -> tuple[Json, ...]:
    """Those of the requests, in the order in which they take effect. Never raises."""
    shown = [Json(value=payload, path="") for payload in payloads]
    usable = [one for one in shown if one.text("status").lower() == APPROVED]
    return tuple(sorted(usable, key=lambda one: (effective_on(one), request_number(RequestId(one.text("id"))))))


def effective_on(request: Json) -> date:
    """The day of its effective date, else of its approval, as far as it says. Never raises."""
    paths = ("effective_date", "events.approved.at", "updated", "created")
    return platform_day(next((at for path in paths if (at := moment_or_none(request, path))), EVER))
