"""What the stand-in makes has the field names of payloads and schemas of the platform."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from sandbox.connect.usage_files import UsageLine
from tests.require import connect_samples
from tests.sandbox_connect.calls import call

Json = dict[str, Any]


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock())


@pytest.fixture
def asset(demo: DemoConnect) -> str:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.backup, {"SKB-SEAT-M": 5, "SKB-GB": "0"})
    return str(demo.world.approve(request["id"])["asset"]["id"])


@pytest.fixture
def usage(demo: DemoConnect, asset: str) -> Json:
    line = UsageLine(asset_id=asset, item="SKB-GB", quantity=Decimal(3), amount=Decimal(1), tier=0)
    posted = demo.world.make_usage_file(demo.backup, [line])
    demo.world.accept_usage_file(posted["id"])
    return demo.world.close_usage_file(posted["id"])


def sample(name: str) -> Json:
    found = json.loads((connect_samples() / f"{name}.json").read_text())
    one: Json = found[0] if isinstance(found, list) else found
    return one


def known(schema: str) -> set[str]:
    return set(sample(f"schemas/openapi-{schema}")["properties"])


def test_a_vendors_billing_request(demo: DemoConnect, asset: str) -> None:
    made, real = demo.world.bill(asset), sample("billing-requests/vendor-6-items-monthly-cycle-2")
    assert set(made) == set(real)
    for part in ("period", "events"):
        assert set(made[part]) == set(real[part])
    assert set(made["items"][0]) == set(real["items"][0])
    assert set(made["asset"]) == set(real["asset"])
    assert set(made["asset"]["billing"]) == set(real["asset"]["billing"])


def test_a_providers_billing_request(demo: DemoConnect, asset: str) -> None:
    made, real = demo.world.bill(asset, "provider"), sample("billing-requests/provider-add-response")
    assert (set(made), made["type"]) == (set(real), real["type"])
    assert set(made["items"][0]) == set(real["items"][0])


def test_the_statistics_of_a_subscription(demo: DemoConnect, asset: str) -> None:
    demo.world.bill(asset, "provider")
    made = call(demo.world, demo.southern, "GET", f"subscriptions/assets/{asset}").json()["billing"]
    real = sample("subscriptions/detail-provider")["billing"]
    assert set(made) == set(real)
    assert set(made["stats"]["provider"]) == set(real["stats"]["provider"])
    assert set(made["stats"]["provider"]["last_request"]) == set(real["stats"]["provider"]["last_request"])


def test_the_dates_of_a_renewal(demo: DemoConnect, asset: str) -> None:
    made = demo.world.place_renew(asset)["asset"]["items"][0]["renewal"]
    real = sample("requests/renew-approved-10-to-10")["asset"]["items"][0]["renewal"]
    assert set(made) == set(real)
    assert (made["period_delta"], made["period_uom"]) == (real["period_delta"], real["period_uom"])


def test_a_usage_file(usage: Json) -> None:
    real = sample("usage-files/closed-with-events-and-stats")
    assert set(usage) <= known("usage.UsageFileDetail")
    assert set(real) - set(usage) == {"usage_file_uri", "processed_file_uri"}
    for part in ("records", "stats", "events"):
        assert set(real[part]) == set(usage[part])


def test_a_usage_record(demo: DemoConnect, usage: Json) -> None:
    (made,), real = demo.world.usage_records(usage["id"]), sample("usage-records/approved-tier0-amount-zero")
    assert set(made) - set(real) == {"closed_at"}
    assert set(real) <= set(made) <= known("usage.UsageRecord")
    for part in ("item", "usagefile", "category"):
        assert set(made[part]) == set(real[part])
    assert set(real["asset"]) - set(made["asset"]) == {"recon_id"}
    for name in ("tier", "amount", "usage", "multiplier"):
        assert type(made[name]) is type(real[name])


def test_a_chunk(demo: DemoConnect, usage: Json) -> None:
    (made,) = call(demo.world, demo.southern, "GET", f"usage/chunks?usagefile.id={usage['id']}").json()
    assert set(made) <= known("usage.PartUsageFile")
    assert set(made["stats"]) <= set(sample("schemas/openapi-usage.PartUsageFile")["properties"]["stats"]["properties"])


def test_a_new_customer(demo: DemoConnect) -> None:
    body = {"name": "Coogee Surf Club", "contact_info": demo.sydney["contact_info"], "external_id": "4711"}
    made = call(demo.world, demo.southern, "POST", "tier/accounts", body).json()
    real = sample("tier-accounts/customer-with-parent")
    assert set(real) - set(made) == {"hub"}
    assert set(made) <= known("dp.TierAccountDetail")
    assert set(made["parent"]) == set(real["parent"])
    assert made["scopes"] == real["scopes"]
