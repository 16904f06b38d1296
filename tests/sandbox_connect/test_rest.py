from __future__ import annotations

import re

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from tests.sandbox_connect.calls import call, installation_key

SHAPES = {
    "marketplaces": r"MP-\d{5}",
    "products": r"PRD(-\d{3}){3}",
    "listings": r"LST(-\d{3}){3}",
    "pricing/versions": r"PLV(-\d{3}){3}-\d{4}",
    "tier/accounts": r"TA(-\d{4}){3}",
    "accounts": r"(PA|VA)(-\d{3}){2}",
}


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock())


@pytest.mark.parametrize("collection", SHAPES)
def test_ids_have_the_platforms_shape(demo: DemoConnect, collection: str) -> None:
    ids = [thing["id"] for thing in call(demo.world, demo.southern, "GET", collection).json()]
    assert ids
    assert all(re.fullmatch(SHAPES[collection], id_) for id_ in ids), ids


def test_ids_are_the_same_in_every_run(demo: DemoConnect) -> None:
    assert demo_connect(Clock()).southern == demo.southern
    assert demo_connect(Clock()).office["id"] == demo.office["id"]


def test_an_unknown_key_is_refused(demo: DemoConnect) -> None:
    answer = call(demo.world, "ApiKey SU-000:0", "GET", "marketplaces")
    assert answer.status == 401
    assert set(answer.json()) == {"error_code", "errors"}


def test_an_endpoint_nobody_built_names_itself(demo: DemoConnect) -> None:
    answer = call(demo.world, demo.southern, "GET", "helpdesk/cases")
    assert answer.status == 501
    assert "GET /public/v1/helpdesk/cases" in answer.json()["errors"][0]


def test_every_answer_names_the_version_of_the_platform(demo: DemoConnect) -> None:
    for path in ("accounts?limit=0", "nothing"):
        assert call(demo.world, demo.southern, "GET", path).headers["connect-version"].startswith("43.")


def test_a_bad_query_is_a_bad_request(demo: DemoConnect) -> None:
    assert call(demo.world, demo.southern, "GET", "products?close(to,me)").status == 400


def test_a_reseller_sees_its_own_orders_and_no_others(demo: DemoConnect) -> None:
    request = demo.world.place_purchase(demo.southern, demo.sydney, demo.office, {"NRD-OFF-M": 1})
    sight = [(demo.southern, 1), (demo.albion, 0), (demo.distributor, 1), (demo.vendor, 1), (demo.owner, 0)]
    for account, sees in sight:
        assert len(call(demo.world, account, "GET", "requests").json()) == sees, account.name
        one = call(demo.world, account, "GET", f"requests/{request['id']}")
        assert one.status == (200 if sees else 404), account.name


def test_a_reseller_does_not_see_another_resellers_customers(demo: DemoConnect) -> None:
    names = {account["name"] for account in call(demo.world, demo.albion, "GET", "tier/accounts").json()}
    assert names == {"Albion IT Services", "Kirkgate Dental Practice"}


def test_the_price_of_an_item_is_found_as_the_documents_say(demo: DemoConnect) -> None:
    where = f"eq(product.id,{demo.office['id']})&eq(contract.marketplace.id,{demo.aud['id']})&eq(status,listed)"
    (listing,) = call(demo.world, demo.southern, "GET", f"listings?{where}").json()
    wanted = f"pricing/versions?eq(pricelist.id,{listing['pricelist']['id']})"
    assert len(call(demo.world, demo.southern, "GET", wanted).json()) == 2
    (version,) = call(demo.world, demo.southern, "GET", f"{wanted}&eq(status,active)").json()
    assert version["pricelist"]["currency"] == "AUD"
    points = call(demo.world, demo.southern, "GET", f"pricing/versions/{version['id']}/points?eq(status,filled)").json()
    prices = {point["item"]["mpn"]: point["attributes"] for point in points}
    assert prices["NRD-OFF-M"] == {"price": 8.75, "st0p": 12.5, "st1p": 10.25}


def test_an_installation_key_reads_only_its_own_installation(demo: DemoConnect) -> None:
    southern, albion = demo.world.install(demo.southern), demo.world.install(demo.albion)
    key = installation_key(southern)
    assert [i["id"] for i in call(demo.world, key, "GET", "devops/installations").json()] == [southern["id"]]
    assert call(demo.world, key, "GET", f"devops/installations/{albion['id']}").status == 404
    service = f"devops/services/{demo.world.environment.service_id}"
    assert call(demo.world, key, "GET", f"{service}/installations").status == 403
    assert len(call(demo.world, demo.owner, "GET", f"{service}/installations?eq(status,installed)").json()) == 2


def test_the_key_of_a_removed_installation_reads_no_more_orders(demo: DemoConnect) -> None:
    installation = demo.world.install(demo.southern)
    demo.world.uninstall(installation)
    key = installation_key(installation)
    assert call(demo.world, key, "GET", "requests").status == 401
    assert call(demo.world, key, "GET", f"devops/installations/{installation['id']}").json()["status"] == "uninstalled"


def test_only_the_owner_impersonates(demo: DemoConnect) -> None:
    installation = demo.world.install(demo.southern)
    path = f"devops/services/{demo.world.environment.service_id}/installations/{installation['id']}/impersonate"
    assert call(demo.world, demo.southern, "POST", path).status == 403
    key = call(demo.world, demo.owner, "POST", path).json()["installation_api_key"]
    assert call(demo.world, key, "GET", "accounts").json()[0]["id"] == demo.southern.id


def test_settings_are_replaced_as_a_whole(demo: DemoConnect) -> None:
    installation = demo.world.install(demo.southern)
    path = f"devops/installations/{installation['id']}"
    for settings in ({"a": 1}, {"b": 2}):
        call(demo.world, installation_key(installation), "PUT", path, {"settings": settings})
    assert call(demo.world, installation_key(installation), "GET", path).json()["settings"] == {"b": 2}


def test_a_schedule_is_its_owners_alone(demo: DemoConnect) -> None:
    environment = demo.world.environment
    environment.schedulables = [{"method": "tick", "name": "Tick", "description": ""}]
    path = f"devops/services/{environment.service_id}/environments/{environment.id}/schedules"
    body = {"method": "tick", "name": "x", "trigger": {"type": "onetime", "date": "2026-12-01T00:00:00"}}
    key = installation_key(demo.world.install(demo.southern))
    assert call(demo.world, key, "POST", path, body).status == 403
    assert call(demo.world, demo.owner, "POST", path, body | {"method": "tock"}).status == 400
    assert call(demo.world, demo.owner, "POST", path, body | {"trigger": {"type": "daily"}}).status == 400
    created = call(demo.world, demo.owner, "POST", path, body).json()
    assert re.fullmatch(r"EFS-\d{4}-\d{4}-01-\d{4}", created["id"])
    assert call(demo.world, demo.owner, "DELETE", f"{path}/{created['id']}").status == 204
    assert call(demo.world, demo.owner, "GET", path).json() == []
