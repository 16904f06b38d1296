"""The part of the schema that counts the invoices that several orders share; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Integer, Table

from connect_ext.storage.columns import key, metadata, needed
from connect_ext.storage.types import Text

invoice_places = Table(
    "invoice_places",
    metadata,
    *key(Text, "installation_id", "tenant_id", "whose", "currency"),
    *needed(Integer, "begun"),
)
