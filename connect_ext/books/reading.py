"""What reading a marketplace object came to: an order, or a stated reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from connect_ext.books.ids import AssetId, OrderKey
from connect_ext.books.order import Order, OrderType
from connect_ext.books.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOrder:
    """It never moves money, and `reason` is the sentence that says why."""

    key: OrderKey
    type: OrderType | None
    asset_id: AssetId | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """It may move money later; `reason` says what it waits for, `until` when the platform names a date."""

    key: OrderKey
    type: OrderType
    asset_id: AssetId | None
    reason: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """It should be an order but cannot be read; the problem names the path and the reason."""

    key: OrderKey
    type: OrderType | None
    asset_id: AssetId | None
    problem: Problem


Reading = Order | NoOrder | NotYet | Unreadable
