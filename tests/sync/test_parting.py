"""Nothing stays connected at Xero that nobody chose, and nothing is removed there that anybody uses."""

from __future__ import annotations

import pytest

from connect_ext.books.ids import InstallationId, TenantId
from connect_ext.sync.connection.choice import choices, choose
from connect_ext.sync.connection.consent import finish_consent, start_consent
from connect_ext.work.authorisation import AuthorisationStatus
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import at_xero, current, events, status, told
from tests.world import World

TIDIED = "connection.tidied"


def consent(world: World, installation_id: InstallationId, *tenants: str) -> None:
    """A person allows these organisations at Xero, and has not chosen yet."""
    state, code = world.consent_at_xero(start_consent(world.app.runtime, installation_id, "UR-1"), *tenants)
    finish_consent(world.app.runtime, state=state, code=code, error="")


def chosen(world: World, installation_id: InstallationId, tenant: str) -> bool:
    return choose(world.app.runtime, installation_id, TenantId(tenant), "UR-1") is not None


def test_what_was_allowed_and_not_chosen_is_removed_at_xero(world: World) -> None:
    installation_id = world.install(world.who.southern)
    consent(world, installation_id)
    assert at_xero(world) == {HARBOUR, FJORD}

    assert chosen(world, installation_id, HARBOUR)
    assert at_xero(world) == {HARBOUR}
    removed = "Removed at Xero, for nobody chose it: Fjord Reseller AS."
    assert told(world, installation_id, TIDIED) == [removed]


def test_what_was_not_chosen_stays_where_another_installation_uses_it(sqlite_world: World) -> None:
    world = sqlite_world
    theirs = world.ready(world.who.albion, FJORD)
    ours = world.ready()

    assert at_xero(world) == {HARBOUR, FJORD}
    assert told(world, ours, TIDIED) == []
    assert current(world, theirs).status is AuthorisationStatus.ACTIVE


def test_a_replaced_connection_is_removed_at_xero(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    consent(world, installation_id, FJORD)
    assert at_xero(world) == {HARBOUR, FJORD}

    assert chosen(world, installation_id, FJORD)
    assert at_xero(world) == {FJORD}
    replaced = "Removed at Xero, for another consent has taken its place: Harbour Cloud Ltd."
    assert told(world, installation_id, TIDIED)[-1] == replaced


def test_a_replaced_connection_stays_where_another_installation_uses_it(sqlite_world: World) -> None:
    world = sqlite_world
    ours, theirs = world.ready(), world.ready(world.who.distributor)
    consent(world, ours, FJORD)

    assert chosen(world, ours, FJORD)
    assert at_xero(world) == {HARBOUR, FJORD}
    order = world.buy(theirs)
    world.sync(theirs)
    assert status(world, theirs, order) is TaskStatus.SYNCED


@pytest.mark.parametrize("broken", [False, True])
def test_whoever_connects_the_same_organisation_again_stays_connected(sqlite_world: World, broken: bool) -> None:
    world = sqlite_world
    installation_id = world.ready()
    if broken:
        world.xero.revoke_refresh_tokens()
        world.later(minutes=40)
        world.drain()
    world.connect(installation_id)

    assert at_xero(world) == {HARBOUR}
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_a_consent_that_another_replaces_before_the_choice_is_removed_at_xero(world: World) -> None:
    installation_id = world.install(world.who.southern)
    consent(world, installation_id, FJORD)
    consent(world, installation_id, HARBOUR)

    assert at_xero(world) == {HARBOUR}
    offered = choices(world.app.runtime, installation_id)
    assert offered is not None
    assert [found.tenant_id for found in offered.organisations] == [HARBOUR]


def test_an_abandoned_consent_never_takes_the_connection_with_it(sqlite_world: World) -> None:
    """Xero lists the connection under the newest consent of the person, although the former still works with it."""
    world = sqlite_world
    installation_id = world.ready()
    consent(world, installation_id, HARBOUR, FJORD)
    consent(world, installation_id, FJORD)

    assert at_xero(world) == {HARBOUR, FJORD}
    order = world.buy(installation_id)
    world.sync(installation_id)
    assert status(world, installation_id, order) is TaskStatus.SYNCED


def test_when_xero_cannot_be_told_the_choice_stands_all_the_same(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = sqlite_world
    installation_id = world.install(world.who.southern)
    consent(world, installation_id)
    world.xero.faults.break_before("DELETE", "/connections")

    assert chosen(world, installation_id, HARBOUR)
    assert current(world, installation_id).tenant_id == HARBOUR
    assert at_xero(world) == {HARBOUR, FJORD}
    [sentence] = told(world, installation_id, TIDIED)
    assert sentence == "Xero could not be asked to remove everything that is not needed, for nobody chose it."
    assert any(line.startswith(f"disconnect.failed installation={installation_id} code=") for line in caplog.messages)


def test_a_former_connection_without_a_valid_token_does_not_keep_the_new_one_from_being_chosen(
    sqlite_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world = sqlite_world
    installation_id = world.ready()
    world.xero.revoke_refresh_tokens()
    world.later(minutes=40)
    consent(world, installation_id, FJORD)

    assert chosen(world, installation_id, FJORD)
    assert any(line.startswith(f"part.failed installation={installation_id} code=") for line in caplog.messages)
    assert events(world, installation_id).count("connection.active") == 2
