"""What orders come to by the week in which they came, per currency: read from one index, and no more than it has to.

Amounts are without tax, and are never added across currencies (money §12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func, select, text
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.storage.tables import VALUED, tasks
from connect_ext.work.task import TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekValue:
    """`week` counts the given beginnings from 0."""

    week: int
    currency: Currency
    status: TaskStatus
    value: Decimal
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """`whole_since` is the moment since which every order is in it."""

    weeks: tuple[WeekValue, ...]
    whole_since: datetime


def by_week(tx: Connection, installation_id: InstallationId, beginnings: Sequence[datetime], limit: int) -> Value:
    """Of the newest `limit` orders since the first of the `beginnings`, which ascend; at most one week ends open."""
    own = (tasks.c.installation_id == installation_id) & (tasks.c.created_at >= beginnings[0]) & text(VALUED)
    columns = (tasks.c.created_at, tasks.c.currency, tasks.c.status, tasks.c.amount)
    newest = select(*columns).where(own).order_by(tasks.c.created_at.desc()).limit(limit).subquery()
    latest_first = [(newest.c.created_at >= began, number) for number, began in enumerate(beginnings)][::-1]
    week = case(*latest_first).label("week")
    group = (week, newest.c.currency, newest.c.status)
    sums = (func.sum(newest.c.amount).label("value"), func.count().label("orders"))
    rows = tx.execute(select(*group, *sums, func.min(newest.c.created_at).label("first")).group_by(*group)).all()
    cut = sum(row.orders for row in rows) == limit
    return Value(
        weeks=tuple(
            WeekValue(week=row.week, currency=row.currency, status=row.status, value=row.value, orders=row.orders)
            for row in sorted(rows, key=lambda row: (row.week, row.currency, row.status))
        ),
        whole_since=min(row.first for row in rows) if cut else beginnings[0],
    )
