"""The part of the schema that says what is billed; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Date, Index, Integer, Table, UniqueConstraint

from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.storage.columns import DOCUMENT, BigId, key, maybe, metadata, needed
from connect_ext.storage.types import Exact, Text, Utc, Word

coverage = Table(
    "coverage",
    metadata,
    *key(BigId, "id"),
    *needed(Text, "installation_id", "tenant_id", "asset_id", "product_item"),
    *needed(Date, "from_day", "to_day"),
    *needed(Exact, "quantity"),
    *needed(Text, "document_key", "mark"),
    *needed(Integer, "position"),  # among all that its document covers: what makes writing it twice impossible
    *needed(Date, "dated"),
    *needed(Word(CoverageState), "state"),
    *maybe(Exact, "unit_price"),
    *maybe(Text, "currency"),
    *maybe(Date, "anchor"),
    *maybe(Integer, "months"),
    *maybe(Text, "credits_document", "credits_mark"),
    *needed(Utc, "written_at"),
    UniqueConstraint(*DOCUMENT, "position"),
    Index("coverage_of_asset", "installation_id", "tenant_id", "asset_id", "id"),
    sqlite_autoincrement=True,
)

calendar = Table(
    "calendar",
    metadata,
    *key(Text, "installation_id", "asset_id"),
    *needed(Date, "next_from"),  # all that begins before is known
    *maybe(Date, "due_on"),  # when to look again; NULL: never
    Index("calendar_due", "installation_id", "due_on", "asset_id"),
)

asset_terms = Table(
    "asset_terms",
    metadata,
    *key(Text, "installation_id", "asset_id"),
    *maybe(Integer, "months", "anniversary_day"),  # all NULL where the marketplace did not tell
    *maybe(Date, "next_date"),
    *needed(Utc, "frozen_at"),
)
