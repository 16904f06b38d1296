"""The day from which orders go to Xero by themselves; what was approved before it is left to a person (money §16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from connect_ext.books.ids import OrderKey
from connect_ext.books.problems.problem import Code, Problem, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLive:
    start: date
    """The first day that counts: a setting, else the day on which the installation was first connected."""
    zone: ZoneInfo
    """The organisation's: an order belongs to the day that it was approved on there (money §2)."""


def before_go_live(go_live: GoLive, approved_at: datetime | None, subject: OrderKey) -> Problem | None:
    """None for what is to be synced as usual, and where it is not known when the order was approved."""
    approved = approved_at.astimezone(go_live.zone).date() if approved_at else None
    if approved is None or approved >= go_live.start:
        return None
    return problem(Code.BEFORE_GO_LIVE, subject=subject, approved=approved.isoformat(), start=go_live.start.isoformat())
