"""Check Changes: Connect is asked for what no event has told of, or not yet; by a person, or by the schedule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED
from connect_ext.cloudblue.marketplace import InstallationReader
from connect_ext.cloudblue.request_search import ASSET_REQUESTS, BILLING_REQUESTS, USAGE_FILES, Source
from connect_ext.storage import cursors, journal, notices
from connect_ext.sync.intake.calendar import begin_periods
from connect_ext.sync.intake.intake import take_in_everything
from connect_ext.sync.intake.usage import expand
from connect_ext.sync.runtime import Runtime
from connect_ext.sync.schedule.opening import open_older
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.notice import Notice, NoticeKind
from connect_ext.work.task import Actor

FIRST_LOOK_BACK = timedelta(days=31)
FURTHER = (BILLING_REQUESTS, USAGE_FILES)
"""What an account may not be shown; then the rest is found all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSource:
    """How many objects of one kind Connect named, and how many of them nothing was known of before."""

    kind: NoticeKind
    found: int = 0
    new: int = 0
    skipped: str = ""
    """A sentence why not all of it was looked at; the next check begins where this one began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    sources: tuple[CheckedSource, ...]
    checked_at: datetime

    @property
    def found(self) -> int:
        return sum(source.found for source in self.sources)

    @property
    def new(self) -> int:
        return sum(source.new for source in self.sources)


def check(runtime: Runtime, client: ConnectClient, installation_id: InstallationId, user_id: str | None) -> Checked:
    """Takes in what changed since the last check; `client` has the installation's own key, `user_id` is None for the
    schedule. Raises `WorldFailed` where requests cannot be read, and then the next check begins where this one did."""
    with runtime.database.transaction() as tx:
        cursors.checked(tx, installation_id, NoticeKind.ASSET_REQUEST, runtime.clock())
    older = open_older(runtime, client, installation_id, runtime.clock() - FIRST_LOOK_BACK)
    requests = _look(runtime, client, installation_id, ASSET_REQUESTS)
    looked = [replace(requests, found=requests.found + older, new=requests.new + older)]
    for source in FURTHER:
        try:
            looked.append(_look(runtime, client, installation_id, source))
        except WorldFailed as failed:
            looked.append(CheckedSource(kind=source.kind, skipped=_why(source, failed.failure)))
    # What it cannot fetch now, the next drain fetches and tells of.
    expand(runtime, lambda: InstallationReader(client), installation_id)
    take_in_everything(runtime, installation_id)
    while begin_periods(runtime, installation_id):
        take_in_everything(runtime, installation_id)
    checked = Checked(sources=tuple(looked), checked_at=runtime.clock())
    if user_id is not None or checked.new:
        _tell(runtime, installation_id, checked, user_id)
    return checked


def _look(runtime: Runtime, client: ConnectClient, installation_id: InstallationId, source: Source) -> CheckedSource:
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        reached = cursors.load(tx, installation_id, source.kind)
    found, new, last = set[str](), set[str](), list[datetime]()
    for page in source.since(client, min(reached or now - FIRST_LOOK_BACK, now) - source.overlap):
        seen = [source.notice(installation_id, payload, runtime.clock()) for payload in page]
        found.update(notice.source_id for notice in seen)
        new.update(_keep(runtime, installation_id, source.kind, seen))
        last.extend(at for at in [source.latest(page)] if at)
    if last:
        with runtime.database.transaction() as tx:
            # One change dated in the future must not hide all the others until then.
            cursors.advance(tx, installation_id, source.kind, min(max(last), runtime.clock()))
    return CheckedSource(kind=source.kind, found=len(found), new=len(new))


def _keep(
    runtime: Runtime, installation_id: InstallationId, kind: NoticeKind, seen: Sequence[Notice]
) -> frozenset[str]:
    """Those of a page that are new. What an event has told of the same change already is not written again."""
    ids = [notice.source_id for notice in seen]
    with runtime.database.transaction() as tx:
        known = notices.known(tx, installation_id, kind, ids)
        # In one order, so that two checks at once do not wait for each other in a circle.
        for notice in sorted(seen, key=lambda notice: notice.source_id):
            if not _is_told(notice, known):
                notices.upsert(tx, notice)
    return frozenset(ids) - frozenset(known)


def _is_told(notice: Notice, known: Mapping[str, datetime | None]) -> bool:
    told = known.get(notice.source_id)
    return told is not None and notice.changed_at is not None and notice.changed_at <= told


def _why(source: Source, failure: Failure) -> str:
    if failure.code in (REFUSED, NOT_FOUND):
        return f"Connect does not show {source.what} to this account."
    return f"{failure.evidence}; the next check asks again."


def _tell(runtime: Runtime, installation_id: InstallationId, checked: Checked, user_id: str | None) -> None:
    data: dict[str, Any] = {"user": user_id, "found": checked.found, "new": checked.new}
    skipped = [source.skipped for source in checked.sources if source.skipped]
    entry = journal.JournalEntry(
        at=checked.checked_at,
        actor=Actor.SCHEDULE if user_id is None else Actor.PERSON,
        event="orders.checked",
        sentence=" ".join(
            [f"Connect was asked for changed orders: {checked.found} found, {checked.new} of them new.", *skipped]
        ),
        data=data,
    )
    with runtime.database.transaction() as tx:
        journal.add(tx, installation_id, entry)
