"""The part of the schema that keeps an installation's own prices; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Date, Integer, Table

from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Money, Text

price_tables = Table("price_tables", metadata, *key(Text, "installation_id"), *needed(Integer, "version"))

price_rows = Table(
    "price_rows",
    metadata,
    *key(Text, "installation_id"),
    *key(Integer, "position"),
    *maybe(Text, "product_item", "mpn", "marketplace_id", "customer_id"),
    *maybe(Integer, "period_months"),
    *needed(Text, "currency"),
    *needed(Money, "minimum_quantity", "price", "discount"),
    *maybe(Date, "valid_from", "valid_to"),
)
