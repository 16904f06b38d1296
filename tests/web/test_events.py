"""What comes in is written down, and nobody waits for it; the schedule works it off."""

from __future__ import annotations

import statistics
import time
from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.events import TRY_AGAIN, XeroEvents
from connect_ext.storage import journal
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD
from tests.builders import a_purchase
from tests.web.platform import INSTALLATION, MISSING_AT_XERO, SLOW, Platform
from tests.web.test_routes import NOBODY_LISTENS


def test_a_purchase_is_written_down_at_once_and_without_a_call(platform: Platform) -> None:
    platform.purchase(a_purchase())  # the first one brings the schema up to date
    spent = []
    for number in range(41):
        began = time.perf_counter()
        answer = platform.purchase(a_purchase(id_=f"PR-1000-2000-3000-{number + 2:03d}"))
        spent.append(time.perf_counter() - began)
        assert answer.status == "success"

    assert statistics.median(spent) < 0.05
    assert platform.notices() == 42
    assert (platform.calls, platform.world.xero.calls) == ([], [])


def test_the_same_event_twice_is_one_notice(platform: Platform) -> None:
    answers = [platform.purchase(a_purchase()).status for _ in range(2)]

    assert (answers, platform.notices()) == (["success", "success"], 1)


@pytest.mark.parametrize("request_", [{}, {"id": None}, {"id": "PR-1", "asset": "gone", "updated": "yesterday"}])
def test_an_event_of_any_shape_is_kept(platform: Platform, request_: dict[str, Any]) -> None:
    assert platform.purchase(request_).status == "success"
    assert platform.notices() == 1


def test_an_event_with_a_number_that_is_none_is_kept(platform: Platform) -> None:
    assert platform.purchase({**a_purchase(), "params": [{"value": float("inf")}]}).status == "success"
    assert platform.notices() == 1


def test_without_a_database_the_platform_keeps_the_event_and_the_log_names_the_variable(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    answer = platform.purchase(a_purchase(), DATABASE_URL="changeme")

    assert (answer.status, answer.countdown) == ("reschedule", SLOW)
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "Not configured: DATABASE_URL is not set."
    ]


def test_a_sqlite_file_is_no_database_in_production_unless_it_is_allowed(platform: Platform) -> None:
    assert platform.purchase(a_purchase(), ALLOW_SQLITE="").countdown == SLOW
    assert platform.purchase(a_purchase()).status == "success"


def test_notices_are_kept_while_only_the_variables_of_xero_are_missing(platform: Platform) -> None:
    answer = platform.purchase(a_purchase(), **MISSING_AT_XERO)

    assert (answer.status, platform.notices()) == ("success", 1)
    assert (platform.calls, platform.world.xero.calls) == ([], [])


def test_a_database_that_is_away_brings_the_event_again(platform: Platform, caplog: pytest.LogCaptureFixture) -> None:
    answer = platform.purchase(a_purchase(), DATABASE_URL=NOBODY_LISTENS)

    assert (answer.status, answer.countdown) == ("reschedule", TRY_AGAIN)
    assert "database.unreachable" in caplog.messages
    assert "s3cret" not in caplog.text
    assert "keeper" not in caplog.text


def test_the_schedule_of_what_is_not_configured_fails_with_a_sentence(platform: Platform) -> None:
    answer = platform.tick(**MISSING_AT_XERO)

    assert answer.status == "fail"
    assert answer.output.startswith("Not configured: XERO_CLIENT_ID is not set; XERO_CLIENT_SECRET is not set")


def test_the_schedule_works_off_what_is_due(platform: Platform) -> None:
    world = platform.world
    installation_id = world.ready(auto_sync="every_five_minutes")
    world.buy(installation_id)

    assert platform.tick().status == "success"
    assert len(world.books().invoices) == 1


def test_the_schedule_says_when_the_database_is_away(platform: Platform) -> None:
    answer = platform.tick(DATABASE_URL=NOBODY_LISTENS)

    assert (answer.status, answer.output) == ("fail", "The database cannot be reached.")


def test_no_handler_has_the_name_of_an_attribute_that_the_runner_sets(platform: Platform) -> None:
    """The runner calls `getattr(instance, name)`: an attribute in its place would be called instead."""
    handlers = {found["method"] for found in [*XeroEvents.get_events(), *XeroEvents.get_schedulables()]}

    assert handlers == {
        "on_purchase", "on_change", "on_adjustment", "on_suspend", "on_resume", "on_cancel",
        "on_usage_file", "on_usage_chunk", "on_installation", "sync_due_orders",
        "on_price_list", "on_listing", "on_product", "on_customer",
    }  # fmt: skip
    assert handlers & set(vars(platform.events({"id": INSTALLATION}, {}))) == set()


@pytest.mark.parametrize("news", ["on_price_list", "on_listing", "on_product"])
def test_an_order_without_a_price_goes_on_when_the_marketplace_tells_of_prices(platform: Platform, news: str) -> None:
    world, state = platform.world, platform.world.marketplace.state
    ours = world.ready(auto_sync="every_five_minutes")
    versions = list(state.all("pricing/versions"))
    for version in versions:
        state.put("pricing/versions", {**version.value, "status": "draft"}, version.audience)
    order = world.buy(ours)
    world.drain()
    assert world.task(ours, order["id"]).status is TaskStatus.ATTENTION

    for version in versions:
        state.put("pricing/versions", version.value, version.audience)
    events = platform.events({"id": ours}, {})
    assert getattr(events, news)({"id": "PLV-1"}).status == "success"
    task = world.task(ours, order["id"])
    assert (task.status, task.due_at is not None, task.problems) == (TaskStatus.PENDING, True, ())


@pytest.mark.parametrize(
    ("variables", "countdown"), [({"DATABASE_URL": "changeme"}, SLOW), ({"DATABASE_URL": NOBODY_LISTENS}, TRY_AGAIN)]
)
def test_news_of_prices_come_again_without_a_database(
    platform: Platform, variables: dict[str, str], countdown: int
) -> None:
    answer = platform.events({"id": INSTALLATION}, variables).on_price_list({"id": "PLV-1"})
    assert (answer.status, answer.countdown) == ("reschedule", countdown)


def changed(platform: Platform, installation_id: str, **request: Any) -> Any:
    """The event of a customer's accepted change."""
    customer = {**platform.world.who.sydney, "name": "Harbour & Daughters Pty Ltd"}
    given = {"id": "TAR-1-2-3-001", "status": "accepted", "account": customer, **request}
    return platform.events({"id": installation_id}, {}).on_customer(given)


def outdated(platform: Platform, installation_id: InstallationId) -> list[str]:
    with platform.world.app.runtime.database.transaction() as tx:
        entries = journal.page(tx, installation_id, limit=100)
    return [entry.sentence for entry in entries if entry.event == "contact.outdated"]


def test_a_mapped_customer_who_changes_its_details_is_told_of_once(platform: Platform) -> None:
    world = platform.world
    ours, theirs = world.ready(changed_contacts="tell"), world.ready(world.who.albion, FJORD, changed_contacts="tell")
    assert changed(platform, ours).status == "success"
    assert outdated(platform, ours) == [], "nobody has made a contact for it yet"

    world.buy(ours)
    world.sync(ours)
    assert [changed(platform, one).status for one in (ours, ours, theirs)] == ["success"] * 3
    assert outdated(platform, theirs) == []
    [sentence] = outdated(platform, ours)
    assert sentence == (
        "Harbour & Daughters Pty Ltd has changed its details in the marketplace (TAR-1-2-3-001). Its contact in "
        "Harbour Cloud Ltd stays as it is: compare name, address, tax number and e-mail there."
    )
    changed(platform, ours, id="TAR-1-2-3-002")
    assert len(outdated(platform, ours)) == 2


def test_a_change_of_a_customer_before_there_is_a_connection_is_heard_and_left(platform: Platform) -> None:
    ours = platform.world.install(platform.world.who.southern)
    assert changed(platform, ours).status == "success"
    assert outdated(platform, ours) == []


@pytest.mark.parametrize(
    "request_", [{"account": {}}, {"account": "gone"}, {"account": {"id": []}}, {"status": "ignored"}]
)
def test_a_change_of_nobody_is_skipped(platform: Platform, request_: dict[str, Any]) -> None:
    assert changed(platform, INSTALLATION, **request_).status == "skip"
