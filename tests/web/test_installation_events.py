"""Who installs is known and has a schedule; who uninstalls leaves no tokens."""

from __future__ import annotations

import threading

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.events import TRY_AGAIN
from connect_ext.storage import authorisations, installations
from connect_ext.work.authorisation import AuthorisationStatus
from sandbox.connect_wire import mount
from sandbox.http import Request, Response
from sandbox.xero import FJORD, HARBOUR
from tests.builders import a_purchase
from tests.sync.watching import at_xero, on
from tests.web.platform import MISSING_AT_XERO, SLOW, Platform
from tests.web.test_routes import NOBODY_LISTENS


def schedules(platform: Platform) -> list[str]:
    """The methods that the platform's schedules call, once nothing runs in the background any more."""
    platform.settle()
    return [one["method"] for one in platform.world.marketplace.schedules()]


def test_an_installation_is_recorded_and_the_schedule_made_once(platform: Platform) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)
    answers = [platform.installation(made).status for _ in range(2)]

    assert answers == ["success", "success"]
    assert schedules(platform) == ["sync_due_orders"]
    with platform.world.app.runtime.database.transaction() as tx:
        found = installations.find(tx, InstallationId(made["id"]))
    assert found is not None
    assert (found.installed, found.account_name, found.role) == (True, "Southern Cross Cloud", "reseller")


def test_the_answer_does_not_wait_for_the_platform(platform: Platform) -> None:
    made, go_on = platform.world.marketplace.install(platform.world.who.southern), threading.Event()

    def slow(request: Request) -> Response:
        assert go_on.wait(20)
        return platform.handle(request)

    mount(platform.client, slow)
    assert platform.installation(made).status == "success"
    assert platform.calls == []

    go_on.set()
    assert schedules(platform) == ["sync_due_orders"]


def test_the_answer_does_not_wait_for_xero(platform: Platform) -> None:
    world = platform.world
    southern, go_on = world.ready(), threading.Event()
    world.watchers.append(on("GET", "/connections", lambda _: go_on.wait(20)))

    assert platform.installation(world.marketplace.uninstall({"id": southern})).status == "success"
    assert platform.kept_tokens(southern) == 1

    go_on.set()
    platform.settle()
    assert platform.kept_tokens(southern) == 0


def test_doubles_of_the_schedule_are_deleted(platform: Platform) -> None:
    world = platform.world
    made = world.marketplace.install(world.who.southern)
    platform.installation(made)
    platform.settle()
    [schedule] = world.marketplace.schedules()
    world.marketplace.state.put("schedules", {**schedule, "id": schedule["id"] + "-double"})
    assert len(world.marketplace.schedules()) == 2

    platform.installation(made)
    platform.settle()

    assert [one["id"] for one in world.marketplace.schedules()] == [schedule["id"]]


def test_a_refused_schedule_is_owed_until_the_next_event(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    world = platform.world
    made, schedulables = world.marketplace.install(world.who.southern), world.marketplace.environment.schedulables
    world.marketplace.environment.schedulables = []
    assert platform.installation(made).status == "success"
    assert schedules(platform) == []
    assert "schedule.failed code=connect-bad-request" in caplog.messages

    world.marketplace.environment.schedulables = schedulables
    assert platform.purchase(a_purchase()).status == "success"
    assert schedules(platform) == ["sync_due_orders"]

    calls = len(platform.calls)
    platform.purchase(a_purchase(id_="PR-1000-2000-3000-002"))
    platform.settle()
    assert len(platform.calls) == calls, "nothing is owed any more"


def test_a_mistake_while_the_schedule_is_made_is_owed_too(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)

    def break_(_: Request) -> Response:
        raise ZeroDivisionError

    mount(platform.client, break_)
    assert platform.installation(made).status == "success"
    assert schedules(platform) == []
    assert any(line.startswith("background.failed ZeroDivisionError at") for line in caplog.messages)

    mount(platform.client, platform.handle)
    platform.purchase(a_purchase())
    assert schedules(platform) == ["sync_due_orders"]


def test_an_installation_is_welcome_before_xero_is_configured(platform: Platform) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)

    assert platform.installation(made, **MISSING_AT_XERO).status == "success"
    assert schedules(platform) == ["sync_due_orders"]


@pytest.mark.parametrize(
    ("variables", "countdown"), [({"DATABASE_URL": "changeme"}, SLOW), ({"DATABASE_URL": NOBODY_LISTENS}, TRY_AGAIN)]
)
def test_without_its_database_an_installation_comes_again(
    platform: Platform, variables: dict[str, str], countdown: int
) -> None:
    made = platform.world.marketplace.install(platform.world.who.southern)
    answer = platform.installation(made, **variables)

    assert (answer.status, answer.countdown) == ("reschedule", countdown)
    assert schedules(platform) == []


def test_who_uninstalls_is_disconnected_and_leaves_no_tokens(platform: Platform) -> None:
    world = platform.world
    southern, albion = world.ready(), world.ready(world.who.albion, FJORD)
    gone = world.marketplace.uninstall({"id": southern})

    assert platform.installation(gone).status == "success"
    platform.settle()

    assert (platform.kept_tokens(southern), platform.kept_tokens(albion)) == (0, 1)
    assert at_xero(world) == {FJORD}
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
    platform.settle()

    assert (platform.kept_tokens(southern), platform.kept_tokens(albion)) == (0, 1)
    assert at_xero(world) == {HARBOUR}


def test_uninstalling_twice_is_uninstalling_once(platform: Platform) -> None:
    world = platform.world
    gone = world.marketplace.uninstall({"id": world.ready()})

    assert [platform.installation(gone).status for _ in range(2)] == ["success", "success"]


def test_tokens_of_who_has_left_are_erased_once_the_variables_are_back(platform: Platform) -> None:
    """The next drain that has them does it."""
    world = platform.world
    southern = world.ready()
    gone = world.marketplace.uninstall({"id": southern})

    assert platform.installation(gone, **MISSING_AT_XERO).status == "success"
    platform.settle()
    assert platform.kept_tokens(southern) == 1

    assert platform.tick().status == "success"
    assert (platform.kept_tokens(southern), at_xero(world)) == (0, set())
