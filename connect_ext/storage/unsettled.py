"""The documents of an open call that are not settled yet: all of them, or those with which something went wrong on our
side while the others were settled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, InstallationId
from connect_ext.storage.tables import intent_parts
from connect_ext.work.intent import IntentId


def documents(tx: Connection, installation_id: InstallationId, intent_id: IntentId) -> frozenset[DocumentKey]:
    found = select(intent_parts.c.document_key).where(_unsettled(installation_id, intent_id))
    return frozenset(tx.execute(found).scalars())


def settle(
    tx: Connection, installation_id: InstallationId, intent_id: IntentId, keys: Collection[DocumentKey], now: datetime
) -> None:
    """These are settled though the call stays open: they, and their tasks, are free for other calls."""
    done = _unsettled(installation_id, intent_id) & intent_parts.c.document_key.in_(set(keys))
    tx.execute(update(intent_parts).where(done).values(settled_at=now))


def _unsettled(installation_id: InstallationId, intent_id: IntentId) -> ColumnElement[bool]:
    its = (intent_parts.c.installation_id == installation_id) & (intent_parts.c.intent_id == intent_id)
    return its & intent_parts.c.settled_at.is_(None)
