from __future__ import annotations

import pytest

from tests.sandbox_portal.builders import MISSING, APortal


def test_without_a_session_the_state_names_the_accounts_and_shows_nothing_of_theirs() -> None:
    stage = APortal()
    state = stage.browser().state
    assert set(state) == {
        "extension", "accounts", "account", "ui_modules", "now", "switches", "catalogue", "orders", "organisations",
        "faults", "installations", "subscriptions", "bills", "usage", "stories",
    }  # fmt: skip
    assert state["account"] is None
    assert state["orders"] == state["subscriptions"] == state["bills"] == state["usage"] == []
    assert state["catalogue"] == {"products": [], "customers": []}
    assert state["extension"]["origin"] == "http://localhost:1"
    assert [organisation["name"] for organisation in state["organisations"]] == [
        "Harbour Cloud Ltd", "Fjord Reseller AS",
    ]  # fmt: skip


def test_those_who_sell_and_the_owner_can_sign_in_and_another_vendor_cannot() -> None:
    stage = APortal()
    accounts = {account["name"]: account for account in stage.browser().state["accounts"]}
    assert [(name, account["role"], account["owner"]) for name, account in accounts.items()] == [
        ("Evergreen Integrations", "vendor", True),
        ("Meridian Distribution", "distributor", False),
        ("Southern Cross Cloud", "reseller", False),
        ("Albion IT Services", "reseller", False),
    ]
    for id_ in (stage.who.vendor.id, MISSING):
        assert stage.browser().refused(404, "POST", "session", {"account": id_}) == "There is no such account."


def test_the_cookie_is_the_one_that_the_extension_s_host_understands_and_scripts_cannot_read_it() -> None:
    stage = APortal()
    answer = stage.browser().get("/sandbox/session", "POST", f'{{"account": "{stage.who.southern.id}"}}'.encode())
    cookie, *attributes = answer.headers["set-cookie"].split("; ")
    assert cookie == f"connect_session={stage.gateway.session_cookie(stage.who.southern)}"
    assert attributes == ["HttpOnly", "SameSite=Lax", "Path=/"]


def test_two_accounts_see_their_own_customers_orders_and_prices_only() -> None:
    stage = APortal()
    southern, albion = stage.browser(stage.who.southern), stage.browser(stage.who.albion)
    stage.who.world.place_purchase(stage.who.albion, stage.who.leeds, stage.who.office, {"NRD-OFF-M": 2})
    assert southern.state["orders"] == []
    assert [order["customer"]["name"] for order in albion.state["orders"]] == ["Kirkgate Dental Practice"]
    assert [one["name"] for one in southern.state["catalogue"]["customers"]] == [
        "Harbour & Sons Pty Ltd", "Bräuer Design Studio",
    ]  # fmt: skip
    assert [account["name"] for account in albion.state["accounts"] if account["current"]] == ["Albion IT Services"]


def test_what_is_for_sale_has_its_items_with_period_and_unit() -> None:
    stage = APortal()
    office, backup = stage.browser(stage.who.southern).state["catalogue"]["products"]
    assert (office["name"], backup["name"]) == ("Northwind Office", "Skyline Backup")
    item = office["items"][2]
    assert (item["mpn"], item["name"], item["unit"], item["period"], item["kind"]) == (
        "NRD-SETUP", "Onboarding", "Units", "onetime", "reservation",
    )  # fmt: skip


def test_a_cookie_of_our_own_making_is_nobody() -> None:
    stage = APortal()
    browser = stage.browser(stage.who.southern)
    browser.cookie = browser.cookie.replace(stage.who.southern.id, stage.who.albion.id)
    assert browser.state["account"] is None


def test_who_signs_out_is_nobody() -> None:
    stage = APortal()
    browser = stage.browser(stage.who.southern)
    browser.expect(204, "DELETE", "session")
    assert browser.state["account"] is None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "installation", None),
        ("DELETE", "installation", None),
        ("POST", "orders", {"customer": "TA-1", "product": "PRD-1", "lines": {"A": "1"}}),
        ("POST", "orders/PR-1/approve", None),
        ("POST", "assets/AS-1/cancel", None),
        ("POST", "assets/AS-1/bill", None),
        ("POST", "orders/PR-1/revoke", None),
        ("POST", "usage", {"asset": "AS-1"}),
        ("POST", "usage/UF-1/accept", None),
        ("POST", "switches", {"silent": True}),
    ],
)
def test_nobody_can_do_what_an_account_does(method: str, path: str, body: object) -> None:
    assert APortal().browser().refused(401, method, path, body) == "Nobody is signed in."


def test_an_account_installs_once_and_uninstalls_once() -> None:
    stage = APortal()
    browser = stage.browser(stage.who.southern)
    id_ = browser.expect(201, "POST", "installation")["id"]
    (southern,) = (account for account in browser.state["accounts"] if account["current"])
    assert southern["installation"] == id_
    assert browser.refused(400, "POST", "installation") == "The extension is installed already."
    browser.expect(204, "DELETE", "installation")
    assert "not installed" in browser.refused(404, "DELETE", "installation")


def test_the_owner_sees_every_installation_and_may_not_install() -> None:
    stage = APortal()
    id_ = stage.browser(stage.who.albion).expect(201, "POST", "installation")["id"]
    owner = stage.browser(stage.who.owner)
    assert owner.state["installations"] == [{"id": id_, "account": stage.who.albion.id, "status": "installed"}]
    assert stage.browser(stage.who.southern).state["installations"] == []
    assert "resellers and distributors" in owner.refused(400, "POST", "installation")


@pytest.mark.parametrize(
    ("body", "sentence"), [(b"{", "The body is not JSON."), (b"[]", "The body is not a JSON object.")]
)
def test_a_body_that_is_no_object_is_refused_with_a_sentence(body: bytes, sentence: str) -> None:
    answer = APortal().browser().get("/sandbox/session", "POST", body)
    assert (answer.status, answer.json()) == (400, {"error": sentence})


def test_an_address_that_is_not_there_is_named() -> None:
    assert "GET /sandbox/orders" in APortal().browser().refused(404, "GET", "orders")
