"""Sync tasks that a person looks for: filtered, searched, sorted, and read page by page.

One index holds all that is asked for here, so that a search among 100,000 tasks reads a few megabytes, and the rows
themselves, with their payloads, only of the page that is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import BigInteger, ColumnElement, func, select, tuple_, type_coerce
from sqlalchemy import Text as PlainText
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.books.orders.glance import Named
from connect_ext.books.orders.order import OrderType
from connect_ext.books.problems.problem import Code, Problem
from connect_ext.storage.problems import problems_of
from connect_ext.storage.tables import tasks
from connect_ext.storage.task_rows import ROW_COLUMNS, row_of
from connect_ext.storage.types import MONEY_LIMIT, scaled
from connect_ext.work.task import TaskId, TaskRow, TaskStatus

NAMES_AT_MOST = 500
"""Customers or products to choose from; beyond, a search finds them by name."""
UNKNOWN = -scaled(MONEY_LIMIT - 1) - scaled(MONEY_LIMIT - 1)
"""Below every amount: orders without one come last, or first."""


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    LARGEST = "largest"
    SMALLEST = "smallest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is looked for; None, and no words, mean that it does not matter."""

    statuses: frozenset[TaskStatus] | None = None
    order_types: frozenset[OrderType] | None = None
    customer: str | None = None
    product: str | None = None
    currency: str | None = None
    code: Code | None = None
    words: tuple[str, ...] = ()
    """Each stands somewhere in the order's id, its subscription, its customer or its product, in whichever case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What there is to filter by."""

    customers: tuple[Named, ...]
    products: tuple[Named, ...]
    currencies: tuple[Currency, ...]


def search(
    tx: Connection,
    installation_id: InstallationId,
    *,
    looked: Looked,
    sort: Sort,
    after: TaskId | None,
    limit: int,
) -> tuple[TaskRow, ...]:
    """A page of what is looked for, from behind the task `after`."""
    own = tasks.c.installation_id == installation_id
    wanted = select(tasks.c.id).where(own, *_conditions(looked))
    if after is not None:
        wanted = wanted.where(_behind(tx, installation_id, sort, after))
    page = wanted.order_by(*_order(sort)).limit(limit)
    statement = select(*ROW_COLUMNS).where(own, tasks.c.id.in_(select(page.subquery().c.id)))
    return tuple(row_of(row) for row in tx.execute(statement.order_by(*_order(sort))))


def problems_among(
    tx: Connection, installation_id: InstallationId, *, statuses: Collection[TaskStatus], limit: int
) -> tuple[tuple[TaskRow, tuple[Problem, ...]], ...]:
    """The newest tasks of these statuses that have problems, with them."""
    own = (tasks.c.installation_id == installation_id) & tasks.c.status.in_(set(statuses))
    some = own & (type_coerce(tasks.c.problems, PlainText) != "[]")
    found = tx.execute(select(*ROW_COLUMNS).where(some).order_by(tasks.c.id.desc()).limit(limit))
    return tuple((row_of(row), problems_of(row.problems)) for row in found)


def choices(tx: Connection, installation_id: InstallationId) -> Choices:
    """The customers and products of the latest orders, by name."""
    own = tasks.c.installation_id == installation_id
    currencies = select(tasks.c.currency).where(own, tasks.c.currency.is_not(None)).distinct()
    return Choices(
        customers=_named(tx, installation_id, tasks.c.customer_id, tasks.c.customer_name),
        products=_named(tx, installation_id, tasks.c.product_id, tasks.c.product_name),
        currencies=tuple(sorted(Currency(found) for found in tx.execute(currencies).scalars())),
    )


def _named(
    tx: Connection, installation_id: InstallationId, id_: ColumnElement[str | None], name: ColumnElement[str | None]
) -> tuple[Named, ...]:
    """As the latest order names each: names change."""
    own = (tasks.c.installation_id == installation_id) & id_.is_not(None)
    latest = func.max(tasks.c.id).label("latest")
    last = select(latest).where(own).group_by(id_).order_by(latest.desc()).limit(NAMES_AT_MOST).subquery()
    mine = tasks.c.installation_id == installation_id
    found = tx.execute(select(id_.label("id"), name.label("name")).where(mine, tasks.c.id.in_(select(last.c.latest))))
    named = (Named(id=row.id, name=row.name or row.id) for row in found)
    return tuple(sorted(named, key=lambda one: (one.name.casefold(), one.id)))


def _conditions(looked: Looked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        tasks.c.sought.contains(word.casefold(), autoescape=True) for word in looked.words
    ]
    if looked.statuses is not None:
        found.append(tasks.c.status.in_(looked.statuses))
    if looked.order_types is not None:
        found.append(tasks.c.order_type.in_(looked.order_types))
    if looked.customer is not None:
        found.append(tasks.c.customer_id == looked.customer)
    if looked.product is not None:
        found.append(tasks.c.product_id == looked.product)
    if looked.currency is not None:
        found.append(tasks.c.currency == looked.currency)
    if looked.code is not None:
        found.append(type_coerce(tasks.c.problems, PlainText).contains(f'"code":"{looked.code.value}"'))
    return found


def _amount() -> ColumnElement[int]:
    return func.coalesce(type_coerce(tasks.c.amount, BigInteger), UNKNOWN)


def _order(sort: Sort) -> tuple[ColumnElement[int], ...]:
    match sort:
        case Sort.NEWEST:
            return (tasks.c.id.desc(),)
        case Sort.OLDEST:
            return (tasks.c.id.asc(),)
        case Sort.LARGEST:
            return (_amount().desc(), tasks.c.id.desc())
        case Sort.SMALLEST:
            return (_amount().asc(), tasks.c.id.asc())


def _behind(tx: Connection, installation_id: InstallationId, sort: Sort, after: TaskId) -> ColumnElement[bool]:
    if sort is Sort.NEWEST:
        return tasks.c.id < after
    if sort is Sort.OLDEST:
        return tasks.c.id > after
    mine = (tasks.c.installation_id == installation_id) & (tasks.c.id == after)
    amount = tx.execute(select(_amount()).where(mine)).scalar_one_or_none()
    place = tuple_(_amount(), tasks.c.id)
    last = (UNKNOWN if amount is None else amount, after)
    return place < last if sort is Sort.LARGEST else place > last
