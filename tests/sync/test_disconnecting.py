from __future__ import annotations

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations
from connect_ext.sync.consent import finish_consent, start_consent
from connect_ext.sync.disconnect import disconnect
from connect_ext.work.task import Actor, TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import events, status
from tests.world import World


def removed(world: World) -> list[str]:
    return [call.path for call in world.xero.calls if call.method == "DELETE"]


def tokens_are_gone(world: World, installation_id: InstallationId) -> bool:
    with world.app.runtime.database.transaction() as tx:
        return authorisations.current(tx, world.app.runtime.vault, installation_id) is None


def test_a_person_disconnects_and_the_connection_is_removed_at_xero(world: World) -> None:
    installation_id = world.ready()
    name = disconnect(world.app.runtime, installation_id, Actor.PERSON, "somebody pressed Disconnect")

    assert name == "Harbour Cloud Ltd"
    assert len(removed(world)) == 1
    assert tokens_are_gone(world, installation_id)
    assert events(world, installation_id)[-1] == "connection.ended"
    assert not any("revocation" in call.path for call in world.xero.calls), "it would end all of a user's connections"


def test_an_organisation_that_another_installation_uses_stays_connected_at_xero(sqlite_world: World) -> None:
    world = sqlite_world
    ours, theirs = world.ready(), world.ready(world.who.distributor)
    disconnect(world.app.runtime, ours, Actor.PERSON, "somebody pressed Disconnect")

    assert removed(world) == []
    assert tokens_are_gone(world, ours)
    order = world.buy(theirs)
    world.sync(theirs)
    assert status(world, theirs, order) is TaskStatus.SYNCED

    disconnect(world.app.runtime, theirs, Actor.PERSON, "somebody pressed Disconnect")
    assert len(removed(world)) == 1


def test_an_uninstalled_extension_disconnects_and_works_no_more(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    order = world.buy(installation_id)
    world.events({"id": installation_id}).on_installation(world.marketplace.uninstall({"id": installation_id}))

    assert len(removed(world)) == 1
    assert tokens_are_gone(world, installation_id)
    world.schedule_fires()
    assert world.books().invoices == ()
    assert world.drain() == 0
    assert order["status"] == "approved"


def test_when_xero_cannot_be_told_the_tokens_are_erased_all_the_same(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.faults.break_before("DELETE", "/connections")
    disconnect(world.app.runtime, installation_id, Actor.PERSON, "somebody pressed Disconnect")

    assert tokens_are_gone(world, installation_id)


def test_an_installation_without_a_connection_has_nothing_to_disconnect(sqlite_world: World) -> None:
    installation_id = sqlite_world.install(sqlite_world.who.southern)

    assert disconnect(sqlite_world.app.runtime, installation_id, Actor.PERSON, "twice") is None
    assert removed(sqlite_world) == []


def test_a_consent_that_waits_for_its_choice_leaves_no_tokens_behind(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    state, code = world.consent_at_xero(start_consent(world.app.runtime, installation_id, "UR-1"))
    finish_consent(world.app.runtime, state=state, code=code, error="")
    world.events({"id": installation_id}).on_installation(world.marketplace.uninstall({"id": installation_id}))

    with world.app.runtime.database.transaction() as tx:
        assert tx.exec_driver_sql("SELECT status, tokens FROM authorisations").all() == [("ended", None)]


def test_after_disconnecting_orders_wait_for_the_next_connection(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    disconnect(world.app.runtime, installation_id, Actor.PERSON, "somebody pressed Disconnect")
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.PENDING

    world.connect(installation_id, HARBOUR)
    world.drain()
    assert status(world, installation_id, order) is TaskStatus.SYNCED
