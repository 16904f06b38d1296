"""What earlier calls with a document leave behind for later ones: that one had no answer, and what it changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId, TenantId
from connect_ext.storage.tables import intent_parts, intents
from connect_ext.work.intent import IntentEnd


def once_read(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, datetime]:
    """Those of the documents that had a send without an answer, and when the first such send was written down."""
    parts = intent_parts.c
    statement = (
        select(parts.document_key, func.min(intents.c.written_at).label("since"))
        .join(intents, (intents.c.installation_id == parts.installation_id) & (intents.c.id == parts.intent_id))
        .where(
            parts.installation_id == installation_id,
            parts.tenant_id == tenant_id,
            parts.document_key.in_(set(keys)),
            intents.c.ended == IntentEnd.READ,
        )
        .group_by(parts.document_key)
    )
    return {row.document_key: row.since for row in tx.execute(statement)}


def times_lost(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, int]:
    """How many sends of each of the documents had no answer, and were settled by a read; those without any are left
    out."""
    parts = intent_parts.c
    statement = (
        select(parts.document_key, func.count().label("times"))
        .join(intents, (intents.c.installation_id == parts.installation_id) & (intents.c.id == parts.intent_id))
        .where(
            parts.installation_id == installation_id,
            parts.tenant_id == tenant_id,
            parts.document_key.in_(set(keys)),
            intents.c.ended == IntentEnd.READ,
        )
        .group_by(parts.document_key)
    )
    return {row.document_key: row.times for row in tx.execute(statement)}


def before(
    tx: Connection, installation_id: InstallationId, tenant_id: TenantId, keys: Collection[DocumentKey]
) -> dict[DocumentKey, Mapping[str, Any]]:
    """What the last call with each of these changes was about to change, as it had been read."""
    parts = intent_parts.c
    own = (parts.installation_id == installation_id) & (parts.tenant_id == tenant_id)
    changes = select(parts.document_key, parts.before).where(
        own, parts.document_key.in_(set(keys)), parts.target.is_not(None)
    )
    found = tx.execute(changes.order_by(parts.intent_id))
    return {row.document_key: row.before for row in found if row.before is not None}
