from __future__ import annotations

import pytest

from sandbox.clock import Clock
from sandbox.connect.tasks import Category, Task, TaskQueue

ALL = frozenset(Category)


@pytest.fixture
def queue() -> TaskQueue:
    return TaskQueue(Clock())


def add(queue: TaskQueue, object_id: str = "PR-1", installation: str = "EIN-1") -> Task | None:
    return queue.add(Category.BACKGROUND, "purchase", object_id, installation, "key")


def happened(queue: TaskQueue) -> list[str]:
    return [entry.what for entry in queue.log]


def test_two_changes_before_the_delivery_are_one_task(queue: TaskQueue) -> None:
    assert add(queue) is not None
    assert add(queue) is None
    assert len(queue.take("w", ALL)) == 1


def test_a_change_while_the_task_runs_is_a_second_task(queue: TaskQueue) -> None:
    add(queue)
    queue.take("w", ALL)
    assert add(queue) is not None


def test_each_installation_has_a_task_of_its_own(queue: TaskQueue) -> None:
    add(queue, installation="EIN-1")
    add(queue, installation="EIN-2")
    assert [task.installation_id for task in queue.take("w", ALL)] == ["EIN-1", "EIN-2"]


def test_a_worker_gets_only_its_categories(queue: TaskQueue) -> None:
    add(queue)
    assert queue.take("w", frozenset({Category.INTERACTIVE})) == []
    assert queue.next_due(frozenset({Category.INTERACTIVE})) is None


@pytest.mark.parametrize("result", ["success", "skip", "fail"])
def test_a_final_result_ends_the_task(queue: TaskQueue, result: str) -> None:
    add(queue)
    (task,) = queue.take("w", ALL)
    queue.result(task.id, {"result": result, "countdown": 0, "message": "why"})
    queue.disconnected("w")
    assert queue.take("w", ALL) == []
    assert happened(queue) == ["delivered", result]
    assert queue.log[-1].message == "why"


def test_a_rescheduled_task_waits_for_its_countdown(queue: TaskQueue) -> None:
    add(queue)
    (task,) = queue.take("w", ALL)
    queue.result(task.id, {"result": "reschedule", "countdown": 300})
    assert queue.take("w", ALL) == []
    assert queue.idle()
    assert 290 < (queue.next_due(ALL) or 0) <= 300
    queue.flush_countdowns()
    assert [again.id for again in queue.take("w", ALL)] == [task.id]


def test_what_a_lost_worker_had_not_answered_goes_to_the_next(queue: TaskQueue) -> None:
    add(queue)
    (task,) = queue.take("first", ALL)
    assert not queue.idle()
    queue.disconnected("first")
    assert [again.id for again in queue.take("second", ALL)] == [task.id]
    assert task.deliveries == 2


def test_a_result_that_comes_twice_counts_once(queue: TaskQueue) -> None:
    add(queue)
    (task,) = queue.take("w", ALL)
    for _ in range(2):
        queue.result(task.id, {"result": "success"})
    assert happened(queue) == ["delivered", "success"]


def test_the_waiting_tasks_of_a_removed_installation_are_dropped(queue: TaskQueue) -> None:
    add(queue, installation="EIN-1")
    add(queue, installation="EIN-2")
    queue.drop_waiting_of("EIN-1")
    assert [task.installation_id for task in queue.take("w", ALL)] == ["EIN-2"]
