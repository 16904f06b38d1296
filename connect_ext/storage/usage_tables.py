"""The part of the schema that says which usage is billed; `tables` has the rest."""

from __future__ import annotations

from sqlalchemy import Index, Table

from connect_ext.storage.columns import DOCUMENT, key, metadata, needed
from connect_ext.storage.types import Text, Utc

usage_coverage = Table(
    "usage_coverage",
    metadata,
    *key(Text, "installation_id", "tenant_id", "record_id"),  # what makes billing a record twice impossible
    *needed(Text, "document_key"),
    *needed(Utc, "written_at"),
    Index("usage_coverage_of_document", *DOCUMENT),
)
