"""What the orders that are not in Xero yet would come to, by customer and by product; each currency by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, func, select, text
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Amount, Currency
from connect_ext.storage.columns import OPEN
from connect_ext.storage.tables import tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`amounts` are sums of estimates, one per currency; an order whose amount is not known is only counted."""

    orders: int = 0
    amounts: tuple[Amount, ...] = ()


NOTHING = Waiting()


def by_customer(tx: Connection, installation_id: InstallationId) -> Mapping[str, Waiting]:
    return _by(tasks.c.customer_id, tx, installation_id)


def by_product(tx: Connection, installation_id: InstallationId) -> Mapping[str, Waiting]:
    """Of a product as a whole: an order has one, and often several of its items."""
    return _by(tasks.c.product_id, tx, installation_id)


def _by(column: Column[str], tx: Connection, installation_id: InstallationId) -> dict[str, Waiting]:
    """A customer or product without open orders is not named. Reads no more of history than what is open."""
    # Written out for PostgreSQL, which uses a partial index only where it sees its condition.
    own = (tasks.c.installation_id == installation_id, text(OPEN), column.is_not(None))
    summed = select(column.label("of"), tasks.c.currency, func.count().label("orders"), func.sum(tasks.c.amount))
    found: dict[str, Waiting] = {}
    for of, currency, orders, total in tx.execute(summed.where(*own).group_by(column, tasks.c.currency)):
        before = found.get(of, NOTHING)
        amounts = (
            before.amounts if currency is None else (*before.amounts, Amount(value=total, currency=Currency(currency)))
        )
        found[of] = Waiting(orders=before.orders + orders, amounts=amounts)
    return {of: _in_order(one) for of, one in found.items()}


def _in_order(one: Waiting) -> Waiting:
    return Waiting(orders=one.orders, amounts=tuple(sorted(one.amounts, key=lambda amount: amount.currency)))
