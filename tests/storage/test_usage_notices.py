from __future__ import annotations

from connect_ext.storage import installations, notices, system
from connect_ext.storage.database import Database
from connect_ext.work.notice import NoticeKind
from tests.storage.builders import NOW, US, a_notice, after, an_installation

FILE, USAGE = NoticeKind.USAGE_FILE, NoticeKind.USAGE


def test_usage_files_are_no_work_for_intake_but_for_a_drain(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
        notices.upsert(tx, a_notice("UF-2", kind=FILE, changed_at=after(1)))
        notices.upsert(tx, a_notice("UF-1", kind=FILE))
        assert notices.untaken(tx, US, 10) == ()
        assert not notices.any_untaken(tx, US)
        assert system.installations_with_work(tx, after(60), 10) == (US,)

        assert [found.notice.source_id for found in notices.untaken_files(tx, US, 10)] == ["UF-1", "UF-2"]
        assert len(notices.untaken_files(tx, US, 1)) == 1
        notices.mark_taken(tx, US, FILE, "UF-1", 1)
        assert [found.notice.source_id for found in notices.untaken_files(tx, US, 10)] == ["UF-2"]


def test_what_the_orders_of_a_file_were_told_is_found_by_its_id(database: Database) -> None:
    told = {f"UF_1:AS-{number}:AUD": {"records": [number]} for number in (1, 2)}
    with database.transaction() as tx:
        for key, payload in told.items():
            notices.upsert(tx, a_notice(key, kind=USAGE, payload=payload))
        notices.upsert(tx, a_notice("UF_1", kind=FILE))
        notices.upsert(tx, a_notice("UF_12:AS-1:AUD", kind=USAGE))
        notices.upsert(tx, a_notice("UFX1:AS-1:AUD", kind=USAGE))

        assert notices.usage_of(tx, US, "UF_1") == told
        assert {found.notice.kind for found in notices.untaken(tx, US, 10)} == {USAGE}
