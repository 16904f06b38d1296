"""Asset requests that changed since a moment: what events may have missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from connect.client import ConnectClient, R

from connect_ext.cloudblue.client import read_page
from connect_ext.cloudblue.failures import connect_call
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.moments import moment

ASSET_REQUEST_STATUSES = ("approved", "failed", "scheduled", "revoking", "revoked")
"""Pending and inquiring requests are the vendor's business: nothing about them can reach the books yet."""

AT_ONCE = 100
WHAT = "the requests that have changed"


def changed_requests(client: ConnectClient, since: datetime) -> Iterator[tuple[Mapping[str, Any], ...]]:
    """Page by page the requests that `client` may see and that changed at or after `since` (aware), the one that has
    changed longest ago first. Those of the moment where one page ends and the next begins may come twice.
    Raises `WorldFailed`."""
    offset = 0
    while True:
        page = _page(client, since, offset)
        if not page:
            return
        yield tuple(request.value for request in page)
        if len(page) < AT_ONCE:
            return
        with connect_call(WHAT):
            last = _changed(page[-1])
        # Not by offset alone: a request that changes meanwhile moves to the end, and all behind it move up one place,
        # over the edge of the page that is read next.
        since, offset = (since, offset + AT_ONCE) if last <= since else (last, 0)


def _page(client: ConnectClient, since: datetime, offset: int) -> tuple[Json, ...]:
    moved = R().status.in_(list(ASSET_REQUEST_STATUSES)) & R().updated.ge(_written(since))
    return read_page(client.requests.filter(moved).order_by("updated", "id"), WHAT, offset, AT_ONCE)


def _written(since: datetime) -> str:
    """Connect writes whole seconds. A plus sign in an address would be read as a space, so UTC is named by its Z."""
    return since.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _changed(request: Json) -> datetime:
    found = moment(request, "updated")
    if found is None:
        raise Misread("updated", "it is missing")
    return found
