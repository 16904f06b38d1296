from __future__ import annotations

from connect_ext.storage import notices
from connect_ext.storage.database import Database
from connect_ext.storage.notices import UntakenNotice
from connect_ext.work.notice import Notice, NoticeKind
from tests.storage.builders import NOW, US, a_notice, after

REQUEST = NoticeKind.ASSET_REQUEST


def test_a_notice_comes_back_as_it_was(database: Database) -> None:
    notice = a_notice(payload={"id": "PR-1", "ä": [1.5, None]}, changed_at=None)
    with database.transaction() as tx:
        assert notices.upsert(tx, notice)
        assert notices.untaken(tx, US, 10) == (UntakenNotice(notice=notice, version=1),)


def test_the_same_notice_again_changes_nothing(database: Database) -> None:
    with database.transaction() as tx:
        notices.upsert(tx, a_notice(payload={"a": 1, "b": 2}))
        assert not notices.upsert(tx, a_notice(payload={"b": 2, "a": 1}, seen_at=after(60)))
        assert notices.untaken(tx, US, 10)[0].version == 1


def test_a_newer_notice_replaces_an_older_one(database: Database) -> None:
    newer = a_notice(status="approved", changed_at=after(1))
    with database.transaction() as tx:
        notices.upsert(tx, a_notice(status="pending"))
        assert notices.upsert(tx, newer)
        assert notices.untaken(tx, US, 10) == (UntakenNotice(notice=newer, version=2),)


def test_an_older_notice_never_replaces_a_newer_one(database: Database) -> None:
    newer = a_notice(status="approved", changed_at=after(1))
    with database.transaction() as tx:
        notices.upsert(tx, newer)
        assert not notices.upsert(tx, a_notice(status="pending", changed_at=NOW))
        assert notices.untaken(tx, US, 10)[0].notice == newer


def test_an_undated_notice_does_not_let_an_older_one_in_behind_it(database: Database) -> None:
    with database.transaction() as tx:
        notices.upsert(tx, a_notice(status="pending", changed_at=after(1)))
        assert notices.upsert(tx, a_notice(status="approved", changed_at=None))
        assert not notices.upsert(tx, a_notice(status="draft", changed_at=NOW))
        assert notices.untaken(tx, US, 10)[0].notice.status == "approved"


def test_a_taken_notice_is_not_shown_again_until_there_is_news(database: Database) -> None:
    with database.transaction() as tx:
        notices.upsert(tx, a_notice())
        notices.mark_taken(tx, US, REQUEST, "PR-1", 1)
        assert notices.untaken(tx, US, 10) == ()
        notices.upsert(tx, a_notice(status="revoked", changed_at=after(1)))
        assert [found.version for found in notices.untaken(tx, US, 10)] == [2]


def test_news_that_comes_in_while_a_notice_is_taken_stays_untaken(database: Database) -> None:
    with database.transaction() as tx:
        notices.upsert(tx, a_notice())
        notices.upsert(tx, a_notice(status="revoked", changed_at=after(1)))
        notices.mark_taken(tx, US, REQUEST, "PR-1", 1)
        assert [found.version for found in notices.untaken(tx, US, 10)] == [2]
        notices.mark_taken(tx, US, REQUEST, "PR-1", 2)
        notices.mark_taken(tx, US, REQUEST, "PR-1", 1)
        assert notices.untaken(tx, US, 10) == ()


def test_the_oldest_notices_come_first_and_not_more_than_asked_for(database: Database) -> None:
    with database.transaction() as tx:
        for source_id, changed_at in (("PR-3", after(3)), ("PR-1", after(1)), ("PR-2", None)):
            notices.upsert(tx, a_notice(source_id, changed_at=changed_at, seen_at=after(2)))
        found: list[Notice] = [untaken.notice for untaken in notices.untaken(tx, US, 2)]
    assert [notice.source_id for notice in found] == ["PR-1", "PR-2"]
