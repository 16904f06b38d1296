"""What reading a marketplace object came to: an order, or a stated reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from connect_ext.books.ids import AssetId, OrderKey
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.problems.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The quantities that a request states although it changes none; they should be the ones that we hold."""

    effective_at: datetime
    """Aware UTC."""
    fees: tuple[Fee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOrder:
    """It never moves money, and `reason` is the sentence that says why."""

    key: OrderKey
    type: OrderType | None
    asset_id: AssetId | None
    reason: str
    stated: Stated | None = None
    """Of approved requests that change no quantity (money §1)."""


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
