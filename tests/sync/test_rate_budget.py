"""Xero's limits, shared by all who call: one row of the database lets them through."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.storage import system
from connect_ext.sync.connection.asking_xero import Paused, ask_xero
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.work.budget import AT_ONCE, ROOM_IN_MINUTE, Budget, Purpose
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from sandbox.xero import CLIENT_ID, FJORD, HARBOUR, Limits
from tests.sync.watching import Killed, dies, on, status
from tests.world import World

BASE = "/api.xro/2.0"


def budget_of(world: World, tenant: str = HARBOUR) -> Budget:
    with world.app.runtime.database.transaction() as tx:
        return system.call_budget(tx, CLIENT_ID, TenantId(tenant))


def ways_in(world: World, installation_id: InstallationId, purpose: Purpose) -> Access:
    found = access(world.app.runtime, installation_id, purpose)
    assert isinstance(found, Access)
    return found


def wait_for(time: timedelta) -> None:
    """In truth: the clock of a world would run away from the calls."""
    threading.Event().wait(time.total_seconds())


class Crowd:
    """How many calls are at Xero at the same time; each stays until all have come, or half a second is over."""

    def __init__(self) -> None:
        self.most = self._now = 0
        self._lock = threading.Lock()

    def __call__(self, _: Request) -> None:
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        threading.Event().wait(0.2)
        with self._lock:
            self._now -= 1


def test_never_more_than_four_calls_are_under_way_however_many_want_to(world: World) -> None:
    installation_id, crowd = world.ready(), Crowd()
    patient = replace(world.app.runtime, rest=wait_for)
    found = access(patient, installation_id)
    assert isinstance(found, Access)
    world.watchers.append(crowd)
    with ThreadPoolExecutor(9) as threads:
        for one in [threads.submit(found.organisation.items) for _ in range(9)]:
            one.result(60)

    assert 1 < crowd.most <= AT_ONCE
    assert budget_of(world).flights == ()
    assert {call.status for call in world.xero.calls if call.path == f"{BASE}/Items"} == {200}


def test_the_headers_of_every_answer_are_heard_also_of_a_refusal(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    before = budget_of(world)
    ways_in(world, installation_id, Purpose.WORK).organisation.items()
    after = budget_of(world)
    assert before.minute_left is not None
    assert after.minute_left == before.minute_left - 1
    assert after.day_left == 5000 - sum(call.tenant == HARBOUR for call in world.xero.calls)
    world.xero.disconnect(HARBOUR)
    with pytest.raises(WorldFailed):
        ways_in(world, installation_id, Purpose.WORK).organisation.items()
    assert budget_of(world).flights == ()


def test_a_worker_that_dies_in_a_call_blocks_its_place_for_a_while_only(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    organisation = ways_in(world, installation_id, Purpose.WORK).organisation
    world.watchers.append(on("GET", f"{BASE}/Items", dies, times=AT_ONCE))
    for _ in range(AT_ONCE):
        with pytest.raises(Killed):
            organisation.items()
    assert len(budget_of(world).flights) == AT_ONCE

    with pytest.raises(WorldFailed) as busy:
        organisation.items()
    assert busy.value.failure.code == "calls_under_way"
    world.later(seconds=90)
    assert organisation.items() == ()


def test_the_minute_is_waited_out_without_meeting_the_limit(sqlite_world: World) -> None:
    world = sqlite_world
    world.xero.limits = Limits(minute=12)
    installation_id = world.ready(auto_sync="every_five_minutes")
    orders = [world.buy(installation_id, customer=customer) for customer in (world.who.sydney, world.who.brisbane)]
    for _ in range(4):
        world.schedule_fires()
        orders.append(world.buy(installation_id))
        world.later(seconds=10)
    world.schedule_fires()

    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.SYNCED}
    assert [call.path for call in world.xero.calls if call.status == 429] == []


def test_people_who_look_leave_room_for_what_is_sent(sqlite_world: World) -> None:
    world = sqlite_world
    world.xero.limits = Limits(minute=22)
    installation_id = world.ready()
    order = world.buy(installation_id)

    def look() -> object:
        return ask_xero(world.app.runtime, installation_id, lambda found: found.organisation.items())

    while (budget_of(world).minute_left or 0) > ROOM_IN_MINUTE[Purpose.LOOK]:
        look()
    with pytest.raises(Paused) as kept:
        look()
    assert kept.value.failure.evidence.endswith("is kept for sending orders")
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_when_the_whole_app_is_near_its_limit_every_organisation_waits_a_moment(sqlite_world: World) -> None:
    world = sqlite_world
    ours, theirs = world.ready(), world.ready(world.who.albion, FJORD)
    for_leeds = world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.xero.limits = Limits(app_minute=40)
    ways_in(world, ours, Purpose.WORK).organisation.items()

    world.sync(theirs)
    assert status(world, theirs, for_leeds) is TaskStatus.PENDING
    world.later(seconds=15)
    world.xero.limits = Limits()
    world.drain()
    assert status(world, theirs, for_leeds) is TaskStatus.SYNCED


@pytest.fixture
def two_at_once(sqlite_url: str) -> Iterator[World]:
    made = World(sqlite_url, start=datetime(2026, 11, 21, 1, 0, tzinfo=UTC), at_once=2)
    yield made
    made.close()


def test_two_organisations_are_worked_for_at_once(two_at_once: World) -> None:
    """Each one's call arrives while the other's is under way, or the barrier breaks."""
    world, both = two_at_once, threading.Barrier(2, timeout=30)
    ours, theirs = (
        world.ready(auto_sync="every_five_minutes"),
        world.ready(world.who.albion, FJORD, auto_sync="every_five_minutes"),
    )
    orders = world.buy(ours), world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.watchers.append(on("PUT", f"{BASE}/Invoices", lambda _: both.wait(), times=2))
    world.schedule_fires()

    assert [status(world, ours, orders[0]), status(world, theirs, orders[1])] == [TaskStatus.SYNCED] * 2
