from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from connect_ext.books.ids import DocumentKey, TenantId, UsageRecordId
from connect_ext.storage import endings, proposed, usage_coverage
from connect_ext.storage.database import Database
from connect_ext.storage.proposed import Frozen
from connect_ext.work.task import TaskId
from tests.storage.builders import LATER, NOW, TENANT, US, claim, store

INVOICE, NOTE = DocumentKey("invoice:UF-1:AS-1:USD"), DocumentKey("credit:UF-1:AS-1:USD")
ONE, TWO, THREE = (UsageRecordId(f"UR-{number}") for number in (1, 2, 3))


def a_frozen(document: DocumentKey, *records: UsageRecordId) -> Frozen:
    return Frozen(prices={}, usage={document: records})


def keep(tx: Connection, document: DocumentKey, task: TaskId, now: datetime) -> None:
    """Writes what waits with a task for the document, as the end of its call does."""
    waiting = endings.lock(tx, US, [task])[task].usage
    usage_coverage.add_all(tx, US, TENANT, {document: waiting.get(document, ())}, now)


def test_records_are_written_with_the_document_that_they_were_proposed_with(database: Database) -> None:
    with database.transaction() as tx:
        task = store(tx)
        claim(tx)
        proposed.freeze(tx, US, "worker", {task: a_frozen(INVOICE, ONE, TWO)})
        keep(tx, DocumentKey("contact:TA-1"), task, NOW)
        assert usage_coverage.load(tx, US, TENANT, [ONE, TWO, THREE]) == {}

        keep(tx, INVOICE, task, NOW)
        keep(tx, INVOICE, task, LATER)
        assert usage_coverage.load(tx, US, TENANT, [ONE, TWO, THREE]) == {ONE: INVOICE, TWO: INVOICE}
        assert usage_coverage.load(tx, US, TENANT, []) == {}


def test_another_organisation_has_billed_nothing(database: Database) -> None:
    with database.transaction() as tx:
        task = store(tx)
        claim(tx)
        proposed.freeze(tx, US, "worker", {task: a_frozen(INVOICE, ONE)})
        keep(tx, INVOICE, task, NOW)

        assert usage_coverage.load(tx, US, TenantId("tenant-2"), [ONE]) == {}


def test_a_later_proposal_replaces_what_waits(database: Database) -> None:
    with database.transaction() as tx:
        task = store(tx)
        claim(tx)
        proposed.freeze(tx, US, "worker", {task: a_frozen(INVOICE, ONE, TWO)})
        proposed.freeze(tx, US, "worker", {task: a_frozen(NOTE, TWO)})
        keep(tx, INVOICE, task, NOW)
        keep(tx, NOTE, task, NOW)

        assert usage_coverage.load(tx, US, TENANT, [ONE, TWO]) == {TWO: NOTE}


def test_a_record_stays_with_the_document_that_billed_it_first(database: Database) -> None:
    with database.transaction() as tx:
        first, second = store(tx), store(tx, "PR-2")
        claim(tx)
        frozen = {first: a_frozen(INVOICE, ONE), second: a_frozen(NOTE, ONE, TWO)}
        proposed.freeze(tx, US, "worker", frozen)
        keep(tx, INVOICE, first, NOW)
        keep(tx, NOTE, second, NOW)

        assert usage_coverage.load(tx, US, TENANT, [ONE, TWO]) == {ONE: INVOICE, TWO: NOTE}


def test_what_a_fallen_document_billed_may_be_billed_again(database: Database) -> None:
    with database.transaction() as tx:
        task = store(tx)
        claim(tx)
        proposed.freeze(tx, US, "worker", {task: a_frozen(INVOICE, ONE, TWO)})
        keep(tx, INVOICE, task, NOW)

        assert usage_coverage.release(tx, US, TENANT, INVOICE) == 2
        assert usage_coverage.release(tx, US, TENANT, INVOICE) == 0
        assert usage_coverage.load(tx, US, TENANT, [ONE, TWO]) == {}


def test_a_file_of_many_records_is_kept_and_found(database: Database) -> None:
    many = [UsageRecordId(f"UR-{number:05}") for number in range(1201)]
    with database.transaction() as tx:
        task = store(tx)
        claim(tx)
        proposed.freeze(tx, US, "worker", {task: a_frozen(INVOICE, *many)})
        keep(tx, INVOICE, task, NOW)

        assert usage_coverage.load(tx, US, TENANT, many) == dict.fromkeys(many, INVOICE)
