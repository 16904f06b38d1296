"""What the schedule looks at by itself, and what an account that is shown less still finds."""

from __future__ import annotations

import pytest

from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.schedule.check import check
from connect_ext.work.failure import WorldFailed
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskStatus
from tests.cloudblue.fake_connect import FakeConnect, error
from tests.world import World


@pytest.fixture
def connect() -> FakeConnect:
    """A platform on which nothing has happened."""
    fake = FakeConnect()
    fake.collections = {"requests": [], "subscriptions/requests": [], "usage/files": []}
    return fake


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "AUTH_003", "Connect does not show the billing requests to this account."),
        (404, "RES_001", "Connect does not show the billing requests to this account."),
        (500, "SYS_001", "Connect had an error of its own with the billing requests"),
    ],
)
def test_what_an_account_is_not_shown_is_said_and_the_rest_is_found(
    sqlite_world: World, connect: FakeConnect, status: int, code: str, said: str
) -> None:
    world = sqlite_world
    installation_id = world.ready()
    connect.answers["GET", "subscriptions/requests"] = error(status, code)

    found = check(world.app.runtime, connect.client, installation_id, "UR-1")

    assert [source.kind for source in found.sources] == [
        NoticeKind.ASSET_REQUEST, NoticeKind.BILLING_REQUEST, NoticeKind.USAGE_FILE,
    ]  # fmt: skip
    assert found.sources[1].skipped.startswith(said)
    assert (found.sources[0].skipped, found.sources[2].skipped) == ("", "")


def test_requests_that_cannot_be_read_are_a_failure(sqlite_world: World, connect: FakeConnect) -> None:
    installation_id = sqlite_world.ready()
    connect.answers["GET", "requests"] = error(403, "AUTH_003")
    with pytest.raises(WorldFailed):
        check(sqlite_world.app.runtime, connect.client, installation_id, "UR-1")


def test_a_connection_that_nobody_uses_is_kept_alive(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    for _ in range(7):
        world.later(days=15)
        world.schedule_fires()

    assert isinstance(access(world.app.runtime, installation_id), Access)


def test_one_installation_that_cannot_be_asked_does_not_stop_the_others(sqlite_world: World) -> None:
    world = sqlite_world
    gone, southern = world.ready(world.who.albion), world.ready(auto_sync="every_five_minutes")
    world.marketplace.uninstall({"id": gone})  # of which no event has told
    placed = world.marketplace.place_purchase(world.who.southern, world.who.sydney, world.who.office, {"NRD-OFF-M": 10})
    world.later(minutes=1)
    world.marketplace.approve(placed["id"])
    world.schedule_fires()

    assert world.task(southern, placed["id"]).status is TaskStatus.SYNCED


def test_a_period_is_noted_once_however_many_drains_there_are(world: World) -> None:
    installation_id = world.ready(auto_sync="every_five_minutes")
    order = world.buy(installation_id)
    world.drain()
    world.later(days=31)
    for _ in range(3):
        world.drain()

    assert len(world.books().invoices) == 2
    assert world.task(installation_id, f"{order['asset']['id']}:2026-12-21").status is TaskStatus.SYNCED


def test_an_item_that_turns_out_late_to_have_begun_is_billed_by_a_further_order(sqlite_world: World) -> None:
    """Of an item that a change added in the former period the change bills that period, and the calendar the next."""
    world = sqlite_world
    installation_id = world.ready(auto_sync="every_five_minutes")
    order = world.buy(installation_id)
    world.drain()
    added = world.marketplace.place_change(order["asset"]["id"], {"NRD-OFF-Y": 1, "NRD-OFF-M": 12})
    world.later(minutes=1)
    approved = world.marketplace.approve(added["id"])
    world.later(days=31)
    world.drain()
    world.tell(installation_id, approved)
    world.drain()

    texts = [line["Description"] for invoice in world.books().invoices for line in invoice["LineItems"]]
    assert sum("2026-12-21 to 2027-01-20" in text for text in texts) == 1
    assert sum("NRD-OFF-Y" in text or "yearly" in text for text in texts) == 1
