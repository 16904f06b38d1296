"""The part of the schema that says what is mapped to what, per organisation; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Boolean, Table

from connect_ext.books.orders.order import FeeKind
from connect_ext.storage.columns import key, maybe, metadata, needed
from connect_ext.storage.types import Exact, Json, Text, Utc, Word
from connect_ext.work.importing import ImportStatus

OWN = ("installation_id", "tenant_id")
"""Item codes and account codes mean something in one organisation only."""

item_mappings = Table(
    "item_mappings",
    metadata,
    *key(Text, *OWN, "product_item", "marketplace_id"),  # an empty marketplace is all of them
    *needed(Text, "product_id"),
    *maybe(Text, "item_code"),  # NULL: account only
    *needed(Text, "account_code", "tax_type"),
    *needed(Utc, "saved_at"),
)

fee_mappings = Table(
    "fee_mappings",
    metadata,
    *key(Text, *OWN),
    *key(Word(FeeKind), "kind"),
    *needed(Text, "item_code", "account_code", "tax_type"),
    *needed(Utc, "saved_at"),
)

customer_rules = Table(
    "customer_rules",
    metadata,
    *key(Text, *OWN, "customer"),
    *needed(Text, "account_code", "tax_type"),
    *needed(Boolean, "new_contact"),
    *needed(Utc, "saved_at"),
)

wanted_items = Table(
    "wanted_items",
    metadata,
    *key(Text, *OWN, "code"),
    *needed(Text, "name", "description", "account_code", "tax_type"),
    *maybe(Exact, "unit_price"),
    *needed(Utc, "saved_at"),
)

customer_switches = Table(
    "customer_switches",
    metadata,
    *key(Text, "installation_id", "customer"),  # of the marketplace, whatever the organisation
    *needed(Boolean, "auto_sync"),
    *needed(Utc, "saved_at"),
)

mapping_choices = Table(
    "mapping_choices",
    metadata,
    *key(Text, *OWN),
    *needed(Text, "fallback_item"),
    *needed(Json, "tracking"),
    *needed(Utc, "saved_at"),
)

imports = Table(
    "imports",
    metadata,
    *key(Text, *OWN, "contact_id"),
    *needed(Word(ImportStatus), "status"),
    *needed(Utc, "asked_at"),
    *maybe(Text, "customer"),  # once it is known
)
