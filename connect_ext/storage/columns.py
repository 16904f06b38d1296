"""What the tables are described with: shapes of columns, and the schema that they make up together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, MetaData, text

metadata = MetaData()
BigId = BigInteger().with_variant(Integer, "sqlite")
OPEN = "status NOT IN ('synced', 'ignored')"
"""The condition that a task is not in Xero and may come to be, as an index says it."""
DOCUMENT = ("installation_id", "tenant_id", "document_key")


def key(type_: Any, *names: str) -> list[Column[Any]]:
    return [Column(name, type_, primary_key=True) for name in names]


def needed(type_: Any, *names: str) -> list[Column[Any]]:
    return [Column(name, type_, nullable=False) for name in names]


def maybe(type_: Any, *names: str) -> list[Column[Any]]:
    return [Column(name, type_) for name in names]


def only_where(condition: str) -> dict[str, Any]:
    """What makes an index partial, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
