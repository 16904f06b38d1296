"""The orders of a month, as invoices to be made or made: order by order, or by customer and currency.

An order belongs to the month of the day on which it takes effect, which its `turn` names (`books.subscription.turn`).
Orders that make no document (ignored) are left out. Amounts are before tax, and never added across currencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.books.orders.glance import Named
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_rows import ROW_COLUMNS, row_of
from connect_ext.work.task import TaskId, TaskRow, TaskStatus

KINDS = ("0", "1")
"""How turns begin: purchases, and all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`month` as YYYY-MM; customer by id; None: whichever."""

    month: str
    customer: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """As much of an order as a group is made of."""

    id: TaskId
    order_key: str
    customer: Named
    currency: Currency | None
    status: TaskStatus
    amount: Decimal | None
    asked: bool
    """Somebody has asked for it, and it has not come to rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Currency None: it is not known yet what they come to."""

    currency: Currency | None
    status: TaskStatus
    value: Decimal | None
    orders: int


def months(tx: Connection, installation_id: InstallationId) -> tuple[str, str] | None:
    """The first and the last month with orders; None where there is no order."""
    own = tasks.c.installation_id == installation_id
    found: list[str] = []
    for kind in KINDS:
        known = own & (tasks.c.turn >= f"{kind}0") & (tasks.c.turn < f"{kind}:")
        ends = tx.execute(select(func.min(tasks.c.turn), func.max(tasks.c.turn)).where(known)).one()
        found += [f"{turn[1:5]}-{turn[5:7]}" for turn in ends if turn]
    return (min(found), max(found)) if found else None


def orders(
    tx: Connection, installation_id: InstallationId, period: Period, *, before: TaskId | None, limit: int
) -> tuple[TaskRow, ...]:
    """The newest first, from below `before`."""
    wanted = select(tasks.c.id).where(_in(installation_id, period))
    if before is not None:
        wanted = wanted.where(tasks.c.id < before)
    ids = wanted.order_by(tasks.c.id.desc()).limit(limit).subquery()
    own = tasks.c.installation_id == installation_id
    found = tx.execute(select(*ROW_COLUMNS).where(own, tasks.c.id.in_(select(ids.c.id))).order_by(tasks.c.id.desc()))
    return tuple(row_of(row) for row in found)


def of_customers(
    tx: Connection, installation_id: InstallationId, period: Period, *, behind: str | None, limit: int
) -> tuple[Light, ...]:
    """All orders of so many customers, by the customer's id, from behind that of `behind`; customer by customer."""
    customer = func.coalesce(tasks.c.customer_id, "")
    mine = _in(installation_id, period)
    if behind is not None:
        mine &= customer > behind
    few = select(customer.label("customer")).where(mine).distinct().order_by(customer).limit(limit).subquery()
    columns = ("id", "order_key", "customer_id", "customer_name", "currency", "status", "amount", "due_at")
    rows = tx.execute(
        select(*(tasks.c[name] for name in columns))
        .where(mine, customer.in_(select(few.c.customer)))
        .order_by(customer, tasks.c.currency, tasks.c.id)
    )
    return tuple(
        Light(
            id=row.id,
            order_key=row.order_key,
            customer=Named(id=row.customer_id or "", name=row.customer_name or ""),
            currency=row.currency,
            status=row.status,
            amount=row.amount,
            asked=row.due_at is not None,
        )
        for row in rows
    )


def totals(tx: Connection, installation_id: InstallationId, period: Period) -> tuple[Total, ...]:
    """By currency and status."""
    by = (tasks.c.currency, tasks.c.status)
    sums = (func.sum(tasks.c.amount).label("value"), func.count().label("orders"))
    rows = tx.execute(select(*by, *sums).where(_in(installation_id, period)).group_by(*by))
    return tuple(Total(currency=row.currency, status=row.status, value=row.value, orders=row.orders) for row in rows)


def in_month(month: str) -> ColumnElement[bool]:
    """Tasks whose turn is in a month, YYYY-MM."""
    first, end = month.replace("-", ""), following(month)
    return or_(*(and_(tasks.c.turn >= kind + first, tasks.c.turn < kind + end) for kind in KINDS))


def following(month: str) -> str:
    """How the month after it stands in a turn."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return f"{date(year, number + 1, 1):%Y%m}"


def _in(installation_id: InstallationId, period: Period) -> ColumnElement[bool]:
    found = (tasks.c.installation_id == installation_id) & in_month(period.month)
    found &= tasks.c.status != TaskStatus.IGNORED
    if period.customer is not None:
        found &= tasks.c.customer_id == period.customer
    if period.currency is not None:
        found &= tasks.c.currency == period.currency
    return found
