"""An installation's own price table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.price import PriceRow
from connect_ext.storage.tables import price_rows

FIELDS = [column for column in price_rows.c if column.name not in ("installation_id", "position")]


def rows(tx: Connection, installation_id: InstallationId) -> tuple[PriceRow, ...]:
    """All rows, in the order in which they were given."""
    own = price_rows.c.installation_id == installation_id
    found = tx.execute(select(*FIELDS).where(own).order_by(price_rows.c.position))
    return tuple(PriceRow(**row) for row in found.mappings())


def replace_all(tx: Connection, installation_id: InstallationId, new_rows: Sequence[PriceRow]) -> None:
    """Puts a whole new table in place of the old one.

    Raises SQLAlchemy's `StatementError` about a `NotStorable` for a number that cannot be kept exactly
    (see `types.scaled`), and its `IntegrityError` when somebody else replaces the table at the same moment.
    """
    tx.execute(delete(price_rows).where(price_rows.c.installation_id == installation_id))
    if new_rows:
        values = [
            {"installation_id": installation_id, "position": position, **asdict(row)}
            for position, row in enumerate(new_rows)
        ]
        tx.execute(insert(price_rows), values)
