"""The part of the first schema that says what is mapped to what; `0001_first_schema` calls it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, DateTime, Index, Text

from connect_ext.storage.columns import key, maybe, needed, only_where

Moment = DateTime(timezone=True)
OWN = ("installation_id", "tenant_id")


def create_mapping_tables() -> None:
    op.create_table(
        "item_mappings",
        *key(Text, *OWN, "product_item", "marketplace_id"),  # an empty marketplace is all of them
        *needed(Text, "product_id"),
        *maybe(Text, "item_code"),  # NULL: account only
        *needed(Text, "account_code", "tax_type"),
        *needed(Moment, "saved_at"),
    )
    op.create_table(
        "fee_mappings",
        *key(Text, *OWN, "kind"),
        *needed(Text, "item_code", "account_code", "tax_type"),
        *needed(Moment, "saved_at"),
    )
    op.create_table(
        "customer_rules",
        *key(Text, *OWN, "customer"),
        *needed(Text, "account_code", "tax_type"),
        *needed(Boolean, "new_contact"),
        *needed(Moment, "saved_at"),
    )
    op.create_table(
        "wanted_items",
        *key(Text, *OWN, "code"),
        *needed(Text, "name", "description", "account_code", "tax_type"),
        *maybe(Text, "unit_price"),
        *needed(Moment, "saved_at"),
    )
    op.create_table(
        "customer_switches",
        *key(Text, "installation_id", "customer"),  # of the marketplace, whatever the organisation
        *needed(Boolean, "auto_sync"),
        *needed(Moment, "saved_at"),
    )
    op.create_table(
        "mapping_choices",
        *key(Text, *OWN),
        *needed(Text, "fallback_item", "tracking"),
        *needed(Moment, "saved_at"),
    )
    op.create_table(
        "contact_changes",
        *key(Text, *OWN, "request_id"),
        *needed(Text, "customer", "party", "state"),
        *needed(Moment, "asked_at"),
        *maybe(Moment, "due_at"),  # NULL: nothing has to be done
        *needed(Text, "reason", "contact", "digest", "user_id", "differences"),
        Index("contact_changes_of", *OWN, "customer"),
        Index("contact_changes_due", "installation_id", "due_at", **only_where("due_at IS NOT NULL")),
    )
    op.create_table(
        "imports",
        *key(Text, *OWN, "contact_id"),
        *needed(Text, "status"),
        *needed(Moment, "asked_at"),
        *maybe(Text, "customer"),  # once it is known
    )
