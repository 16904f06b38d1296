"""Who installs is known and has a schedule; who uninstalls leaves no tokens."""

from __future__ import annotations

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.events import TRY_AGAIN
from connect_ext.storage import authorisations, installations
from connect_ext.work.authorisation import AuthorisationStatus
from sandbox.xero import FJORD
from tests.web.platform import MISSING_AT_XERO, SLOW, Platform
from tests.web.test_routes import NOBODY_LISTENS


def test_an_installation_is_recorded_and_the_schedule_made_once(platform: Platform) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)
    answers = [platform.installation(made).status for _ in range(2)]

    assert answers == ["success", "success"]
    assert [one["method"] for one in platform.world.marketplace.schedules()] == ["sync_due_orders"]
    with platform.world.app.runtime.database.transaction() as tx:
        found = installations.find(tx, InstallationId(made["id"]))
    assert found is not None
    assert (found.installed, found.account_name, found.role) == (True, "Southern Cross Cloud", "reseller")


def test_doubles_of_the_schedule_are_deleted(platform: Platform) -> None:
    world = platform.world
    made = world.marketplace.install(world.who.southern)
    platform.installation(made)
    [schedule] = world.marketplace.schedules()
    world.marketplace.state.put("schedules", {**schedule, "id": schedule["id"] + "-double"})
    assert len(world.marketplace.schedules()) == 2

    platform.installation(made)

    assert [one["id"] for one in world.marketplace.schedules()] == [schedule["id"]]


def test_a_refused_schedule_brings_the_event_again(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    world = platform.world
    made, schedulables = world.marketplace.install(world.who.southern), world.marketplace.environment.schedulables
    world.marketplace.environment.schedulables = []
    refused = platform.installation(made)
    world.marketplace.environment.schedulables = schedulables

    assert (refused.status, refused.countdown) == ("reschedule", TRY_AGAIN)
    assert "schedule.failed code=connect-bad-request" in caplog.messages
    assert platform.installation(made).status == "success"
    assert len(world.marketplace.schedules()) == 1


def test_an_installation_is_welcome_before_xero_is_configured(platform: Platform) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)

    assert platform.installation(made, **MISSING_AT_XERO).status == "success"
    assert len(platform.world.marketplace.schedules()) == 1


@pytest.mark.parametrize(
    ("variables", "countdown"), [({"DATABASE_URL": "changeme"}, SLOW), ({"DATABASE_URL": NOBODY_LISTENS}, TRY_AGAIN)]
)
def test_without_its_database_an_installation_comes_again(
    platform: Platform, variables: dict[str, str], countdown: int
) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)
    answer = platform.installation(made, **variables)

    assert (answer.status, answer.countdown) == ("reschedule", countdown)
    assert platform.world.marketplace.schedules() == []


def test_who_uninstalls_is_disconnected_and_leaves_no_tokens(platform: Platform) -> None:
    world = platform.world
    southern, albion = world.ready(), world.ready(world.who.albion, FJORD)
    gone = world.marketplace.uninstall({"id": southern})

    assert platform.installation(gone).status == "success"

    assert (platform.kept_tokens(southern), platform.kept_tokens(albion)) == (0, 1)
    assert [call.path for call in world.xero.calls if call.method == "DELETE"] != []
    with world.app.runtime.database.transaction() as tx:
        found = installations.find(tx, southern)
        mine = authorisations.current(tx, world.app.runtime.vault, southern)
        theirs = authorisations.current(tx, world.app.runtime.vault, albion)
    assert found is not None
    assert (found.installed, mine) == (False, None)
    assert theirs is not None
    assert theirs.status is AuthorisationStatus.ACTIVE


def test_a_shared_organisation_stays_connected_at_xero_when_one_of_two_uninstalls(platform: Platform) -> None:
    world = platform.world
    southern, albion = world.ready(), world.ready(world.who.albion)

    platform.installation(world.marketplace.uninstall({"id": southern}))

    assert (platform.kept_tokens(southern), platform.kept_tokens(albion)) == (0, 1)
    assert [call for call in world.xero.calls if call.method == "DELETE"] == []


def test_uninstalling_twice_is_uninstalling_once(platform: Platform) -> None:
    world = platform.world
    gone = world.marketplace.uninstall({"id": world.ready()})

    assert [platform.installation(gone).status for _ in range(2)] == ["success", "success"]


def test_tokens_of_who_has_left_are_erased_once_the_variables_are_back(platform: Platform) -> None:
    """Until then the platform keeps the event, or they would stay for ever."""
    world = platform.world
    southern = world.ready()
    gone = world.marketplace.uninstall({"id": southern})

    answer = platform.installation(gone, **MISSING_AT_XERO)
    assert (answer.status, answer.countdown, platform.kept_tokens(southern)) == ("reschedule", SLOW, 1)

    assert (platform.installation(gone).status, platform.kept_tokens(southern)) == ("success", 0)
