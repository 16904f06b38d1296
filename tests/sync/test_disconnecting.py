from __future__ import annotations

from sqlalchemy import update

from connect_ext.books.ids import InstallationId
from connect_ext.storage import authorisations
from connect_ext.storage.authorisation_tables import authorisations as rows
from connect_ext.sync.connection.consent import finish_consent, start_consent
from connect_ext.sync.connection.disconnect import disconnect
from connect_ext.sync.schedule.installations import record_installation
from connect_ext.work.task import Actor, TaskStatus
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import at_xero, events, kept_tokens, on, status, told
from tests.world import World


def tokens_are_gone(world: World, installation_id: InstallationId) -> bool:
    with world.app.runtime.database.transaction() as tx:
        return authorisations.current(tx, world.app.runtime.vault, installation_id) is None


def test_a_person_disconnects_and_the_connection_is_removed_at_xero(world: World) -> None:
    installation_id = world.ready()

    assert disconnect(world.app.runtime, installation_id, Actor.PERSON, "somebody pressed Disconnect")
    assert at_xero(world) == set()
    assert tokens_are_gone(world, installation_id)
    assert events(world, installation_id)[-1] == "connection.ended"
    assert not any("revocation" in call.path for call in world.xero.calls), "it would end all of a user's connections"


def test_an_organisation_that_another_installation_uses_stays_connected_at_xero(sqlite_world: World) -> None:
    world = sqlite_world
    ours, theirs = world.ready(), world.ready(world.who.distributor)
    disconnect(world.app.runtime, ours, Actor.PERSON, "somebody pressed Disconnect")

    assert at_xero(world) == {HARBOUR}
    [sentence] = told(world, ours, "connection.ended")
    assert sentence.endswith("Another installation uses it, so it stays connected at Xero: Harbour Cloud Ltd.")
    assert tokens_are_gone(world, ours)
    order = world.buy(theirs)
    world.sync(theirs)
    assert status(world, theirs, order) is TaskStatus.SYNCED

    disconnect(world.app.runtime, theirs, Actor.PERSON, "somebody pressed Disconnect")
    assert at_xero(world) == set()


def test_an_uninstalled_extension_disconnects_and_works_no_more(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    order = world.buy(installation_id)
    world.uninstall(installation_id)

    assert at_xero(world) == set()
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
    [sentence] = told(world, installation_id, "connection.ended")
    assert sentence.endswith("Xero could not be told; remove the app there under Settings → Connected apps.")


def test_an_installation_without_a_connection_has_nothing_to_disconnect(sqlite_world: World) -> None:
    installation_id = sqlite_world.install(sqlite_world.who.southern)

    assert disconnect(sqlite_world.app.runtime, installation_id, Actor.PERSON, "twice") is False
    assert sqlite_world.xero.calls == []


def a_consent_that_waits(world: World, installation_id: InstallationId) -> None:
    state, code = world.consent_at_xero(start_consent(world.app.runtime, installation_id, "UR-1"))
    finish_consent(world.app.runtime, state=state, code=code, error="")


def test_a_consent_that_waits_for_its_choice_leaves_nothing_behind(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    a_consent_that_waits(world, installation_id)
    world.uninstall(installation_id)

    with world.app.runtime.database.transaction() as tx:
        assert tx.exec_driver_sql("SELECT status, tokens FROM authorisations").all() == [("ended", None)]
    assert at_xero(world) == set()


def test_a_person_ends_a_consent_that_waits_for_its_choice(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    a_consent_that_waits(world, installation_id)

    assert disconnect(world.app.runtime, installation_id, Actor.PERSON, "a person asked for it")
    assert (kept_tokens(world, installation_id), at_xero(world)) == (0, set())
    [sentence] = told(world, installation_id, "consent.ended")
    assert sentence.startswith("The consent that waited for its choice has ended: a person asked for it. Removed at")


def test_a_connection_and_a_consent_that_waits_end_together(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    a_consent_that_waits(world, installation_id)

    assert disconnect(world.app.runtime, installation_id, Actor.PERSON, "a person asked for it")
    assert (kept_tokens(world, installation_id), at_xero(world)) == (0, set())


def test_of_two_who_disconnect_at_once_one_says_so(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    again = on("GET", "/connections", lambda _: disconnect(world.app.runtime, installation_id, Actor.PERSON, "twice"))
    world.watchers.append(again)
    disconnect(world.app.runtime, installation_id, Actor.PERSON, "once")

    assert len(told(world, installation_id, "connection.ended")) == 1


def test_the_next_drain_disconnects_who_was_left_behind(world: World) -> None:
    """The process that was told of it ended before it could disconnect."""
    installation_id = world.ready()
    record_installation(world.app.runtime.database, world.marketplace.uninstall({"id": installation_id}), world.clock())
    assert kept_tokens(world, installation_id) == 1

    world.schedule_fires()

    assert (kept_tokens(world, installation_id), at_xero(world)) == (0, set())
    assert len(told(world, installation_id, "connection.ended")) == 1


def test_one_of_the_left_behind_whose_tokens_nobody_can_read_is_ended_all_the_same(sqlite_world: World) -> None:
    world = sqlite_world
    stuck, gone = world.ready(), world.ready(world.who.albion, FJORD)
    with world.app.runtime.database.transaction() as tx:
        tx.execute(update(rows).where(rows.c.installation_id == stuck).values(tokens="sealed with a lost key"))
    for installation_id in (stuck, gone):
        news = world.marketplace.uninstall({"id": installation_id})
        record_installation(world.app.runtime.database, news, world.clock())
    third = world.ready(world.who.distributor, auto_sync="every_five_minutes")
    order = world.buy(third)

    world.schedule_fires()

    assert (kept_tokens(world, stuck), kept_tokens(world, gone)) == (0, 0)
    assert status(world, third, order) is TaskStatus.SYNCED


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
