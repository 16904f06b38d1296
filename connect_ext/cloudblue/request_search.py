"""What changed in Connect since a moment: what events may have missed, and what there is no event of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connect.client import ConnectClient, R

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.cloudblue.billing_requests import notice_of_billing_request
from connect_ext.cloudblue.client import read_page
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment
from connect_ext.cloudblue.usage_notices import USAGE_FILE_STATUSES, notice_of_usage_file
from connect_ext.work.notice import Notice, NoticeKind

ASSET_REQUEST_STATUSES = ("approved", "failed", "scheduled", "revoking", "revoked")
"""Pending and inquiring requests are the vendor's business: nothing about them can reach the books yet."""

AT_ONCE = 100
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One collection of Connect that is searched by a moment of its objects."""

    kind: NoticeKind
    what: str
    """Completes “Connect refused …”."""
    moment_at: str
    """The path of the moment that is searched by."""
    overlap: timedelta
    """How long before the last moment seen a search begins: how late an object may show up, or change without moving
    that moment, and still be found."""
    collection: Callable[[ConnectClient], Any]
    """All of them that may matter, unordered."""
    notice: Callable[[InstallationId, Payload, datetime], Notice]

    def since(self, client: ConnectClient, moment_: datetime) -> Iterator[tuple[Payload, ...]]:
        """Page by page what `client` may see from a moment (aware) on, the oldest first. Objects of the moment where
        one page ends and the next begins may come twice. Raises `WorldFailed`."""
        offset = 0
        while True:
            page = self._page(client, moment_, offset)
            if not page:
                return
            yield tuple(found.value for found in page)
            if len(page) < AT_ONCE:
                return
            with connect_call(self.what):
                last = self._moment(page[-1])
            # Not by offset alone: an object that changes meanwhile moves to the end, and all behind it move up one
            # place, over the edge of the page that is read next.
            moment_, offset = (moment_, offset + AT_ONCE) if last <= moment_ else (last, 0)

    def latest(self, page: tuple[Payload, ...]) -> datetime | None:
        """The last moment of a page, as far as it can be read."""
        found = (_moment_or_none(Json(value=payload, path=""), self.moment_at) for payload in page)
        return max((at for at in found if at), default=None)

    def _page(self, client: ConnectClient, since: datetime, offset: int) -> tuple[Json, ...]:
        from_then = R(**{f"{self.moment_at.replace('.', '__')}__ge": written(since)})
        asked = self.collection(client).filter(from_then).order_by(self.moment_at, "id")
        return read_page(asked, self.what, offset, AT_ONCE)

    def _moment(self, found: Json) -> datetime:
        at = moment(found, self.moment_at)
        if at is None:
            raise Misread(self.moment_at, "it is missing")
        return at


ASSET_REQUESTS = Source(
    kind=NoticeKind.ASSET_REQUEST,
    what="the requests that have changed",
    moment_at="updated",
    overlap=timedelta(minutes=10),
    collection=lambda client: client.requests.filter(R().status.in_(list(ASSET_REQUEST_STATUSES))),
    notice=notice_of_asset_request,
)
BILLING_REQUESTS = Source(
    kind=NoticeKind.BILLING_REQUEST,
    what="the billing requests",
    moment_at="events.created.at",
    overlap=timedelta(hours=1),
    collection=lambda client: client("subscriptions").requests.all(),
    notice=notice_of_billing_request,
)
USAGE_FILES = Source(
    kind=NoticeKind.USAGE_FILE,
    what="the usage files",
    moment_at="events.created.at",
    # A file is accepted and closed long after it was made, and nothing that can be searched by moves then.
    overlap=timedelta(days=62),
    collection=lambda client: client("usage").files.filter(R().status.in_(list(USAGE_FILE_STATUSES))),
    notice=notice_of_usage_file,
)


def written(since: datetime) -> str:
    """Connect writes whole seconds. A plus sign in an address would be read as a space, so UTC is named by its Z."""
    return since.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _moment_or_none(found: Json, path: str) -> datetime | None:
    try:
        return moment(found, path)
    except Misread:
        return None
