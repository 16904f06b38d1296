"""What the installation has made so far, as its holds ask for it (money §14): a few rows of one index, no count of all.

Counted are orders with documents that stand; one that was undone is not among them any more.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, func, select, text, union_all
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.storage.tables import MADE, tasks

AT_ONCE = 100
"""Questions in one statement: SQLite takes 500 parts of a union."""


def documents_made(tx: Connection, installation_id: InstallationId, up_to: int) -> int:
    """How many orders have become documents, counted no further than `up_to`."""
    made = select(tasks.c.id).where(tasks.c.installation_id == installation_id, text(MADE)).limit(max(up_to, 0))
    return tx.execute(select(func.count()).select_from(made.subquery())).scalar_one()


def last_amounts(
    tx: Connection, installation_id: InstallationId, wanted: Collection[tuple[str, Currency]]
) -> dict[str, dict[Currency, Decimal]]:
    """By customer, what the newest of their orders with documents came to before tax: in the currencies asked for,
    and in one other where there is nothing in those, so that a customer with documents is told from a new one."""
    asked = sorted(wanted)
    last = [_last(installation_id, customer).where(tasks.c.currency == currency) for customer, currency in asked]
    any_other = [_last(installation_id, customer) for customer in sorted({customer for customer, _ in asked})]
    found: dict[str, dict[Currency, Decimal]] = {}
    for row in [*_rows(tx, last), *_rows(tx, any_other)]:
        found.setdefault(row.customer_id, {}).setdefault(Currency(row.currency), row.amount)
    return found


def _last(installation_id: InstallationId, customer: str) -> Select[Any]:
    own = (tasks.c.installation_id == installation_id) & (tasks.c.customer_id == customer)
    columns = (tasks.c.customer_id, tasks.c.currency, tasks.c.amount, tasks.c.id)
    # In the order of the index, written out for PostgreSQL, which uses a partial one only where it sees its condition.
    return select(*columns).where(own, text(MADE)).order_by(tasks.c.currency.desc(), tasks.c.id.desc()).limit(1)


def _rows(tx: Connection, parts: list[Select[Any]]) -> list[Any]:
    some = (parts[at : at + AT_ONCE] for at in range(0, len(parts), AT_ONCE))
    return [row for few in some for row in tx.execute(union_all(*(select(part.subquery()) for part in few)))]
