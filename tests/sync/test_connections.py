from __future__ import annotations

from connect_ext.work.authorisation import AuthorisationStatus
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import current, events, on, open_intents, status
from tests.world import World


def test_a_disconnect_in_xero_pauses_the_queue_once_and_reconnecting_resumes_it(world: World) -> None:
    installation_id = world.ready()
    first = world.buy(installation_id)
    world.xero.disconnect(HARBOUR)
    world.sync(installation_id)

    assert current(world, installation_id).status is AuthorisationStatus.BROKEN
    task = world.task(installation_id, first["id"])
    assert (task.status, task.attempts) == (TaskStatus.WAITING, 0)
    assert "Xero no longer accepts the connection of Harbour Cloud Ltd" in task.reason
    second = world.buy(installation_id)
    calls = len(world.xero.calls)
    for _ in range(3):
        world.later(minutes=5)
        world.sync(installation_id)
    assert events(world, installation_id).count("connection.broken") == 1
    assert len(world.xero.calls) == calls, "a dead connection is not tried again"

    world.connect(installation_id)
    world.drain()

    assert [status(world, installation_id, order) for order in (first, second)] == [TaskStatus.SYNCED] * 2
    assert len(world.books().invoices) == 2
    assert current(world, installation_id).status is AuthorisationStatus.ACTIVE


def test_a_disconnect_between_contact_and_invoice_loses_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.forbidden("PUT", "/api.xro/2.0/Invoices")
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert current(world, installation_id).status is AuthorisationStatus.BROKEN
    assert open_intents(world, installation_id) == []

    world.connect(installation_id)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert (len(world.books().contacts), len(world.books().invoices)) == (1, 1)


def test_a_lost_answer_before_a_disconnect_is_still_cleared_up_after_reconnecting(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.lose_answer("PUT", "/api.xro/2.0/Invoices")
    order = world.buy(installation_id)
    world.sync(installation_id)
    world.xero.disconnect(HARBOUR)
    world.later(minutes=30)
    world.drain()
    assert current(world, installation_id).status is AuthorisationStatus.BROKEN
    assert status(world, installation_id, order) is TaskStatus.UNCERTAIN

    world.connect(installation_id)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1


def test_a_worker_that_finds_it_dead_after_a_person_has_connected_again_breaks_nothing(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    world.xero.faults.forbidden("GET", "/api.xro/2.0/Organisation")
    world.watchers.append(on("GET", "/api.xro/2.0/Organisation", lambda _: world.connect(installation_id)))
    world.sync(installation_id)

    assert "connection.broken" not in events(world, installation_id)
    assert current(world, installation_id).status is AuthorisationStatus.ACTIVE
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_a_withdrawn_consent_breaks_the_connection_at_the_next_refresh(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.revoke_refresh_tokens()
    order = world.buy(installation_id)
    world.later(minutes=40)
    world.sync(installation_id)

    found = current(world, installation_id)
    assert (found.status, "invalid_grant" in found.why) == (AuthorisationStatus.BROKEN, True)
    assert events(world, installation_id).count("connection.broken") == 1
    assert status(world, installation_id, order) is TaskStatus.PENDING

    world.connect(installation_id)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
