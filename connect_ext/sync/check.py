"""Check Changes: a person asks Connect for orders that no event has told of, or not yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.cloudblue.request_search import changed_requests
from connect_ext.storage import cursors, journal, notices
from connect_ext.sync.intake import take_in_everything
from connect_ext.sync.runtime import Runtime
from connect_ext.work.notice import Notice, NoticeKind
from connect_ext.work.task import Actor

FIRST_LOOK_BACK = timedelta(days=31)
OVERLAP = timedelta(minutes=10)
"""How late a change may show up in Connect's lists and still be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many requests Connect named, and how many of them nothing was known of before."""

    found: int
    new: int
    checked_at: datetime


def check(runtime: Runtime, client: ConnectClient, installation_id: InstallationId, user_id: str) -> Checked:
    """Takes in what changed since the last check; `client` has the installation's own key. Raises `WorldFailed`, and
    then the next check begins where this one began."""
    with runtime.database.transaction() as tx:
        reached = cursors.load(tx, installation_id, NoticeKind.ASSET_REQUEST)
    since = min(reached or runtime.clock() - FIRST_LOOK_BACK, runtime.clock()) - OVERLAP
    found: set[str] = set()
    new: set[str] = set()
    last: datetime | None = None
    for page in changed_requests(client, since):
        seen = [notice_of_asset_request(installation_id, request, runtime.clock()) for request in page]
        found.update(notice.source_id for notice in seen)
        new.update(_keep(runtime, installation_id, seen))
        last = max((notice.changed_at for notice in seen if notice.changed_at), default=last)
    take_in_everything(runtime, installation_id)
    checked = Checked(found=len(found), new=len(new), checked_at=runtime.clock())
    _end(runtime, installation_id, checked, last, user_id)
    return checked


def _keep(runtime: Runtime, installation_id: InstallationId, seen: Sequence[Notice]) -> frozenset[str]:
    """Those of a page that are new. What an event has told of the same change already is not written again."""
    ids = [notice.source_id for notice in seen]
    with runtime.database.transaction() as tx:
        known = notices.known(tx, installation_id, NoticeKind.ASSET_REQUEST, ids)
        # In one order, so that two checks at once do not wait for each other in a circle.
        for notice in sorted(seen, key=lambda notice: notice.source_id):
            if not _is_told(notice, known):
                notices.upsert(tx, notice)
    return frozenset(ids) - frozenset(known)


def _is_told(notice: Notice, known: Mapping[str, datetime | None]) -> bool:
    told = known.get(notice.source_id)
    return told is not None and notice.changed_at is not None and notice.changed_at <= told


def _end(
    runtime: Runtime, installation_id: InstallationId, checked: Checked, last: datetime | None, user_id: str
) -> None:
    data: dict[str, Any] = {"user": user_id, "found": checked.found, "new": checked.new}
    entry = journal.JournalEntry(
        at=checked.checked_at,
        actor=Actor.PERSON,
        event="orders.checked",
        sentence=f"Connect was asked for changed orders: {checked.found} found, {checked.new} of them new.",
        data=data,
    )
    with runtime.database.transaction() as tx:
        if last is not None:
            # One change dated in the future must not hide all the others until then.
            cursors.advance(tx, installation_id, NoticeKind.ASSET_REQUEST, min(last, checked.checked_at))
        journal.add(tx, installation_id, entry)
