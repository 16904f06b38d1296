"""A person uploads invoices of a billing period: a sync of chosen orders that is remembered, so that its log can be
opened later."""

from __future__ import annotations

from collections.abc import Collection

from connect_ext.books.ids import InstallationId
from connect_ext.storage import installations, uploads
from connect_ext.storage.uploads import UploadId
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.runtime import Runtime
from connect_ext.work.task import TaskId


def upload(
    runtime: Runtime, installation_id: InstallationId, period: str, task_ids: Collection[TaskId], user_id: str
) -> UploadId | None:
    """Takes the road of every Sync. None where nothing can be synced of what was chosen; nothing is sent here."""
    with runtime.database.transaction() as tx:
        installations.one_at_a_time(tx, installation_id)
        found = uploads.add(tx, installation_id, period=period, task_ids=task_ids, user_id=user_id, now=runtime.clock())
    if found is not None:
        ask_for_sync(runtime, installation_id, task_ids, user_id)
    return found
