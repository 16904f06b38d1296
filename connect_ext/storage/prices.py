"""An installation's own price table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.prices.price import PriceRow
from connect_ext.storage.price_row_tables import price_rows, price_tables
from connect_ext.storage.upsert import insert_into

FIELDS = [column for column in price_rows.c if column.name not in ("installation_id", "position")]


def rows(tx: Connection, installation_id: InstallationId) -> tuple[PriceRow, ...]:
    """All rows, in the order in which they were given."""
    own = price_rows.c.installation_id == installation_id
    found = tx.execute(select(*FIELDS).where(own).order_by(price_rows.c.position))
    return tuple(PriceRow(**row) for row in found.mappings())


def version(tx: Connection, installation_id: InstallationId) -> int:
    """0 as long as nobody has saved a table, then it counts saves."""
    own = price_tables.c.installation_id == installation_id
    return tx.execute(select(price_tables.c.version).where(own)).scalar_one_or_none() or 0


def count_up(tx: Connection, installation_id: InstallationId, expected_version: int) -> int | None:
    """The next version, or None when `expected_version` is not the newest any more: then nothing may be saved."""
    next_version = expected_version + 1
    if expected_version == 0:
        new = insert_into(tx, price_tables).values(installation_id=installation_id, version=next_version)
        first = new.on_conflict_do_nothing(index_elements=["installation_id"]).returning(price_tables.c.version)
        return tx.execute(first).scalar_one_or_none()
    newest = (price_tables.c.installation_id == installation_id) & (price_tables.c.version == expected_version)
    statement = update(price_tables).where(newest).values(version=next_version).returning(price_tables.c.version)
    return tx.execute(statement).scalar_one_or_none()


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
