from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.state import Refused
from tests.sandbox_connect.calls import call

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
WHERE = "subscriptions/requests"


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock(NOW))


def an_asset(demo: DemoConnect, mpn: str = "NRD-OFF-M", connection: str = "production") -> str:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {mpn: 5}, connection)
    return str(demo.world.approve(request["id"])["asset"]["id"])


def ids(demo: DemoConnect, query: str) -> list[str]:
    return [found["id"] for found in call(demo.world, demo.southern, "GET", f"{WHERE}?{query}").json()]


def test_a_billing_request_has_the_shape_of_the_platforms(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    made = demo.world.bill(asset)
    assert made == call(demo.world, demo.southern, "GET", f"{WHERE}/{made['id']}").json()
    assert made["period"] == {
        "from": "2026-02-28T09:00:00+00:00", "to": "2026-03-31T09:00:00+00:00", "delta": 1.0, "uom": "monthly"
    }  # fmt: skip
    (line,) = made["items"]
    assert (line["quantity"], line["period"], line["item_type"]) == (5.0, "monthly", "reservation")
    assert line["billing"] == {"cycle_number": 2}
    assert "items" not in made["asset"]
    assert made["asset"]["billing"]["anniversary"] == {"day": 31}
    assert made["asset"]["tiers"]["customer"]["id"] == demo.sydney["id"]
    assert made["attributes"] == {}


def test_vendor_and_provider_bill_the_same_period_each_in_its_turn(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    vendor, provider = demo.world.bill(asset), demo.world.bill(asset, "provider")
    assert [made["id"].split("-")[0] for made in (vendor, provider)] == ["BRV", "BRP"]
    assert vendor["period"] == provider["period"]
    assert demo.world.bill(asset, "provider")["period"]["from"] == vendor["period"]["to"]
    assert demo.world.bill(asset)["items"][0]["billing"] == {"cycle_number": 3}
    stats = call(demo.world, demo.southern, "GET", f"subscriptions/assets/{asset}").json()["billing"]["stats"]
    assert {type_: found["count"] for type_, found in stats.items()} == {"vendor": 2, "provider": 2}
    assert stats["vendor"]["last_request"]["id"].endswith("-0002")


def test_a_period_out_of_turn_moves_no_date(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    period = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))
    assert demo.world.bill(asset, "provider", period=period)["period"]["to"] == "2026-10-01T00:00:00+00:00"
    assert demo.world.bill(asset, "provider")["period"]["from"] == "2026-02-28T09:00:00+00:00"


def test_a_yearly_subscription_is_billed_by_the_year(demo: DemoConnect) -> None:
    period = demo.world.bill(an_asset(demo, "NRD-OFF-Y"))["period"]
    assert (period["from"][:10], period["to"][:10], period["uom"]) == ("2027-01-31", "2028-01-31", "yearly")


def test_billing_requests_are_found_by_the_documented_names(demo: DemoConnect) -> None:
    asset, trial = an_asset(demo), an_asset(demo, connection="test")
    vendor, provider = demo.world.bill(asset), demo.world.bill(asset, "provider")
    tested = demo.world.bill(trial)
    assert ids(demo, "eq(type,provider)") == [provider["id"]]
    assert ids(demo, f"eq(asset.id,{asset})&ordering(-id)") == [vendor["id"], provider["id"]]
    assert ids(demo, "eq(asset.connection.type,test)") == [tested["id"]]
    assert ids(demo, f"in(id,({vendor['id']},{tested['id']}))") == [vendor["id"], tested["id"]]
    assert ids(demo, "ge(period.from,2026-03-01T00:00:00)") == []
    assert len(ids(demo, "gt(events.created.at,2026-01-31T00:00:00+00:00)&eq(period.uom,monthly)")) == 3


def test_billing_requests_come_in_pages(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    made = [demo.world.bill(asset)["id"] for _ in range(3)]
    answer = call(demo.world, demo.southern, "GET", f"{WHERE}?limit=2&offset=1")
    assert [found["id"] for found in answer.json()] == made[1:]
    assert answer.headers["content-range"] == "items 1-2/3"


def test_whoever_sees_the_asset_sees_its_billing_unless_told_otherwise(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    shown, hidden = demo.world.bill(asset), demo.world.bill(asset, seen_by=[demo.distributor])
    sight = {demo.southern: [shown], demo.albion: [], demo.distributor: [shown, hidden], demo.vendor: [shown, hidden]}
    for account, expected in sight.items():
        found = call(demo.world, account, "GET", WHERE).json()
        assert [one["id"] for one in found] == [one["id"] for one in expected], account.name


def test_what_has_ended_is_not_billed(demo: DemoConnect) -> None:
    asset = an_asset(demo)
    with pytest.raises(Refused, match="valid choice"):
        demo.world.bill(asset, "reseller")
    demo.world.approve(demo.world.place_cancel(asset)["id"])
    with pytest.raises(Refused, match="terminated"):
        demo.world.bill(asset)
