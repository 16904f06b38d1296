from __future__ import annotations

from connect_ext.storage import cursors, notices
from connect_ext.storage.database import Database
from connect_ext.work.notice import NoticeKind
from tests.storage.builders import LATER, NOW, US, a_notice

REQUESTS = NoticeKind.ASSET_REQUEST


def test_a_cursor_is_where_it_was_moved_to_and_never_goes_back(database: Database) -> None:
    with database.transaction() as tx:
        assert cursors.load(tx, US, REQUESTS) is None
        cursors.advance(tx, US, REQUESTS, LATER)
        cursors.advance(tx, US, REQUESTS, NOW)
        assert cursors.load(tx, US, REQUESTS) == LATER


def test_what_was_told_before_is_known_with_its_last_change(database: Database) -> None:
    with database.transaction() as tx:
        notices.upsert(tx, a_notice("PR-1"))
        notices.upsert(tx, a_notice("PR-2", changed_at=None))
        assert notices.known(tx, US, REQUESTS, ["PR-1", "PR-2", "PR-3"]) == {"PR-1": NOW, "PR-2": None}
        assert notices.known(tx, US, REQUESTS, []) == {}
