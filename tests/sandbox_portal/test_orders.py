from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_portal.builders import Shop


def test_an_order_is_pending_until_it_is_approved_and_the_newest_comes_first() -> None:
    shop = Shop()
    first, second = shop.order(), shop.order(connection="preview")
    assert (first["type"], first["status"], first["connection"]) == ("purchase", "pending", "production")
    assert first["items"] == [
        {"mpn": "NRD-OFF-M", "name": "Northwind Office, monthly", "old_quantity": "0", "quantity": "10"}
    ]
    assert shop.approve(first)["status"] == "approved"
    assert [(order["id"], order["connection"]) for order in shop.browser.state["orders"]] == [
        (second["id"], "preview"), (first["id"], "production"),
    ]  # fmt: skip


def test_a_declined_order_says_why() -> None:
    shop = Shop()
    order = shop.order()
    assert shop.browser.refused(400, "POST", f"orders/{order['id']}/fail", {}) == "reason is missing."
    failed = shop.browser.expect(200, "POST", f"orders/{order['id']}/fail", {"reason": "No stock."})
    assert (failed["status"], failed["reason"], failed["asset_status"]) == ("failed", "No stock.", "terminated")


def test_a_subscription_is_changed_suspended_resumed_and_cancelled() -> None:
    shop = Shop()
    asset = shop.approve(shop.order())["asset"]
    change = shop.follow_up(asset, "change", {"lines": {"NRD-OFF-M": "12", "NRD-SETUP": 1}})
    assert [(line["mpn"], line["old_quantity"], line["quantity"]) for line in change["items"]] == [
        ("NRD-OFF-M", "10", "12"), ("NRD-SETUP", "0", "1"),
    ]  # fmt: skip
    shop.approve(change)
    seen = [shop.approve(shop.follow_up(asset, type_)) for type_ in ("suspend", "resume", "cancel")]
    assert [(order["type"], order["asset_status"]) for order in seen] == [
        ("suspend", "suspended"), ("resume", "active"), ("cancel", "terminated"),
    ]  # fmt: skip
    assert "terminated" in shop.browser.refused(400, "POST", f"assets/{asset}/cancel")


def test_a_second_request_for_one_asset_waits_for_the_first() -> None:
    shop = Shop()
    asset = shop.approve(shop.order())["asset"]
    shop.follow_up(asset, "suspend")
    assert "in progress" in shop.browser.refused(400, "POST", f"assets/{asset}/cancel")


def test_an_order_that_was_decided_is_not_decided_again() -> None:
    shop = Shop()
    order = shop.order()
    shop.approve(order)
    assert "not allowed" in shop.browser.refused(400, "POST", f"orders/{order['id']}/approve")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"lines": {}}, "lines is missing"),
        ({"lines": {"NRD-OFF-M": "ten"}}, "The quantity of NRD-OFF-M is a number"),
        ({"lines": {"NRD-OFF-M": True}}, "The quantity of NRD-OFF-M is a number"),
        ({"lines": {"NRD-OFF-M": "-1"}}, "The quantity of NRD-OFF-M is a number"),
        ({"lines": {"NO-SUCH": "1"}}, "NO-SUCH"),
        ({"connection": "moon"}, "No moon connection"),
        ({"customer": ""}, "customer is missing"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_a_sentence(change: dict[str, Any], words: str) -> None:
    shop = Shop()
    assert words in shop.browser.refused(400, "POST", "orders", shop.wish(**change))


def test_what_belongs_to_another_account_does_not_exist() -> None:
    shop = Shop()
    order = shop.approve(shop.order())
    albion = shop.stage.browser(shop.stage.who.albion)
    for path in (f"orders/{order['id']}/approve", f"assets/{order['asset']}/cancel"):
        assert albion.refused(404, "POST", path) == "Not found."
    assert albion.refused(404, "POST", f"orders/{order['id']}/fail", {"reason": "x"}) == "Not found."
    assert albion.refused(404, "POST", "orders", shop.wish()) == "Not found."
