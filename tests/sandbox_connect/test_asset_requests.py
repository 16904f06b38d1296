from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.state import Refused
from tests.sandbox_connect.calls import call, installation_key


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock(datetime(2026, 1, 31, 9, 0, tzinfo=UTC)))


def lines(request: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {line["mpn"]: (line["old_quantity"], line["quantity"]) for line in request["asset"]["items"]}


def test_a_purchase_carries_strings_and_an_empty_second_tier(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5, "NRD-SETUP": 1})
    assert request["id"] == "PR-" + request["asset"]["id"].removeprefix("AS-") + "-001"
    assert (request["type"], request["status"], request["asset"]["status"]) == ("purchase", "pending", "processing")
    assert lines(request) == {"NRD-OFF-M": ("0", "5"), "NRD-SETUP": ("0", "1")}
    first = request["asset"]["items"][0]
    assert (first["period"], first["item_type"]) == ("Monthly", "Reservation")
    assert first["global_id"].replace("-", "_") == first["id"]
    assert request["asset"]["tiers"]["tier1"]["name"] == "Southern Cross Cloud"
    assert request["asset"]["tiers"]["tier2"] == {}
    assert "currency" not in request["marketplace"]


@pytest.mark.parametrize("type_", ["production", "test", "preview"])
def test_an_order_can_come_over_any_connection(demo: DemoConnect, type_: str) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 1}, connection=type_)
    assert request["asset"]["connection"]["type"] == type_


def test_an_approved_purchase_begins_a_subscription(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    demo.world.approve(request["id"])
    asset_id = request["asset"]["id"]
    subscription = call(demo.world, demo.southern, "GET", f"subscriptions/assets/{asset_id}").json()
    assert subscription["status"] == "active"
    assert subscription["items"][0]["quantity"] == 5.0
    assert subscription["items"][0]["period"] == "monthly"
    assert subscription["billing"] == {
        "period": {"delta": 1.0, "uom": "monthly"},
        "next_date": "2026-02-28T09:00:00+00:00",
        "anniversary": {"day": 31},
    }


def test_a_yearly_subscription_has_a_month_in_its_anniversary(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-Y": 2})
    demo.world.approve(request["id"])
    billing = call(demo.world, demo.southern, "GET", "subscriptions/assets").json()[0]["billing"]
    assert billing["period"]["uom"] == "yearly"
    assert billing["anniversary"] == {"day": 31, "month": 1}


def test_billing_requests_follow_one_another_without_an_event(demo: DemoConnect) -> None:
    world = demo.world
    lines_ = {"NRD-OFF-M": 5, "NRD-SETUP": 1}
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, lines_)
    world.approve(request["id"])
    first, second = world.bill(request["asset"]["id"]), world.bill(request["asset"]["id"])
    assert first["id"] == request["asset"]["id"].replace("AS", "BRV") + "-0001"
    assert first["period"]["from"] == "2026-02-28T09:00:00+00:00"
    assert first["period"]["to"] == "2026-03-31T09:00:00+00:00"
    assert second["period"]["from"] == first["period"]["to"]
    assert [(line["mpn"], line["quantity"], line["billing"]) for line in second["items"]] == [
        ("NRD-OFF-M", 5.0, {"cycle_number": 3}),
    ]
    found = call(world, demo.southern, "GET", "subscriptions/requests?eq(asset.connection.type,production)").json()
    assert [billing["id"] for billing in found] == [first["id"], second["id"]]


def test_a_change_says_old_and_new_quantity_and_leaves_the_rest(demo: DemoConnect) -> None:
    world = demo.world
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5, "NRD-OFF-Y": 1})
    world.approve(request["id"])
    change = world.place_change(request["asset"]["id"], {"NRD-OFF-M": 2, "NRD-SETUP": 1})
    assert change["id"].endswith("-002")
    assert lines(change) == {"NRD-OFF-M": ("5", "2"), "NRD-OFF-Y": ("1", "1"), "NRD-SETUP": ("0", "1")}
    world.approve(change["id"])
    asset = call(world, demo.southern, "GET", f"assets/{request['asset']['id']}").json()
    quantities = {line["mpn"]: line["quantity"] for line in asset["items"]}
    assert quantities == {"NRD-OFF-M": "2", "NRD-OFF-Y": "1", "NRD-SETUP": "1"}


def test_a_failed_change_leaves_the_asset_as_it_was(demo: DemoConnect) -> None:
    world = demo.world
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    world.approve(request["id"])
    change = world.place_change(request["asset"]["id"], {"NRD-OFF-M": 9})
    failed = world.fail(change["id"], "No stock")
    assert (failed["status"], failed["reason"]) == ("failed", "No stock")
    assert call(world, demo.southern, "GET", "assets").json()[0]["items"][0]["quantity"] == "5"


def test_a_cancellation_ends_the_asset(demo: DemoConnect) -> None:
    world = demo.world
    request = world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    world.approve(request["id"])
    cancel = world.place_cancel(request["asset"]["id"])
    assert lines(cancel) == {"NRD-OFF-M": ("5", "5")}
    world.approve(cancel["id"])
    assert call(world, demo.southern, "GET", "assets").json()[0]["status"] == "terminated"


def test_one_asset_has_one_open_request_at_a_time(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    with pytest.raises(Refused):
        demo.world.place_change(request["asset"]["id"], {"NRD-OFF-M": 2})


def test_a_decision_is_made_once(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    demo.world.approve(request["id"])
    with pytest.raises(Refused):
        demo.world.fail(request["id"], "Too late")


def test_the_vendor_places_and_approves_over_rest(demo: DemoConnect) -> None:
    body = {
        "type": "purchase",
        "asset": {
            "product": {"id": demo.office["id"]},
            "connection": {"id": "CT-1234-0000-1234", "type": "test"},
            "external_id": "10005",
            "items": [{"id": demo.office["id"] + "-0001", "quantity": 5}],
            "params": [{"id": "ordering_1", "value": "test"}],
            "tiers": {"customer": {"name": "Big Corp Inc", "contact_info": {"country": "US"}}, "tier1": {}},
        },
        "marketplace": {"id": demo.aud["id"]},
    }
    created = call(demo.world, demo.vendor, "POST", "requests", body)
    assert created.status == 201, created.body
    request = created.json()
    assert lines(request) == {"NRD-OFF-M": ("0", "5")}
    note = call(demo.world, demo.vendor, "PUT", f"requests/{request['id']}", {"note": "by hand"})
    assert note.json()["note"] == "by hand"
    approved = call(demo.world, demo.vendor, "POST", f"requests/{request['id']}/approve", {"template_id": "TL-1"})
    assert approved.json()["status"] == "approved"
    more = [{"mpn": "NRD-OFF-M", "quantity": "7"}]
    change = {"type": "change", "asset": {"id": request["asset"]["id"], "items": more}}
    assert lines(call(demo.world, demo.vendor, "POST", "requests", change).json()) == {"NRD-OFF-M": ("5", "7")}


def test_nobody_but_the_vendor_approves(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 5})
    key = installation_key(demo.world.install(demo.southern))
    for bearer in (key, demo.southern, demo.distributor):
        assert call(demo.world, bearer, "POST", f"requests/{request['id']}/approve").status == 403
    assert call(demo.world, demo.albion, "POST", f"requests/{request['id']}/approve").status == 404


def test_an_item_that_does_not_exist_is_refused_by_name(demo: DemoConnect) -> None:
    with pytest.raises(Refused, match="NO-SUCH"):
        demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NO-SUCH": 1})
