"""The ears: what an event or a poll shows is written down as a notice; nothing else happens before the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.storage import installations, notices
from connect_ext.storage.database import Database
from connect_ext.work.notice import Notice

NoticeReader = Callable[[InstallationId, Mapping[str, Any], datetime], Notice]
"""Makes a notice of an object as one installation is shown it at a moment. Never raises."""


def receive(database: Database, notice: Notice) -> bool:
    """Keeps it for intake. True when its installation is known to us, or nothing would be worked off. One transaction,
    for the platform waits, and it needs nothing but a database, so that nothing is lost while other variables are
    still missing."""
    with database.transaction() as tx:
        notices.upsert(tx, notice)
        return installations.find(tx, notice.installation_id) is not None
