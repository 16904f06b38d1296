from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from connect_ext.storage import authorisations
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.work.failure import WorldFailed
from connect_ext.work.task import TaskStatus
from sandbox.http import Request
from tests.sync.watching import TOKEN, Killed, current, dies, on, sent, status
from tests.world import World


def test_tokens_are_refreshed_when_they_are_about_to_expire_and_not_before(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    exchanged = len(sent(world, "POST", TOKEN))
    world.later(minutes=20)
    world.buy(installation_id)
    world.sync(installation_id)
    assert len(sent(world, "POST", TOKEN)) == exchanged

    world.later(minutes=8)
    world.buy(installation_id)
    world.sync(installation_id)
    assert len(sent(world, "POST", TOKEN)) == exchanged + 1
    assert len(world.books().invoices) == 2


def test_refreshed_tokens_are_saved_before_anybody_uses_them(world: World) -> None:
    installation_id = world.ready()
    former = current(world, installation_id).tokens
    seen = []

    def look(request: Request) -> None:
        if request.path.startswith("/api.xro/"):
            tokens = current(world, installation_id).tokens
            seen.append(tokens is not None and request.headers["authorization"] == f"Bearer {tokens.access_token}")

    world.watchers.append(look)
    world.buy(installation_id)
    world.later(minutes=40)
    world.sync(installation_id)

    assert len(seen) > 3
    assert all(seen)
    now = current(world, installation_id).tokens
    assert former is not None
    assert now is not None
    assert now.refresh_token != former.refresh_token, "each refresh brings a new refresh token"


def test_two_workers_refresh_once(world: World) -> None:
    """While the first waits for Xero's answer, the second comes: it uses what is still good, or waits its turn."""
    installation_id = world.ready()
    world.later(minutes=28)
    before = len(sent(world, "POST", TOKEN))
    asking, go_on = threading.Event(), threading.Event()

    def hold(_: Request) -> None:
        asking.set()
        assert go_on.wait(20)

    world.watchers.append(on("POST", TOKEN, hold))
    first: list[object] = []
    worker = threading.Thread(target=lambda: first.append(access(world.app.runtime, installation_id)))
    worker.start()
    assert asking.wait(20)

    second = access(world.app.runtime, installation_id)
    go_on.set()
    worker.join(20)

    assert isinstance(second, Access)
    assert isinstance(first[0], Access)
    assert len(sent(world, "POST", TOKEN)) == before + 1
    assert first[0].tokens == current(world, installation_id).tokens


def test_a_worker_that_finds_expired_tokens_and_another_refreshing_waits_without_a_failure(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.later(minutes=40)
    outcome: list[str] = []

    def come_second(_: Request) -> None:
        try:
            access(world.app.runtime, installation_id)
        except WorldFailed as failed:
            outcome.append(failed.failure.code)

    world.watchers.append(on("POST", TOKEN, come_second))
    world.sync(installation_id)

    assert outcome == ["refresh_under_way"]
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_after_a_lost_answer_the_old_refresh_token_still_works_for_half_an_hour(world: World) -> None:
    """https://developer.xero.com/faq/oauth2"""
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.later(minutes=40)
    world.xero.faults.lose_answer("POST", TOKEN)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.PENDING

    world.later(minutes=29)
    world.drain()

    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_a_worker_that_dies_while_refreshing_blocks_the_others_for_its_lease_only(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.later(minutes=40)
    world.watchers.append(on("POST", TOKEN, dies))
    with pytest.raises(Killed):
        world.sync(installation_id)

    world.drain()
    assert status(world, installation_id, order) is TaskStatus.PENDING
    world.later(seconds=91)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_tokens_that_xero_calls_expired_early_are_refreshed(world: World) -> None:
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.xero.expire_access_tokens()
    before = len(sent(world, "POST", TOKEN))
    world.sync(installation_id)
    assert world.task(installation_id, order["id"]).attempts == 1

    world.later(minutes=2)
    world.drain()

    assert len(sent(world, "POST", TOKEN)) == before + 1
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    tokens = current(world, installation_id).tokens
    assert tokens is not None
    assert tokens.expires_at == world.clock() + timedelta(minutes=30)


def test_a_person_who_presses_sync_while_another_worker_refreshes_waits_a_moment_and_not_for_the_next_tick(
    sqlite_world: World,
) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.later(minutes=40)
    now, known = world.clock(), current(world, installation_id).id
    with world.app.runtime.database.transaction() as tx:
        assert authorisations.lease_refresh(tx, installation_id, known, "another", now, now + timedelta(seconds=5))
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_a_refresh_that_takes_long_is_left_to_the_next_run(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.later(minutes=40)
    now, known = world.clock(), current(world, installation_id).id
    with world.app.runtime.database.transaction() as tx:
        assert authorisations.lease_refresh(tx, installation_id, known, "another", now, now + timedelta(seconds=60))
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.PENDING
    world.later(minutes=1)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
