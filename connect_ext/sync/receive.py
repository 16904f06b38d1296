"""The ears: what an event or a poll shows is written down as a notice; nothing else happens before the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.storage import notices
from connect_ext.storage.database import Database


def receive_asset_request(
    database: Database, installation_id: InstallationId, payload: Mapping[str, Any], now: datetime
) -> bool:
    """Keeps the request for intake. True when it says something new. Needs nothing but a database, so that nothing
    is lost while other variables are still missing."""
    notice = notice_of_asset_request(installation_id, payload, now)
    with database.transaction() as tx:
        return notices.upsert(tx, notice)
