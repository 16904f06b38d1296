from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import update

from connect_ext.books.ids import RequestId
from connect_ext.books.orders.order import OrderType
from connect_ext.books.problems.problem import Code, problem
from connect_ext.books.subscription import turn as turns
from connect_ext.storage import endings, intents, tasks
from connect_ext.storage.database import Database
from connect_ext.storage.tables import tasks as table
from connect_ext.work.intent import IntentEnd
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import SyncTask, TaskId, TaskStatus
from tests.books.day_builders import day
from tests.storage.builders import LATER, NOW, US, a_draft, a_settlement, after, claim, store, task, write

ROOT = Path(__file__).parents[2]
TASKS = 200
WORKERS = 4
WORKER = """
import sys
from connect_ext.storage import endings
from connect_ext.storage.database import Database
from tests.storage.builders import NOW, US, a_settlement, claim
database, owner = Database(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
while True:
    with database.transaction() as tx:
        claimed = claim(tx, owner, limit=7)
    if not claimed:
        break
    with database.transaction() as tx:
        for task in claimed:
            assert endings.settle(tx, US, owner=owner, settlements={task.id: a_settlement()}, now=NOW)
            print(task.id, flush=True)
database.dispose()
"""


def ids(claimed: tuple[SyncTask, ...]) -> list[TaskId]:
    return [task.id for task in claimed]


def test_due_tasks_are_claimed_in_order_and_not_more_than_asked_for(database: Database) -> None:
    with database.transaction() as tx:
        third, first, second, *_ = (store(tx, f"PR-{due}", due_at=after(due)) for due in (-1, -3, -2, 1))
        store(tx, "PR-nobody-asked", due_at=None)
        claimed = claim(tx, limit=2)
        assert ids(claimed) == [first, second]
        assert ids(claim(tx)) == [third]
        assert ids(claim(tx)) == []
    assert [task.status for task in claimed] == [TaskStatus.RUNNING, TaskStatus.RUNNING]
    assert [task.due_at for task in claimed] == [after(-3), after(-2)]


def test_what_waits_or_is_uncertain_is_claimed_when_its_time_has_come(database: Database) -> None:
    with database.transaction() as tx:
        for status in (TaskStatus.WAITING, TaskStatus.UNCERTAIN):
            task_id = store(tx, f"PR-{status.value}")
            claim(tx)
            later = a_settlement(status, due_at=LATER)
            endings.settle(tx, US, owner="worker", settlements={task_id: later}, now=NOW)
        assert claim(tx) == ()
        assert len(claim(tx, now=LATER)) == 2


@pytest.mark.parametrize(
    "status",
    [TaskStatus.ATTENTION, TaskStatus.HELD, TaskStatus.FAILED, TaskStatus.SYNCED, TaskStatus.IGNORED],
)
def test_what_needs_a_person_or_is_final_is_never_claimed(database: Database, status: TaskStatus) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        settlement = a_settlement(status, due_at=NOW)
        endings.settle(tx, US, owner="worker", settlements={task_id: settlement}, now=NOW)
        assert claim(tx, now=LATER) == ()


def test_a_lease_that_ran_out_can_be_claimed_by_another_worker(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx, "first")
        assert claim(tx, "second", now=after(89)) == ()
        assert ids(claim(tx, "second", now=after(90))) == [task_id]
        assert not tasks.renew(tx, US, "first", (task_id,), after(500))
        assert not endings.settle(tx, US, owner="first", settlements={task_id: a_settlement()}, now=NOW)
        assert task(tx, task_id).status is TaskStatus.RUNNING
        assert endings.settle(tx, US, owner="second", settlements={task_id: a_settlement()}, now=NOW)


def test_a_renewed_lease_holds_longer(database: Database) -> None:
    with database.transaction() as tx:
        both = [store(tx, "PR-1"), store(tx, "PR-2")]
        claim(tx, "first")
        assert tasks.renew(tx, US, "first", both, after(500))
        assert claim(tx, "second", now=after(499)) == ()


def test_renewing_says_when_one_of_the_tasks_is_lost(database: Database) -> None:
    with database.transaction() as tx:
        ours, theirs = store(tx, "PR-1"), store(tx, "PR-2", due_at=after(1))
        claim(tx, "first")
        claim(tx, "second", now=after(1))
        assert not tasks.renew(tx, US, "first", (ours, theirs), after(500))


def test_settling_ends_the_lease_and_keeps_what_the_run_came_to(database: Database) -> None:
    refused = problem(Code.REFUSED_BY_XERO, subject="PR-1", message="no")
    settlement = a_settlement(TaskStatus.PENDING, reason="no", problems=(refused,), due_at=LATER, attempts=3)
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        assert endings.settle(tx, US, owner="worker", settlements={task_id: settlement}, now=after(5))
        found = task(tx, task_id)
        assert not endings.settle(tx, US, owner="worker", settlements={task_id: settlement}, now=after(6))
    assert (found.status, found.reason, found.problems) == (TaskStatus.PENDING, "no", (refused,))
    assert (found.due_at, found.attempts, found.updated_at) == (LATER, 3, after(5))


def test_tasks_of_one_asset_are_claimed_one_after_the_other(database: Database) -> None:
    with database.transaction() as tx:
        first = store(tx, "PR-1", asset_id="AS-1", due_at=after(0))
        second = store(tx, "PR-2", asset_id="AS-1", due_at=after(-60))
        other = store(tx, "PR-3", asset_id="AS-2", due_at=after(-30))
        assert ids(claim(tx)) == [other, first]
        assert claim(tx) == ()
        endings.settle(tx, US, owner="worker", settlements={first: a_settlement()}, now=NOW)
        assert ids(claim(tx)) == [second]


@pytest.mark.parametrize(
    ("status", "blocks"),
    [(status, status not in (TaskStatus.SYNCED, TaskStatus.IGNORED)) for status in TaskStatus],
)
def test_an_earlier_task_of_the_asset_blocks_until_it_is_final(
    database: Database, status: TaskStatus, blocks: bool
) -> None:
    with database.transaction() as tx:
        first = store(tx, "PR-1", asset_id="AS-1")
        claim(tx)
        if status is not TaskStatus.RUNNING:
            settlement = a_settlement(status)
            endings.settle(tx, US, owner="worker", settlements={first: settlement}, now=NOW)
        second = store(tx, "PR-2", asset_id="AS-1")
        assert ids(claim(tx)) == ([] if blocks else [second])


def test_tasks_of_an_asset_take_their_turn_in_whatever_sequence_they_become_known(database: Database) -> None:
    with database.transaction() as tx:
        period = store(tx, "AS-1:2026-03-21", asset_id="AS-1", turn=turn(OrderType.BILLING, "21 Mar", "21", True))
        change = store(tx, "PR-2", asset_id="AS-1", turn=turn(OrderType.CHANGE, "21 Mar", "PR-1000"))
        unknown = store(tx, "PR-3", asset_id="AS-1", turn=turn(None, "21 Mar", "PR-999"))
        earlier = store(tx, "PR-4", asset_id="AS-1", turn=turn(OrderType.RENEWAL, "1 Jan", "PR-1004"))
        purchase = store(tx, "PR-1", asset_id="AS-1", turn=turn(OrderType.SALES, "30 Mar", "PR-1005"))
        for expected in (purchase, earlier, unknown, change, period):
            assert [found.id for found in claim(tx)] == [expected]
            endings.settle(tx, US, owner="worker", settlements={expected: a_settlement()}, now=NOW)


def test_usage_neither_waits_nor_makes_others_wait(database: Database) -> None:
    with database.transaction() as tx:
        usage = store(tx, "UF-1", asset_id="AS-1", kind=NoticeKind.USAGE, turn="0")
        request = store(tx, "PR-1", asset_id="AS-1", turn="1")
        later = store(tx, "UF-2", asset_id="AS-1", kind=NoticeKind.USAGE, turn="2")
        assert ids(claim(tx)) == [usage, request, later]


def turn(type_: OrderType | None, on: str, name: str, by_calendar: bool = False) -> str:
    return turns.turn(type_, day(on), RequestId(name), by_calendar=by_calendar)


def test_tasks_without_an_asset_do_not_wait_for_each_other(database: Database) -> None:
    with database.transaction() as tx:
        made = [store(tx, "PR-1"), store(tx, "PR-2")]
        assert ids(claim(tx)) == made


def test_a_task_of_an_open_intent_is_not_claimed_even_when_its_lease_ran_out(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        intent = write(tx, [("invoice:PR-1", [task_id])])
        assert claim(tx, "other", now=after(1000)) == ()
        assert intents.close(tx, US, intent.id, "worker", IntentEnd.NOT_DONE, after(1001))
        assert ids(claim(tx, "other", now=after(1001))) == [task_id]


def test_an_intent_that_is_being_written_keeps_others_from_its_tasks(postgres_url: str) -> None:
    writer, claimer = Database(postgres_url), Database(postgres_url)
    with writer.transaction() as tx:
        task_id = store(tx)
        claim(tx)
    with writer.transaction() as tx:
        write(tx, [("invoice:PR-1", [task_id])])
        with claimer.transaction() as other:
            assert claim(other, "other", now=after(1000)) == ()
    writer.dispose()
    claimer.dispose()


def test_of_many_that_are_settled_together_one_whose_lease_was_lost_is_left_alone(database: Database) -> None:
    with database.transaction() as tx:
        ours, theirs, last = (store(tx, f"PR-{number}") for number in (1, 2, 3))
        claim(tx, "worker")
        tx.execute(update(table).where(table.c.id == theirs).values(lease_owner="another"))
        settlements = {ours: a_settlement(), theirs: a_settlement(), last: a_settlement(TaskStatus.ATTENTION)}
        assert endings.settle(tx, US, owner="worker", settlements=settlements, now=NOW) == {ours, last}
        found = [task(tx, one).status for one in (ours, theirs, last)]
    assert found == [TaskStatus.SYNCED, TaskStatus.RUNNING, TaskStatus.ATTENTION]


def test_four_processes_claim_every_task_exactly_once(database: Database, database_url: str) -> None:
    with database.transaction() as tx:
        made = [tasks.store(tx, US, a_draft(f"PR-{number}"), NOW) for number in range(TASKS)]
    database.dispose()
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, database_url, f"worker-{number}"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(WORKERS)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdout is not None
        worker.stdout.readline()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    done = [worker.communicate() for worker in workers]
    assert [errors for _, errors in done] == [""] * WORKERS
    assert sorted(int(line) for lines, _ in done for line in lines.split()) == made


def test_four_threads_take_the_tasks_of_shared_assets_in_order(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(TASKS):
            store(tx, f"PR-{number}", asset_id=f"AS-{number % 10}")
    order: list[SyncTask] = []

    def work(owner: str) -> None:
        idle = 0
        while idle < 20:
            with database.transaction() as tx:
                claimed = claim(tx, owner, limit=3)
            idle = 0 if claimed else idle + 1
            for found in claimed:
                order.append(found)
                with database.transaction() as tx:
                    endings.settle(tx, US, owner=owner, settlements={found.id: a_settlement()}, now=NOW)

    threads = [threading.Thread(target=work, args=(f"worker-{number}",)) for number in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(order) == TASKS
    for asset in range(10):
        numbers = [int(found.order_key[3:]) for found in order if found.asset_id == f"AS-{asset}"]
        assert numbers == list(range(asset, TASKS, 10))
