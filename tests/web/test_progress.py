"""What a page that polls is told while orders are sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from connect_ext.sync.by_hand.asking import ask_for_sync
from sandbox.http import Request
from sandbox.xero import HARBOUR, Limits, Problem
from tests.sync.watching import INVOICES, on, status
from tests.web.door import Caller, Door
from tests.web.test_tasks import installation_of
from tests.world import World


@pytest.fixture
def world(sqlite_url: str) -> Any:
    made = World(sqlite_url)
    yield made
    made.close()


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def told(caller: Caller) -> dict[str, Any]:
    answer = caller.get("/api/progress")
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.json()
    return found


def test_before_anything_was_sent_there_is_nothing_to_tell(southern: Caller) -> None:
    found = told(southern)
    assert (found["working"], found["done"], found["left"], found["why"]) == (False, 0, 0, "")
    assert (found["began_at"], found["finish_at"]) == (None, None)


def test_a_run_is_counted_while_it_lasts(world: World, southern: Caller) -> None:
    """Sixty orders: a page that asks while the second batch is at Xero sees the first one done."""
    installation_id = installation_of(southern)
    for _ in range(60):
        world.buy(installation_id)
    ask_for_sync(world.app.runtime, installation_id, None, "UR-1")
    before, between = told(southern), list[dict[str, Any]]()
    second = iter([False, True])

    def look(_: Request) -> None:
        if next(second):
            between.append(told(southern))

    world.watchers.append(on("PUT", INVOICES, look, times=2))
    world.drain()
    after = told(southern)

    assert (before["working"], before["left"]) == (True, 60)
    assert datetime.fromisoformat(before["finish_at"]) <= world.clock() + timedelta(minutes=2)
    [during] = between
    assert (during["working"], during["done"], during["synced"], during["left"]) == (True, 50, 50, 10)
    assert during["ended_at"] is None
    assert (after["working"], after["done"], after["synced"], after["left"]) == (False, 60, 60, 0)
    assert after["ended_at"] is not None
    assert after["finish_at"] is None
    assert after["calls_left_today"] == 5000 - sum(call.tenant == HARBOUR for call in world.xero.calls)


def test_the_next_run_begins_from_nothing_and_one_that_only_waited_goes_on(world: World, southern: Caller) -> None:
    installation_id = installation_of(southern)
    world.buy(installation_id)
    world.sync(installation_id)
    world.buy(installation_id)
    world.sync(installation_id)
    assert told(southern)["done"] == 2
    world.later(minutes=3)
    world.buy(installation_id)
    world.sync(installation_id)
    assert told(southern)["done"] == 1


def test_a_day_that_is_used_up_says_so_and_when_it_goes_on(world: World, southern: Caller) -> None:
    installation_id = installation_of(southern)
    order = world.buy(installation_id)
    world.xero.limits = Limits(day=sum(call.tenant == HARBOUR for call in world.xero.calls))
    world.sync(installation_id)
    found = told(southern)

    assert (found["working"], found["left"], found["done"]) == (True, 1, 0)
    assert "Xero's calls per day for this organisation are used up" in found["why"]
    until = datetime.fromisoformat(found["paused_until"])
    assert timedelta(hours=23) < until - world.clock() <= timedelta(hours=24)
    assert until < datetime.fromisoformat(found["finish_at"]) < until + timedelta(minutes=5)

    world.xero.limits = Limits()
    world.clock.move(until - world.clock())
    world.drain()
    assert status(world, installation_id, order).value == "synced"


def test_a_connection_that_is_dead_says_who_can_set_it_going(world: World, southern: Caller) -> None:
    world.buy(installation_of(southern))
    world.xero.disconnect(HARBOUR)
    world.sync(installation_of(southern))
    found = told(southern)

    assert (found["working"], found["left"], found["finish_at"]) == (False, 1, None)
    assert found["why"].startswith("Xero no longer accepts the connection (")
    assert found["why"].endswith("Connect again; what waits then goes on by itself.")


def test_what_is_behind_an_order_that_needs_a_person_goes_on_by_nobody(world: World, southern: Caller) -> None:
    installation_id = installation_of(southern)
    world.xero.faults.find_wrong("PUT", INVOICES, "No.")
    first = world.buy(installation_id)
    world.change(installation_id, first, {"NRD-OFF-M": 12})
    world.sync(installation_id)
    found = told(southern)
    assert (found["working"], found["done"], found["synced"], found["left"]) == (False, 1, 0, 0)
    assert found["ended_at"] is not None


def test_a_person_stops_what_has_not_begun_and_sync_resumes_it(world: World, southern: Caller) -> None:
    """Stop is pressed while the first fifty are at Xero: those are finished, the others wait."""
    installation_id = installation_of(southern)
    orders = [world.buy(installation_id) for _ in range(60)]
    ask_for_sync(world.app.runtime, installation_id, None, "UR-1")
    stopped: list[int] = []

    def stop(_: Request) -> None:
        stopped.append(southern.post("/api/progress/stop", {}).json()["stopped"])

    world.watchers.append(on("PUT", INVOICES, stop))
    world.drain()
    found = told(southern)
    assert stopped == [10]
    assert (found["working"], found["done"], found["left"]) == (False, 50, 0)
    assert len(world.books().invoices) == 50

    world.sync(installation_id)
    assert {status(world, installation_id, order).value for order in orders} == {"synced"}
    assert len(world.books().invoices) == 60


def test_what_a_limit_holds_up_can_be_stopped_too(world: World, southern: Caller) -> None:
    installation_id = installation_of(southern)
    world.buy(installation_id)
    world.xero.faults.rate_limit("PUT", INVOICES, Problem.DAY, retry_after=50_000)
    world.sync(installation_id)
    assert southern.post("/api/progress/stop", {}).json() == {"stopped": 1}
    world.later(days=1)
    assert world.drain() == 0
    assert world.books().invoices == ()
