"""`INSERT … ON CONFLICT`, which SQLite and PostgreSQL share but SQLAlchemy has once for each."""

from __future__ import annotations

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection


def insert_into(tx: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert with `on_conflict_do_update`, `on_conflict_do_nothing` and `excluded`, in the database's dialect."""
    return postgresql.insert(table) if tx.dialect.name == "postgresql" else sqlite.insert(table)
