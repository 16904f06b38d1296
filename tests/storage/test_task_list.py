from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from connect_ext.books.problems.problem import Code, problem
from connect_ext.storage import endings, task_list, tasks
from connect_ext.storage.database import Database
from connect_ext.work.task import TaskId, TaskStatus
from tests.storage.builders import LATER, NOW, US, a_settlement, after, claim, store, task

REFUSED = problem(Code.REFUSED_BY_XERO, subject="PR-1", message="no")


def page(
    tx: Connection, *statuses: TaskStatus, before: TaskId | None = None, limit: int = 10
) -> list[tuple[TaskId, TaskStatus]]:
    wanted = frozenset(statuses) or None
    found = task_list.list_page(tx, US, statuses=wanted, before=before, limit=limit)
    return [(task.id, task.status) for task in found]


def of_each_status(tx: Connection) -> dict[TaskStatus, TaskId]:
    """One task in each status; those that go through a worker have failed three times."""
    made = {}
    for status in TaskStatus:
        task_id = store(tx, f"PR-{status.value}")
        if status is not TaskStatus.RUNNING:
            claim(tx, "other")
            due_at = after(3600) if status is TaskStatus.WAITING else None
            settlement = a_settlement(status, reason="because", problems=(REFUSED,), due_at=due_at, attempts=3)
            endings.settle(tx, US, owner="other", settlements={task_id: settlement}, now=NOW)
        made[status] = task_id
    tasks.claim(tx, US, owner="worker", now=NOW, until=after(90), limit=50)
    return made


def test_pages_show_the_newest_first_and_go_on_below_the_last(database: Database) -> None:
    with database.transaction() as tx:
        made = [store(tx, f"PR-{number}") for number in range(5)]
        first = [task_id for task_id, _ in page(tx, limit=2)]
        rest = [task_id for task_id, _ in page(tx, before=first[-1])]
    assert first + rest == made[::-1]


def test_a_page_shows_the_statuses_that_were_asked_for(database: Database) -> None:
    with database.transaction() as tx:
        made = of_each_status(tx)
        wanted = [TaskStatus.SYNCED, TaskStatus.PENDING, TaskStatus.FAILED]
        expected = sorted(((made[status], status) for status in wanted), reverse=True)
        assert page(tx, *wanted) == expected
        assert page(tx, *wanted, limit=1) == expected[:1]
        assert page(tx, *wanted, before=expected[0][0]) == expected[1:]
        assert task_list.list_page(tx, US, statuses=frozenset(), before=None, limit=10) == ()


def test_tasks_are_counted_by_status(database: Database) -> None:
    with database.transaction() as tx:
        assert task_list.counts(tx, US) == {}
        of_each_status(tx)
        store(tx, "PR-one-more")
        assert task_list.counts(tx, US) == {**dict.fromkeys(TaskStatus, 1), TaskStatus.PENDING: 2}


def test_asking_for_everything_leaves_alone_what_waits_or_is_held(database: Database) -> None:
    with database.transaction() as tx:
        made = of_each_status(tx)
        assert task_list.ask_for(tx, US, None, LATER) == 3
        asked = {status for status, task_id in made.items() if task(tx, task_id).updated_at == LATER}
    assert asked == {TaskStatus.PENDING, TaskStatus.ATTENTION, TaskStatus.FAILED}


def test_asking_for_chosen_tasks_includes_what_is_held_or_waits_for_its_next_try(database: Database) -> None:
    with database.transaction() as tx:
        made = of_each_status(tx)
        not_released = store(tx, "PR-not-yet", status=TaskStatus.WAITING, due_at=None)
        assert task_list.ask_for(tx, US, (*made.values(), not_released), LATER) == 5
        asked = {status for status, task_id in made.items() if task(tx, task_id).due_at == LATER}
        assert task(tx, not_released).status is TaskStatus.WAITING
    assert asked == {
        TaskStatus.PENDING, TaskStatus.ATTENTION, TaskStatus.FAILED, TaskStatus.HELD, TaskStatus.WAITING,
    }  # fmt: skip


def test_what_a_person_asks_for_starts_afresh(database: Database) -> None:
    with database.transaction() as tx:
        task_id = of_each_status(tx)[TaskStatus.FAILED]
        task_list.ask_for(tx, US, (task_id,), LATER)
        found = task(tx, task_id)
    assert (found.status, found.due_at, found.attempts) == (TaskStatus.PENDING, LATER, 0)
    assert (found.reason, found.problems) == ("", ())


def test_what_was_seen_is_kept_for_the_tasks_that_were_asked_for(database: Database) -> None:
    with database.transaction() as tx:
        made = of_each_status(tx)
        wanted = {made[TaskStatus.PENDING]: "one", made[TaskStatus.SYNCED]: "two"}
        task_list.ask_for(tx, US, (*wanted, made[TaskStatus.HELD]), LATER, wanted)
        shown = {status: task(tx, task_id).shown for status, task_id in made.items()}
    assert {status: found for status, found in shown.items() if found} == {TaskStatus.PENDING: "one"}


def test_who_asks_without_a_look_counts_no_more_what_another_saw(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        task_list.ask_for(tx, US, (task_id,), LATER, {task_id: "one"})
        task_list.ask_for(tx, US, None, LATER)
        assert task(tx, task_id).shown is None


@pytest.mark.parametrize(
    ("status", "due_at", "shown"),
    [
        (TaskStatus.WAITING, LATER, "one"),
        (TaskStatus.UNCERTAIN, LATER, "one"),
        (TaskStatus.ATTENTION, None, None),
        (TaskStatus.SYNCED, None, None),
    ],
)
def test_what_was_seen_holds_as_long_as_the_same_wish_is_tried(
    database: Database, status: TaskStatus, due_at: datetime | None, shown: str | None
) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        task_list.ask_for(tx, US, (task_id,), NOW, {task_id: "one"})
        claim(tx)
        endings.settle(tx, US, owner="worker", settlements={task_id: a_settlement(status, due_at=due_at)}, now=NOW)
        assert task(tx, task_id).shown == shown


def test_a_new_picture_of_the_order_that_nobody_asked_for_forgets_what_was_seen(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        task_list.ask_for(tx, US, (task_id,), NOW, {task_id: "one"})
        store(tx, due_at=NOW)
        assert task(tx, task_id).shown == "one"
        store(tx, due_at=None)
        assert task(tx, task_id).shown is None


def test_a_page_reads_no_more_of_a_task_than_its_row(database: Database) -> None:
    with database.transaction() as tx:
        store(tx, payload={"id": "PR-1", "large": "x" * 10_000})
        asked: list[str] = []
        event.listen(tx, "before_cursor_execute", lambda *given: asked.append(given[2]))
        page(tx)
        page(tx, TaskStatus.PENDING)
    assert len(asked) == 2
    assert [name for name in ("payload", "prices", "explanations") for one in asked if name in one] == []


def test_asking_for_nothing_changes_nothing(database: Database) -> None:
    with database.transaction() as tx:
        of_each_status(tx)
        assert task_list.ask_for(tx, US, (), LATER) == 0


def test_counting_stops_where_nobody_needs_to_know_more(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(task_list.COUNTED_TO + 1):
            store(tx, f"PR-{number}")
        assert task_list.counts(tx, US) == {TaskStatus.PENDING: task_list.COUNTED_TO}
        assert task_list.working(tx, US, NOW, ready=True) == task_list.COUNTED_TO


def test_work_is_what_is_held_now_and_what_is_due_and_free(database: Database) -> None:
    with database.transaction() as tx:
        store(tx, "PR-1", asset_id="AS-1")
        claim(tx)
        store(tx, "PR-2", asset_id="AS-1")
        store(tx, "PR-3", due_at=LATER)
        store(tx, "PR-4", due_at=None)
        assert task_list.working(tx, US, NOW, ready=True) == 1, "one runs, one waits for it, one is due later"
        assert task_list.working(tx, US, LATER, ready=True) == 2, "its worker is gone, and another is due"
        assert task_list.working(tx, US, NOW, ready=False) == 1
        assert task_list.working(tx, US, LATER, ready=False) == 0
