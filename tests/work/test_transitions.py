from __future__ import annotations

import pytest

from connect_ext.work.task import TRANSITIONS, TaskStatus, may_become

S = TaskStatus


def test_every_status_says_what_may_follow_it() -> None:
    assert set(TRANSITIONS) == set(TaskStatus)


def test_only_what_is_being_undone_leaves_synced_and_may_come_back() -> None:
    assert {then for then in TaskStatus if may_become(S.SYNCED, then)} == {S.SYNCED, S.WAITING, S.ATTENTION}
    assert may_become(S.WAITING, S.SYNCED)
    assert may_become(S.WAITING, S.ATTENTION)


def test_what_is_ignored_is_not_synced() -> None:
    assert not may_become(S.IGNORED, S.SYNCED)


def test_only_a_run_leaves_a_task_uncertain() -> None:
    assert {now for now in TaskStatus if may_become(now, S.UNCERTAIN)} == {S.RUNNING, S.UNCERTAIN}


def test_only_what_was_tried_can_fail() -> None:
    assert {now for now in TaskStatus if may_become(now, S.FAILED)} == {S.RUNNING, S.UNCERTAIN}


def test_what_was_sent_without_an_answer_is_neither_ignored_nor_held() -> None:
    assert not may_become(S.UNCERTAIN, S.IGNORED)
    assert not may_become(S.UNCERTAIN, S.HELD)


@pytest.mark.parametrize("stopped", [S.HELD, S.FAILED, S.IGNORED, S.ATTENTION])
def test_what_is_stopped_starts_again_by_way_of_pending(stopped: TaskStatus) -> None:
    assert may_become(stopped, S.PENDING)
    assert not may_become(stopped, S.RUNNING)


@pytest.mark.parametrize("open_", [S.PENDING, S.WAITING, S.UNCERTAIN, S.RUNNING])
def test_a_worker_may_take_what_is_due_even_from_a_worker_that_died(open_: TaskStatus) -> None:
    assert may_become(open_, S.RUNNING)
