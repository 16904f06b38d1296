from __future__ import annotations

import threading

import pytest
from sqlalchemy.engine import Connection

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey, InstallationId, TenantId, XeroId
from connect_ext.storage import endings, intents, links, tasks
from connect_ext.storage.database import Database
from connect_ext.work.intent import Call, Intent, IntentEnd, IntentId
from connect_ext.work.task import TaskStatus
from tests.storage.builders import (
    NOW,
    OTHERS,
    TENANT,
    US,
    a_settlement,
    after,
    an_intent_draft,
    claim,
    store,
    task,
    write,
)

INVOICE = DocumentKey("invoice:PR-1")


def claim_open(tx: Connection, owner: str = "other", seconds: float = 90) -> tuple[Intent, ...]:
    return intents.claim_open(tx, US, TENANT, owner=owner, now=after(seconds), until=after(seconds + 90), limit=10)


def test_an_intent_is_read_as_it_was_written(database: Database) -> None:
    with database.transaction() as tx:
        first, second = store(tx, "PR-1"), store(tx, "PR-2")
        claim(tx)
        parts = [("contact:TA-2", [first, second]), ("contact:TA-1", [second])]
        written = write(tx, parts, call=Call.CREATE_CONTACTS, body='{"a":"ä\\u0000"}', generation=3)
        assert intents.find(tx, US, written.id) == written
        assert intents.open_count(tx, US) == 1
    assert written.draft == an_intent_draft(parts, call=Call.CREATE_CONTACTS, body='{"a":"ä\\u0000"}', generation=3)
    assert written.written_at == NOW


def test_an_unknown_intent_is_none(database: Database) -> None:
    with database.transaction() as tx:
        assert intents.find(tx, US, IntentId(1)) is None
        assert intents.open_count(tx, US) == 0


def test_an_intent_needs_the_lease_of_all_its_tasks(database: Database) -> None:
    with database.transaction() as tx:
        ours, theirs = store(tx, "PR-1"), store(tx, "PR-2", due_at=after(1))
        claim(tx)
        claim(tx, "other", now=after(1))
        with pytest.raises(intents.LeaseLost):
            write(tx, [("invoice:PR-1", [ours]), ("invoice:PR-2", [theirs])])
        assert intents.open_count(tx, US) == 0


def test_a_document_is_in_one_open_intent_only(database: Database) -> None:
    with database.transaction() as tx:
        first, second = store(tx, "PR-1"), store(tx, "PR-2")
        claim(tx)
        written = write(tx, [("contact:TA-1", [first])])
        with pytest.raises(intents.DocumentInFlight):
            write(tx, [("contact:TA-0", [second]), ("contact:TA-1", [second])])
        assert intents.open_count(tx, US) == 1
        write(tx, [("contact:TA-0", [second])])
        intents.close(tx, US, written.id, "worker", IntentEnd.ANSWERED, NOW)
        write(tx, [("contact:TA-1", [first])])


def test_the_same_document_may_be_under_way_in_another_organisation_or_installation(database: Database) -> None:
    with database.transaction() as tx:
        ours = store(tx)
        theirs = store(tx, installation_id=OTHERS)
        claim(tx)
        tasks.claim(tx, OTHERS, owner="worker", now=NOW, until=after(90), limit=1)
        write(tx, [("contact:TA-1", [ours])])
        write(tx, [("contact:TA-1", [ours])], tenant_id=TenantId("tenant-2"))
        write(tx, [("contact:TA-1", [theirs])], installation_id=OTHERS)


def test_an_intent_is_written_for_its_own_installation_only(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(ValueError, match="another installation"):
        intents.write(tx, OTHERS, "worker", an_intent_draft([]), NOW, NOW)


def test_generations_count_from_one_over_all_documents_of_a_call(database: Database) -> None:
    def generation(*keys: str, installation_id: InstallationId = US, tenant_id: TenantId = TENANT) -> int:
        return intents.next_generation(tx, installation_id, tenant_id, [DocumentKey(key) for key in keys])

    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        assert generation("invoice:PR-1") == 1
        written = write(tx, [("invoice:PR-1", [task_id])], generation=4)
        assert generation("invoice:PR-2", "invoice:PR-1") == 5
        intents.close(tx, US, written.id, "worker", IntentEnd.ANSWERED, NOW)
        assert generation("invoice:PR-1") == 5
        assert generation("invoice:PR-1", installation_id=OTHERS) == 1
        assert generation("invoice:PR-1", tenant_id=TenantId("tenant-2")) == 1
        assert generation() == 1


def test_the_last_call_of_each_document_is_found_whatever_became_of_it(database: Database) -> None:
    def latest(*keys: str, tenant_id: TenantId = TENANT) -> tuple[Intent, ...]:
        return intents.latest(tx, US, tenant_id, [DocumentKey(key) for key in keys])

    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        first = write(tx, [("invoice:PR-1", [task_id]), ("invoice:PR-2", [task_id])], body="first")
        intents.close(tx, US, first.id, "worker", IntentEnd.NOT_DONE, NOW)
        second = write(tx, [("invoice:PR-1", [task_id])], body="second", generation=2)
        assert latest("invoice:PR-1") == (second,)
        assert latest("invoice:PR-1", "invoice:PR-2", "invoice:PR-3") == (first, second)
        assert latest("invoice:PR-3") == latest() == latest("invoice:PR-1", tenant_id=TenantId("tenant-2")) == ()


def test_an_open_intent_whose_lease_ran_out_goes_to_one_other_worker(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        written = write(tx, [(INVOICE, [task_id])])
        assert claim_open(tx, seconds=89) == ()
        assert claim_open(tx) == (written,)
        assert claim_open(tx, "third") == ()
        assert not intents.close(tx, US, written.id, "worker", IntentEnd.ANSWERED, after(91))
        assert not intents.postpone(tx, US, written.id, "worker", after(91))
        assert intents.close(tx, US, written.id, "other", IntentEnd.ANSWERED, after(91))
        assert not intents.close(tx, US, written.id, "other", IntentEnd.ANSWERED, after(91))
        assert claim_open(tx, seconds=1000) == ()
        assert intents.open_count(tx, US) == 0


def test_a_postponed_intent_is_not_looked_at_before_its_time(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        written = write(tx, [(INVOICE, [task_id])])
        assert intents.postpone(tx, US, written.id, "worker", after(300))
        assert not intents.close(tx, US, written.id, "worker", IntentEnd.ANSWERED, after(1))
        assert claim_open(tx, seconds=299) == ()
        assert claim_open(tx, seconds=300) == (written,)


def test_open_intents_are_claimed_no_more_than_asked_for(database: Database) -> None:
    with database.transaction() as tx:
        made = [store(tx, f"PR-{number}") for number in range(3)]
        claim(tx)
        written = [write(tx, [(f"invoice:PR-{task_id}", [task_id])]) for task_id in made]
        found = intents.claim_open(tx, US, TENANT, owner="other", now=after(90), until=after(180), limit=2)
    assert found == tuple(written[:2])


def test_tasks_of_an_open_intent_are_settled_without_their_lease(database: Database) -> None:
    with database.transaction() as tx:
        task_id, stranger = store(tx, "PR-1"), store(tx, "PR-2")
        claim(tx)
        intent = write(tx, [(INVOICE, [task_id])])
        uncertain = a_settlement(TaskStatus.UNCERTAIN, due_at=after(1))
        for settlement in (uncertain, a_settlement()):
            assert endings.settle_of_intent(tx, US, intent_id=intent.id, settlements={task_id: settlement}, now=NOW)
            assert task(tx, task_id).status is settlement.status
        assert not endings.settle_of_intent(
            tx, US, intent_id=intent.id, settlements={stranger: a_settlement()}, now=NOW
        )
        assert task(tx, stranger).status is TaskStatus.RUNNING


def test_what_is_synced_is_not_settled_again(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        intent = write(tx, [(INVOICE, [task_id])])
        endings.settle(tx, US, owner="worker", settlements={task_id: a_settlement()}, now=NOW)
        again = a_settlement(TaskStatus.PENDING)
        assert not endings.settle_of_intent(tx, US, intent_id=intent.id, settlements={task_id: again}, now=NOW)


def test_an_intent_that_is_closed_settles_no_task_any_more(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        intent = write(tx, [(INVOICE, [task_id])])
        intents.close(tx, US, intent.id, "worker", IntentEnd.ANSWERED, NOW)
        assert not endings.settle_of_intent(tx, US, intent_id=intent.id, settlements={task_id: a_settlement()}, now=NOW)


def test_two_workers_that_send_the_same_documents_at_once_do_not_both_write(postgres_url: str) -> None:
    first, second = Database(postgres_url), Database(postgres_url)
    with first.transaction() as tx:
        ours, theirs = store(tx, "PR-1"), store(tx, "PR-2")
        claim(tx)
    refused: list[type[Exception]] = []

    def write_too() -> None:
        with second.transaction() as tx:
            try:
                write(tx, [("contact:TA-2", [theirs]), ("contact:TA-1", [theirs])])
            except intents.DocumentInFlight as found:
                refused.append(type(found))

    other = threading.Thread(target=write_too)
    with first.transaction() as tx:
        write(tx, [("contact:TA-1", [ours]), ("contact:TA-2", [ours])])
        other.start()
        other.join(0.2)
        assert other.is_alive(), "it waits for the first to commit or not"
    other.join()
    assert refused == [intents.DocumentInFlight]
    first.dispose()
    second.dispose()


def test_a_document_that_another_worker_has_just_made_is_not_sent_again(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        links.put(tx, US, TENANT, Link(key=INVOICE, xero_id=XeroId("x-1")), picture=None, task_id=task_id, now=NOW)
        with pytest.raises(intents.DocumentInFlight):
            write(tx, [(INVOICE, [task_id])])
        assert intents.open_count(tx, US) == 0
