"""Requests for consent that are under way; `system.take_consent` finds them again by the hash of their `state`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.authorisation_tables import consents


def add(
    tx: Connection,
    installation_id: InstallationId,
    *,
    state_hash: str,
    user_id: str,
    client_id: str,
    expires_at: datetime,
    now: datetime,
) -> None:
    """Remembers who asked, and for which Xero app. `state` itself is never stored."""
    values = {"state_hash": state_hash, "user_id": user_id, "client_id": client_id}
    times = {"expires_at": expires_at, "created_at": now}
    tx.execute(insert(consents).values(installation_id=installation_id, **values, **times))
