from __future__ import annotations

from dataclasses import replace

from connect_ext.books.ids import DocumentKey, TenantId
from connect_ext.storage import follow_ups, system
from connect_ext.storage.database import Database
from connect_ext.storage.follow_ups import FollowUp
from tests.storage.builders import NOW, TENANT, US, after, connect, store
from tests.storage.world import A_FOLLOW_UP

LATE = replace(A_FOLLOW_UP, key=DocumentKey("credit:PR-2"), due_at=after(60))


def test_a_credit_note_has_one_follow_up_and_keeps_its_first(database: Database) -> None:
    with database.transaction() as tx:
        own = replace(A_FOLLOW_UP, task_id=store(tx))
        assert follow_ups.add(tx, US, TENANT, own)
        assert not follow_ups.add(tx, US, TENANT, replace(own, sentence="Another."))
        assert own.task_id is not None
        assert follow_ups.of_task(tx, US, own.task_id) == [own]


def test_what_is_due_is_taken_by_one_worker_until_its_lease_ends(database: Database) -> None:
    def taken(seconds: float) -> list[DocumentKey]:
        now, until = after(seconds), after(seconds + 90)
        return [one.key for one in follow_ups.claim(tx, US, TENANT, now=now, until=until, limit=10)]

    with database.transaction() as tx:
        for one in (LATE, A_FOLLOW_UP):
            follow_ups.add(tx, US, TENANT, one)
        assert taken(0) == [A_FOLLOW_UP.key]
        assert taken(59) == []
        assert taken(95) == [A_FOLLOW_UP.key, LATE.key]
        assert follow_ups.claim(tx, US, TenantId("tenant-2"), now=after(999), until=after(999), limit=10) == ()


def test_one_that_is_done_is_neither_taken_nor_changed_again(database: Database) -> None:
    def settled(sentence: str) -> bool:
        return follow_ups.settle(
            tx, US, TENANT, A_FOLLOW_UP.key, sentence=sentence, due_at=NOW, attempts=1, done_at=NOW
        )

    with database.transaction() as tx:
        follow_ups.add(tx, US, TENANT, A_FOLLOW_UP)
        assert (settled("Done."), settled("Again.")) == (True, False)
        assert follow_ups.claim(tx, US, TENANT, now=after(999), until=after(999), limit=10) == ()


def test_an_installation_has_work_when_one_of_its_organisation_is_due(database: Database) -> None:
    def works(one: FollowUp, tenant: TenantId = TENANT) -> bool:
        with database.transaction() as tx:
            follow_ups.add(tx, US, tenant, one)
            return US in system.installations_with_work(tx, NOW, 10)

    with database.transaction() as tx:
        connect(tx)
    assert not works(A_FOLLOW_UP, TenantId("tenant-2"))
    assert not works(LATE)
    assert works(A_FOLLOW_UP)
