"""Usage files and their chunks as notices; their records are read later, outside of the event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.moments import moment_or_none
from connect_ext.work.notice import Notice, NoticeKind

USAGE_FILE_STATUSES = ("rejected", "accepted", "closed")
"""Before, nobody has said that the usage is to be billed."""
USAGE_CHUNK_STATUSES = ("ready", "closed", "failed")

STEPS = ("closed", "rejected", "accepted", "submitted", "uploaded", "created", "updated")


def notice_of_usage_file(installation_id: InstallationId, payload: Mapping[str, Any], seen_at: datetime) -> Notice:
    """The file or chunk as it is shown now, dated by the last thing that happened to it. Never raises."""
    file = Json(value=payload, path="")
    moments = [at for step in STEPS if (at := moment_or_none(file, f"events.{step}.at"))]
    return Notice(
        installation_id=installation_id,
        kind=NoticeKind.USAGE_FILE,
        source_id=file.text("id"),
        status=file.text("status").lower(),
        payload=payload,
        changed_at=max(moments, default=moment_or_none(file, "created_at")),
        seen_at=seen_at,
    )
