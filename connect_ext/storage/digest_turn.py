"""Whose turn it is to mail the digest of all installations, as statements; `system` runs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Update, update

from connect_ext.storage.digest_tables import digests

DAILY = "daily"


def first(since: datetime, now: datetime) -> dict[str, Any]:
    """The row of whoever mails for the first time, and tells of what happened since."""
    return {"name": DAILY, "told_until": since, "due_at": now}


def taken(now: datetime, until: datetime) -> Update:
    return update(digests).where(digests.c.name == DAILY, digests.c.due_at <= now).values(due_at=until)


def mailed(told_until: datetime, due_at: datetime) -> Update:
    return update(digests).where(digests.c.name == DAILY).values(told_until=told_until, due_at=due_at)
