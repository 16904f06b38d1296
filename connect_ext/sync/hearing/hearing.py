"""All that is to be heard of an installation's organisation: what was told of, and what is asked for by the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from connect_ext.books.ids import InstallationId
from connect_ext.storage import looks
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import Access, NotConnected
from connect_ext.sync.hearing.asking import ask_for_changes
from connect_ext.sync.hearing.looking_at import look_at
from connect_ext.sync.runtime import LEASE, Runtime

AT_ONCE = 50
"""Documents: what Xero gives in one call."""


def hear(runtime: Runtime, installation_id: InstallationId, until: datetime | None = None) -> int:
    """How many documents were looked at; none where nothing is connected. What is not reached before `until` is looked
    at the next time. Raises `WorldFailed`."""
    heard = ask_xero(runtime, installation_id, lambda access: _hear(runtime, access, installation_id, until))
    return 0 if isinstance(heard, NotConnected) else heard


def _hear(runtime: Runtime, access: Access, installation_id: InstallationId, until: datetime | None) -> int:
    ask_for_changes(runtime, access, installation_id)
    return look_at_what_is_told(runtime, access, installation_id, until)


def look_at_what_is_told(
    runtime: Runtime, access: Access, installation_id: InstallationId, until: datetime | None = None
) -> int:
    """How many documents. Raises `WorldFailed`."""
    return sum(iter(_some(runtime, access, installation_id, until), 0))


def _some(
    runtime: Runtime, access: Access, installation_id: InstallationId, until: datetime | None
) -> Callable[[], int]:
    def some() -> int:
        now = runtime.clock()
        if until is not None and now >= until:
            return 0
        own = (installation_id, access.tenant_id)
        with runtime.database.transaction() as tx:
            found = looks.claim(tx, *own, now=now, until=now + LEASE, limit=AT_ONCE)
        look_at(runtime, access, installation_id, found)
        return len(found)

    return some
