from __future__ import annotations

from datetime import timedelta

import pytest

from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD, HARBOUR, Problem
from tests.sync.watching import INVOICES, open_intents, sent, status
from tests.world import World

USUAL = {Problem.CONCURRENT: 1, Problem.MINUTE: 60, Problem.APP_MINUTE: 60, Problem.DAY: 3600}


@pytest.mark.parametrize("retry_after", [None, 17])
@pytest.mark.parametrize("problem", list(Problem))
def test_a_limit_makes_the_organisation_wait_and_is_no_failure(
    sqlite_world: World, problem: Problem, retry_after: int | None
) -> None:
    world = sqlite_world
    ours = world.ready()
    theirs = world.ready(world.who.albion, FJORD)
    mine = world.buy(ours)
    other = world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.xero.faults.rate_limit("PUT", INVOICES, problem, retry_after=retry_after)
    world.sync(ours)
    world.sync(theirs)

    task = world.task(ours, mine["id"])
    wait = timedelta(seconds=retry_after or USUAL[problem])
    assert (task.status, task.attempts) == (TaskStatus.WAITING, 0)
    assert task.due_at == world.clock() + wait
    all_wait = problem is Problem.APP_MINUTE
    assert status(world, theirs, other) is (TaskStatus.PENDING if all_wait else TaskStatus.SYNCED)
    assert open_intents(world, ours) == []

    world.clock.move(wait)
    world.drain()
    assert [status(world, ours, mine), status(world, theirs, other)] == [TaskStatus.SYNCED] * 2
    assert len(world.books(HARBOUR).invoices) == 1


def test_while_an_organisation_waits_nothing_is_asked_of_it(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.rate_limit("PUT", INVOICES, Problem.DAY, retry_after=600)
    first = world.buy(installation_id)
    world.sync(installation_id)
    before = len(world.xero.calls)

    second = world.buy(installation_id)
    world.sync(installation_id)
    assert len(world.xero.calls) == before

    world.later(minutes=10)
    world.drain()
    assert [status(world, installation_id, order) for order in (first, second)] == [TaskStatus.SYNCED] * 2


def test_two_installations_of_one_organisation_wait_together(sqlite_world: World) -> None:
    world = sqlite_world
    ours, theirs = world.ready(), world.ready(world.who.distributor)
    world.xero.faults.rate_limit("PUT", INVOICES, Problem.DAY, retry_after=600)
    world.buy(ours)
    world.sync(ours)
    world.buy(theirs)
    world.sync(theirs)
    assert sent(world, "PUT", INVOICES)[1:] == []

    world.later(minutes=10)
    world.drain()
    assert len(sent(world, "PUT", INVOICES)) == 3


def test_an_organisation_that_is_offline_is_asked_again_after_five_minutes(sqlite_world: World) -> None:
    """Xero answers 503 with a page of HTML (https://developer.xero.com/documentation/api/accounting/responsecodes)."""
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.offline("GET", "/api.xro/2.0/Organisation")
    order = world.buy(installation_id)
    world.sync(installation_id)

    task = world.task(installation_id, order["id"])
    assert (task.status, task.attempts) == (TaskStatus.WAITING, 0)
    assert task.due_at == world.clock() + timedelta(minutes=5)
    assert "<" not in task.reason

    world.later(minutes=5)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1


def test_the_real_limit_of_a_minute_is_met_by_a_large_run_and_waited_out(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.limits = type(world.xero.limits)(minute=8)
    orders = [world.buy(installation_id) for _ in range(3)]
    for _ in range(4):
        world.sync(installation_id)
        world.later(minutes=2)

    assert {status(world, installation_id, order) for order in orders} == {TaskStatus.SYNCED}
    assert len(world.books().invoices) == 3
