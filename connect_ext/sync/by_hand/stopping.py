"""A person stops what is being sent: what Xero has been told stays, and what was not begun waits for the next Sync."""

from __future__ import annotations

from datetime import timedelta

from connect_ext.books.ids import InstallationId
from connect_ext.storage import journal, progress
from connect_ext.sync.connection.heeding import pause_of
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import Actor

A_TRY = timedelta(hours=4)
"""The longest that a task waits between two tries: these are stopped too."""


def stop(runtime: Runtime, installation_id: InstallationId, user_id: str) -> int:
    """Returns how many orders were taken back from the queue. Nothing that may be under way is lost: its answer is
    found out all the same."""
    pause, now = pause_of(runtime, installation_id), runtime.clock()
    until = max(now + A_TRY, pause.until if pause else now)
    with runtime.database.transaction() as tx:
        count = progress.stop(tx, installation_id, until, now)
        entry = journal.JournalEntry(
            at=now,
            actor=Actor.PERSON,
            event="sync.stopped",
            sentence=f"Sync was stopped: {count} orders that were not begun wait until somebody asks again.",
            data={"user": user_id},
        )
        journal.add(tx, installation_id, entry)
    return count
