"""All that is kept of one installation, whatever table it is in: to hand it over, and to erase it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Table, delete, literal, select, text, tuple_
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.tables import installations

metadata = installations.metadata
SECRETS = frozenset({"tokens", "secret", "webhook_key"})
"""Columns that are never handed over, sealed or not."""

Place = tuple[Any, ...]
"""The key of a row, after which the next page begins."""


def table_names() -> tuple[str, ...]:
    """Of all tables that keep something of installations; those that others refer to come first."""
    return tuple(table.name for table in metadata.sorted_tables if "installation_id" in table.c)


def page(
    tx: Connection, installation_id: InstallationId, table_name: str, after: Place | None, limit: int
) -> tuple[tuple[Mapping[str, Any], ...], Place | None]:
    """Rows of one table in the order of its key, without secrets, and where the next page begins; None on the last."""
    table = metadata.tables[table_name]
    key = list(table.primary_key.columns)
    found = select(*_shown(table)).where(table.c.installation_id == installation_id)
    if after is not None:
        last = tuple_(*(literal(value, column.type) for column, value in zip(key, after, strict=True)))
        found = found.where(tuple_(*key) > last)
    rows = tuple(map(dict, tx.execute(found.order_by(*key).limit(limit)).mappings()))
    return rows, tuple(rows[-1][column.name] for column in key) if len(rows) == limit else None


def erase(tx: Connection, installation_id: InstallationId) -> int:
    """How many rows there were. What Xero and the marketplace keep is theirs, and stays."""
    if tx.dialect.name == "postgresql":
        tx.execute(text("SET LOCAL statement_timeout = 0"))
    own = [table for table in reversed(metadata.sorted_tables) if "installation_id" in table.c]
    return sum(tx.execute(delete(table).where(table.c.installation_id == installation_id)).rowcount for table in own)


def _shown(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if column.name not in SECRETS]
