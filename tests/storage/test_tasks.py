from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import AssetId, OrderKey
from connect_ext.books.orders.order import OrderType
from connect_ext.books.problems.problem import Code, problem
from connect_ext.storage import endings, task_list, tasks
from connect_ext.storage.database import Database
from connect_ext.storage.tables import tasks as rows
from connect_ext.work.task import Actor, SyncTask, TaskId, TaskStatus
from tests.storage.builders import LATER, NOW, US, a_draft, a_settlement, claim, store, task, write

REFUSED = problem(Code.REFUSED_BY_XERO, subject="PR-1", message="no")
IN_ATTENTION: dict[str, Any] = {
    "status": TaskStatus.ATTENTION,
    "reason": REFUSED.sentence,
    "problems": (REFUSED,),
    "due_at": None,
}


def test_a_new_task_has_the_fields_of_its_draft(database: Database) -> None:
    draft = a_draft(asset_id=AssetId("AS-1"), payload={"ä": [1]}, **IN_ATTENTION)
    with database.transaction() as tx:
        task_id = tasks.store(tx, US, draft, NOW)
        assert task(tx, task_id) == SyncTask(
            id=task_id,
            installation_id=US,
            order_key=OrderKey("PR-1"),
            order_type=OrderType.SALES,
            asset_id=AssetId("AS-1"),
            status=TaskStatus.ATTENTION,
            reason=REFUSED.sentence,
            problems=(REFUSED,),
            payload={"ä": [1]},
            ignored_by=None,
            due_at=None,
            attempts=0,
            created_at=NOW,
            updated_at=NOW,
        )
        assert tasks.find_by_order(tx, US, OrderKey("PR-1")) == task(tx, task_id)


def test_an_unknown_task_is_none(database: Database) -> None:
    with database.transaction() as tx:
        assert tasks.find(tx, US, TaskId(1)) is None
        assert tasks.find_by_order(tx, US, OrderKey("PR-1")) is None


def test_the_same_order_again_is_the_same_task_with_what_is_new_about_it(database: Database) -> None:
    with database.transaction() as tx:
        first = store(tx, status=TaskStatus.IGNORED, reason="not for us", due_at=None)
        assert task(tx, first).ignored_by is Actor.PRODUCT
        again = tasks.store(tx, US, a_draft(payload={"new": True}), LATER)
        found = task(tx, again)
    assert again == first
    assert (found.status, found.ignored_by, found.payload) == (TaskStatus.PENDING, None, {"new": True})
    assert (found.created_at, found.updated_at) == (NOW, LATER)


def test_a_task_that_a_worker_holds_is_not_touched(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        (held,) = claim(tx)
        assert tasks.store(tx, US, a_draft(payload={"new": True}), LATER) == task_id
        assert task(tx, task_id) == held


@pytest.mark.parametrize("status", [TaskStatus.SYNCED, TaskStatus.UNCERTAIN, TaskStatus.FAILED, TaskStatus.HELD])
def test_a_task_that_came_past_intake_is_not_touched(database: Database, status: TaskStatus) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        endings.settle(tx, US, owner="worker", settlements={task_id: a_settlement(status)}, now=NOW)
        assert tasks.store(tx, US, a_draft(), LATER) == task_id
        assert task(tx, task_id).status is status


def test_a_task_that_a_person_ignored_is_not_touched(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        assert task_list.ignore(tx, US, task_id, "Billed by hand.", LATER)
        tasks.store(tx, US, a_draft(), LATER)
        found = task(tx, task_id)
    assert (found.status, found.ignored_by, found.reason) == (TaskStatus.IGNORED, Actor.PERSON, "Billed by hand.")
    assert found.due_at is None


def test_what_a_person_ignored_can_be_brought_back_and_waits_to_be_asked_for(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        assert not task_list.unignore(tx, US, task_id, LATER)
        task_list.ignore(tx, US, task_id, "Billed by hand.", LATER)
        assert task_list.unignore(tx, US, task_id, LATER)
        found = task(tx, task_id)
    assert (found.status, found.ignored_by, found.reason) == (TaskStatus.PENDING, None, "")
    assert found.due_at is None


def test_a_person_may_ignore_what_the_product_ignored(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx, status=TaskStatus.IGNORED, due_at=None)
        assert task_list.ignore(tx, US, task_id, "Never.", LATER)
        assert task(tx, task_id).ignored_by is Actor.PERSON
        assert not task_list.ignore(tx, US, task_id, "Again.", LATER)


@pytest.mark.parametrize("status", [TaskStatus.SYNCED, TaskStatus.UNCERTAIN])
def test_what_may_be_in_xero_cannot_be_ignored(database: Database, status: TaskStatus) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        assert not task_list.ignore(tx, US, task_id, "Stop.", LATER)
        endings.settle(tx, US, owner="worker", settlements={task_id: a_settlement(status)}, now=NOW)
        assert not task_list.ignore(tx, US, task_id, "Stop.", LATER)
        assert task(tx, task_id).status is status


def test_a_task_of_an_open_intent_cannot_be_ignored(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        write(tx, [("invoice:PR-1", [task_id])])
        waiting = a_settlement(TaskStatus.WAITING, due_at=LATER)
        endings.settle(tx, US, owner="worker", settlements={task_id: waiting}, now=NOW)
        assert not task_list.ignore(tx, US, task_id, "Stop.", LATER)


def test_a_problem_of_a_later_version_does_not_hide_the_task(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx, **IN_ATTENTION)
        unknown = [{"code": "XI-999", "data": {}}, {"code": REFUSED.code.value, "data": REFUSED.data}]
        tx.execute(rows.update().values(problems=unknown))
        assert task(tx, task_id).problems == (REFUSED,)
