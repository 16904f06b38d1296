from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.connect.demo import DemoConnect, demo_connect
from tests.sandbox_connect.calls import call, installation_key

CUSTOMER: dict[str, Any] = {
    "type": "customer",
    "name": "Coogee Surf Club",
    "external_id": "xero-4711",
    "contact_info": {
        "address_line1": "1 Beach Street", "address_line2": "", "city": "Coogee", "state": "NSW",
        "postal_code": "2034", "country": "AU",
        "contact": {"first_name": "Leila", "last_name": "Haddad", "email": "leila@coogee.example"},
    },
}  # fmt: skip


@pytest.fixture
def demo() -> DemoConnect:
    return demo_connect(Clock())


def without(path: str) -> dict[str, Any]:
    body = copy.deepcopy(CUSTOMER)
    *parents, leaf = path.split(".")
    holder = body
    for name in parents:
        holder = holder[name]
    del holder[leaf]
    return body


def test_an_installation_makes_a_customer_of_its_account(demo: DemoConnect) -> None:
    key = installation_key(demo.world.install(demo.southern))
    answer = call(demo.world, key, "POST", "tier/accounts", CUSTOMER)
    assert answer.status == 201
    made = answer.json()
    assert re.fullmatch(r"TA(-\d{4}){3}", made["id"])
    assert (made["type"], made["scopes"], made["external_id"]) == ("customer", [], "xero-4711")
    assert made["parent"]["id"] == demo.southern.tier_account
    assert re.fullmatch(r"[0-9a-f-]{36}", made["external_uid"])
    assert made["contact_info"] == CUSTOMER["contact_info"]
    for account, sees in ((demo.southern, 200), (demo.distributor, 200), (demo.albion, 404)):
        assert call(demo.world, account, "GET", f"tier/accounts/{made['id']}").status == sees, account.name


def test_a_new_customer_buys_and_has_the_scope_of_one_from_then_on(demo: DemoConnect) -> None:
    made = call(demo.world, demo.southern, "POST", "tier/accounts", CUSTOMER).json()
    query = "tier/accounts?eq(scopes,customer)&ilike(name,*surf*)"
    assert call(demo.world, demo.southern, "GET", query).json() == []
    demo.world.place_purchase(demo.southern, made, demo.office, {"NRD-OFF-M": 1})
    assert [one["id"] for one in call(demo.world, demo.southern, "GET", query).json()] == [made["id"]]


@pytest.mark.parametrize(
    "path",
    ["name", "contact_info.city", "contact_info.country", "contact_info.contact.email", "contact_info.contact"],
)
def test_an_incomplete_account_is_refused_field_by_field(demo: DemoConnect, path: str) -> None:
    answer = call(demo.world, demo.southern, "POST", "tier/accounts", without(path))
    assert (answer.status, answer.json()["error_code"]) == (400, "VAL_001")
    errors = answer.json()["errors"]
    assert errors
    assert all(error.startswith(path) and error.endswith(": This field is required.") for error in errors)


@pytest.mark.parametrize("change", [{"type": "alien"}, {"parent": {"id": "TA-0000-0000-0000"}}])
def test_an_account_that_cannot_be_is_refused(demo: DemoConnect, change: dict[str, Any]) -> None:
    before = len(call(demo.world, demo.southern, "GET", "tier/accounts").json())
    answer = call(demo.world, demo.southern, "POST", "tier/accounts", CUSTOMER | change)
    assert answer.status == 400
    assert answer.json()["errors"][0].startswith(next(iter(change)))
    assert len(call(demo.world, demo.southern, "GET", "tier/accounts").json()) == before


def test_accounts_are_found_by_scope_name_and_id(demo: DemoConnect) -> None:
    def found(query: str) -> set[str]:
        return {one["name"] for one in call(demo.world, demo.southern, "GET", f"tier/accounts?{query}").json()}

    assert found("eq(scopes,customer)") == {"Harbour & Sons Pty Ltd", "Bräuer Design Studio"}
    assert found("in(scopes,(tier1,tier2))") == {"Southern Cross Cloud"}
    assert found("eq(name,Southern%20Cross%20Cloud)") == {"Southern Cross Cloud"}
    assert found(f"in(id,({demo.sydney['id']},{demo.leeds['id']}))") == {"Harbour & Sons Pty Ltd"}
