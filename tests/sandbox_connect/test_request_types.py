from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.state import Refused
from sandbox.connect.tasks import Category
from tests.sandbox_connect.calls import call

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
ONE_OF_EACH = {"NRD-OFF-M": 10, "NRD-OFF-Y": 2, "NRD-SETUP": 1}


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock(NOW))


def an_asset(demo: DemoConnect) -> str:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 10})
    return str(demo.world.approve(request["id"])["asset"]["id"])


def lines(request: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {line["mpn"]: (line["old_quantity"], line["quantity"]) for line in request["asset"]["items"]}


def seen(demo: DemoConnect, asset_id: str) -> dict[str, Any]:
    found: dict[str, Any] = call(demo.world, demo.southern, "GET", f"subscriptions/assets/{asset_id}").json()
    return found


def told(demo: DemoConnect, request_id: str) -> list[str]:
    """The events of a request since it was last asked."""
    taken = demo.world.state.tasks.take("a worker", frozenset({Category.BACKGROUND}))
    return [task.event_type for task in taken if task.object_id == request_id]


def test_a_renewal_carries_the_dates_of_each_items_own_term(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, ONE_OF_EACH)
    asset = demo.world.approve(request["id"])["asset"]["id"]
    renew = demo.world.place_renew(asset)
    assert (renew["type"], renew["status"]) == ("renew", "pending")
    assert lines(renew) == {"NRD-OFF-M": ("10", "10"), "NRD-OFF-Y": ("2", "2"), "NRD-SETUP": ("1", "1")}
    assert {line["mpn"]: line["renewal"] for line in renew["asset"]["items"]} == {
        "NRD-OFF-M": {
            "from": "2027-01-31T09:00:00+00:00", "to": "2027-02-28T09:00:00+00:00",
            "period_delta": 1, "period_uom": "month",
        },
        "NRD-OFF-Y": {
            "from": "2027-01-31T09:00:00+00:00", "to": "2028-01-31T09:00:00+00:00",
            "period_delta": 1, "period_uom": "year",
        },
        "NRD-SETUP": None,
    }  # fmt: skip


def test_an_approved_renewal_moves_the_next_date_and_leaves_no_dates_on_the_asset(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    demo.world.approve(demo.world.place_renew(asset, quantities={"NRD-OFF-M": 12})["id"])
    subscription = seen(demo, asset)
    assert subscription["billing"]["next_date"] == "2026-03-31T09:00:00+00:00"
    assert [(line["quantity"], "renewal" in line) for line in subscription["items"]] == [(12.0, False)]
    assert "renewal" not in call(demo.world, demo.southern, "GET", f"assets/{asset}").json()["items"][0]
    assert demo.world.bill(asset)["period"]["from"] == "2026-03-31T09:00:00+00:00"


def test_a_renewal_can_begin_when_the_story_says(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    renew = demo.world.place_renew(asset, begins=datetime(2026, 4, 15, tzinfo=UTC))
    assert renew["asset"]["items"][0]["renewal"]["from"] == "2026-04-15T00:00:00+00:00"
    assert renew["asset"]["items"][0]["renewal"]["to"] == "2026-05-15T00:00:00+00:00"
    demo.world.approve(renew["id"])
    assert seen(demo, asset)["billing"]["next_date"] == "2026-02-28T09:00:00+00:00"


def test_a_renewal_placed_over_rest_has_dates_too(demo: DemoConnect) -> None:
    body = {"type": "renew", "asset": {"id": an_asset(demo)}}
    renew = call(demo.world, demo.vendor, "POST", "requests", body).json()
    assert renew["asset"]["items"][0]["renewal"]["period_uom"] == "month"


def test_a_transfer_gives_the_asset_to_the_other_customer_when_it_is_approved(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    transfer = demo.world.place_transfer(asset, demo.brisbane)
    assert transfer["asset"]["tiers"]["customer"]["name"] == "Bräuer Design Studio"
    assert seen(demo, asset)["tiers"]["customer"]["id"] == demo.sydney["id"]
    demo.world.approve(transfer["id"])
    assert seen(demo, asset)["tiers"]["customer"]["id"] == demo.brisbane["id"]
    assert seen(demo, asset)["tiers"]["tier1"]["name"] == "Southern Cross Cloud"
    later = demo.world.place_change(asset, {"NRD-OFF-M": 11})
    assert later["asset"]["tiers"]["customer"]["id"] == demo.brisbane["id"]


def test_an_asset_is_not_transferred_to_who_has_it(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    with pytest.raises(Refused, match="has AS-"):
        demo.world.place_transfer(asset, demo.sydney["id"])


@pytest.mark.parametrize(
    ("type_", "status"), [("adjustment", "active"), ("suspend", "suspended"), ("cancel", "terminated")]
)
def test_a_request_without_quantities_changes_only_the_status(demo: DemoConnect, type_: str, status: str) -> None:
    asset = an_asset(demo)
    request = demo.world.approve(demo.world.place(type_, asset)["id"])
    assert (request["type"], request["status"]) == (type_, "approved")
    assert (seen(demo, asset)["status"], seen(demo, asset)["items"][0]["quantity"]) == (status, 10.0)


def test_what_was_suspended_is_resumed(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    demo.world.approve(demo.world.place("suspend", asset)["id"])
    demo.world.approve(demo.world.place("resume", asset)["id"])
    assert seen(demo, asset)["status"] == "active"


def test_a_change_goes_up_and_down_in_one_request(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, ONE_OF_EACH)
    asset = demo.world.approve(request["id"])["asset"]["id"]
    change = demo.world.approve(demo.world.place_change(asset, {"NRD-OFF-M": 0, "NRD-OFF-Y": 12})["id"])
    assert lines(change) == {"NRD-OFF-M": ("10", "0"), "NRD-OFF-Y": ("2", "12"), "NRD-SETUP": ("1", "1")}
    assert {line["mpn"] for line in seen(demo, asset)["items"]} == {"NRD-OFF-Y", "NRD-SETUP"}


@pytest.mark.parametrize("days", [-12, 0, 30])
def test_a_cancellation_counts_from_any_date(demo: DemoConnect, days: int) -> None:
    asset = an_asset(demo)
    effective = NOW + timedelta(days=days)
    cancel = demo.world.approve(demo.world.place_cancel(asset)["id"], effective)
    assert cancel["effective_date"] == effective.isoformat()
    assert seen(demo, asset)["status"] == "terminated"


def test_a_purchase_that_counts_from_a_past_date_is_billed_from_it(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 10})
    body = {"effective_date": "2026-01-20T00:00:00"}
    approved = call(demo.world, demo.vendor, "POST", f"requests/{request['id']}/approve", body).json()
    assert approved["effective_date"] == "2026-01-20T00:00:00+00:00"
    assert seen(demo, request["asset"]["id"])["billing"]["next_date"] == "2026-02-20T00:00:00+00:00"
    other = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 10})
    bad = call(demo.world, demo.vendor, "POST", f"requests/{other['id']}/approve", {"effective_date": "soon"})
    assert (bad.status, bad.json()["errors"]) == (400, ["effective_date: Datetime has wrong format."])


def test_a_scheduled_request_says_when_and_is_approved_later(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    change = demo.world.place_change(asset, {"NRD-OFF-M": 15})
    planned = demo.world.schedule(change["id"], NOW + timedelta(days=9))
    assert (planned["status"], planned["planned_date"]) == ("scheduled", "2026-02-09T09:00:00+00:00")
    assert seen(demo, asset)["items"][0]["quantity"] == 10.0
    with pytest.raises(Refused, match="in progress"):
        demo.world.place_cancel(asset)
    assert demo.world.approve(change["id"])["status"] == "approved"
    assert seen(demo, asset)["items"][0]["quantity"] == 15.0


def test_only_what_is_scheduled_is_revoked_and_then_nothing_changes(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    change = demo.world.place_change(asset, {"NRD-OFF-M": 15})
    with pytest.raises(Refused, match="from pending"):
        demo.world.revoke(change["id"])
    demo.world.schedule(change["id"], NOW + timedelta(days=9))
    assert demo.world.revoke(change["id"])["status"] == "revoked"
    assert seen(demo, asset)["items"][0]["quantity"] == 10.0
    with pytest.raises(Refused, match="from revoked"):
        demo.world.approve(change["id"])
    demo.world.place_cancel(asset)


def test_each_step_of_each_type_is_an_event(demo: DemoConnect) -> None:
    demo.world.install(demo.southern)
    asset = an_asset(demo)
    transfer = demo.world.place_transfer(asset, demo.brisbane)["id"]
    event = ["asset_transfer_request_processing"]
    assert told(demo, transfer) == event
    demo.world.schedule(transfer, NOW + timedelta(days=1))
    assert told(demo, transfer) == event
    demo.world.revoke(transfer)
    assert told(demo, transfer) == event
    renew = demo.world.place_renew(asset)["id"]
    assert told(demo, renew) == ["asset_renew_request_processing"]


def test_a_revoked_purchase_leaves_a_terminated_asset(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 10})
    demo.world.schedule(request["id"], NOW + timedelta(days=1))
    assert demo.world.revoke(request["id"])["asset"]["status"] == "terminated"


def test_subscriptions_are_found_by_status_and_connection(demo: DemoConnect) -> None:
    kept, ended = an_asset(demo), an_asset(demo)
    demo.world.approve(demo.world.place_cancel(ended)["id"])
    trial = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 1}, connection="test")
    demo.world.approve(trial["id"])
    query = "subscriptions/assets?in(status,(active,suspended))&eq(connection.type,production)"
    answer = call(demo.world, demo.southern, "GET", query)
    assert [found["id"] for found in answer.json()] == [kept]
    assert answer.headers["content-range"] == "items 0-0/1"
