from __future__ import annotations

import logging
import threading
from functools import partial

import pytest

from connect_ext.sync.schedule.background import Background
from connect_ext.work.task import TaskStatus
from tests.sync.watching import status
from tests.world import World


def test_asked_while_it_runs_it_runs_once_more_however_often_it_was_asked() -> None:
    background = Background()
    running, go_on = threading.Event(), threading.Event()
    runs: list[int] = []

    def work() -> None:
        runs.append(len(runs))
        running.set()
        assert go_on.wait(20)

    background.ask(work)
    assert running.wait(20)
    for _ in range(5):
        background.ask(work)
    go_on.set()

    assert background.wait(20)
    assert runs == [0, 1]


def test_what_was_asked_for_last_is_what_runs_next() -> None:
    background = Background()
    running, go_on = threading.Event(), threading.Event()
    runs: list[str] = []

    def first() -> None:
        running.set()
        assert go_on.wait(20)

    background.ask(first)
    assert running.wait(20)
    for name in ("a former configuration", "the newest configuration"):
        background.ask(partial(runs.append, name))
    go_on.set()

    assert background.wait(20)
    assert runs == ["the newest configuration"]


def test_one_thread_works_at_a_time() -> None:
    background = Background()
    alone = threading.Lock()
    overlaps: list[bool] = []

    def work() -> None:
        overlaps.append(not alone.acquire(blocking=False))
        alone.release()

    for _ in range(50):
        background.ask(work)
    assert background.wait(20)
    assert overlaps
    assert not any(overlaps)


def test_asked_after_it_has_ended_it_starts_again() -> None:
    background = Background()
    runs: list[str] = []
    for name in ("first", "second"):
        background.ask(lambda: runs.append("ran"))
        assert background.wait(20), name

    assert runs == ["ran", "ran"]


def test_a_bug_shows_in_the_log_and_keeps_no_later_request_from_being_served(caplog: pytest.LogCaptureFixture) -> None:
    background = Background()

    def breaks() -> None:
        raise RuntimeError("a bug")

    with caplog.at_level(logging.ERROR):
        background.ask(breaks)
        assert background.wait(20)
    assert "background.failed" in caplog.text
    done = threading.Event()
    background.ask(done.set)
    assert background.wait(20)
    assert done.is_set()


def test_a_person_who_presses_sync_need_not_wait(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    order = world.buy(installation_id)
    world.app.drain_in_background(world.owner, world.marketplace.environment.service_id)

    assert world.app.wait(20)
    assert status(world, installation_id, order) is TaskStatus.SYNCED
