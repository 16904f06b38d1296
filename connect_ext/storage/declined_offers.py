"""Offers of what a former installation has left that a person does not want."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.storage.declined_offer_tables import declined_offers
from connect_ext.storage.upsert import insert_into


def decline(tx: Connection, installation_id: InstallationId, former_id: InstallationId, now: datetime) -> None:
    """It is not offered again."""
    values = {"installation_id": installation_id, "former_id": former_id, "declined_at": now}
    tx.execute(insert_into(tx, declined_offers).values(values).on_conflict_do_nothing())
