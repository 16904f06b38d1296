"""The first check of an installation: one order of each older subscription, for a person to say where it is billed."""

from __future__ import annotations

from datetime import datetime

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId
from connect_ext.cloudblue.asset_requests import notice_of_asset_request
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED
from connect_ext.cloudblue.older_assets import Payload, openings
from connect_ext.storage import cursors, notices
from connect_ext.sync.runtime import Runtime
from connect_ext.work.failure import WorldFailed
from connect_ext.work.notice import NoticeKind


def open_older(runtime: Runtime, client: ConnectClient, installation_id: InstallationId, before: datetime) -> int:
    """How many there are of which nothing was known; none where this was done already, or Connect does not show
    subscriptions to the account. Raises `WorldFailed`, and then the next check does it again."""
    with runtime.database.transaction() as tx:
        if cursors.load(tx, installation_id, NoticeKind.ASSET_REQUEST) is not None:
            return 0
    try:
        opened = sum(_keep(runtime, installation_id, page) for page in openings(client, before))
    except WorldFailed as failed:
        if failed.failure.code not in (REFUSED, NOT_FOUND):
            raise
        opened = 0
    with runtime.database.transaction() as tx:
        # Where the search of the requests begins is also how it is remembered that this was done.
        cursors.advance(tx, installation_id, NoticeKind.ASSET_REQUEST, before)
    return opened


def _keep(runtime: Runtime, installation_id: InstallationId, page: tuple[Payload, ...]) -> int:
    found = [notice_of_asset_request(installation_id, payload, runtime.clock()) for payload in page]
    with runtime.database.transaction() as tx:
        known = notices.known(tx, installation_id, NoticeKind.ASSET_REQUEST, [notice.source_id for notice in found])
        new = [notice for notice in found if notice.source_id not in known]
        for notice in sorted(new, key=lambda notice: notice.source_id):
            notices.upsert(tx, notice)
    return len(new)
