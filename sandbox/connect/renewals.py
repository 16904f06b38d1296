"""The terms of a renewal: each item carries its own dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sandbox.connect import subscriptions
from sandbox.connect.state import State

Json = dict[str, Any]


def renewed(state: State, asset_id: str, lines: Iterable[Json], begins: datetime | None) -> list[Json]:
    """The lines with `renewal`; null for what has no term: items sold once or by use."""
    billing = state.get(subscriptions.BILLING, asset_id)
    start = begins or datetime.fromisoformat(billing["next_date"])
    day = start.day if begins else billing["anniversary"]["day"]
    return [line | {"renewal": _renewal(line, start, day)} for line in lines]


def _renewal(line: Json, begins: datetime, day: int) -> Json | None:
    """[believed] The unit is "year" for years; the only renewal at hand is one of a month."""
    months = subscriptions.months_of(line["period"]) if line["item_type"] == "Reservation" else 0
    if not months:
        return None
    ends = subscriptions.add_months(begins, months, day=day)
    years = months % 12 == 0
    return {
        "from": begins.isoformat(timespec="seconds"), "to": ends.isoformat(timespec="seconds"),
        "period_delta": months // 12 if years else months, "period_uom": "year" if years else "month",
    }  # fmt: skip
