from __future__ import annotations

from tests.sandbox_portal.builders import Shop


def test_an_order_can_count_from_another_day() -> None:
    shop = Shop()
    cancel = shop.follow_up(shop.has_sold(), "cancel")
    approved = shop.approve(cancel, effective="2030-05-31")
    assert (approved["status"], approved["asset_status"]) == ("approved", "terminated")
    assert approved["effective_date"] == "2030-05-31T00:00:00+00:00"


def test_an_order_is_scheduled_then_revoked_or_approved() -> None:
    shop = Shop()
    asset = shop.has_sold()
    renew = shop.follow_up(asset, "renew")
    path = f"orders/{renew['id']}"
    planned = shop.browser.expect(200, "POST", f"{path}/schedule", {"planned": "2030-01-15T08:00:00+00:00"})
    assert (planned["status"], planned["planned_date"]) == ("scheduled", "2030-01-15T08:00:00+00:00")
    assert shop.browser.expect(200, "POST", f"{path}/revoke")["status"] == "revoked"
    again = shop.follow_up(asset, "renew", {"lines": {"NRD-OFF-M": "12"}})
    shop.browser.expect(200, "POST", f"orders/{again['id']}/schedule", {"planned": "2030-01-15"})
    assert shop.approve(again)["status"] == "approved"
    assert again["items"][0]["quantity"] == "12"


def test_a_decision_without_its_date_is_refused_with_a_sentence() -> None:
    shop = Shop()
    path = f"orders/{shop.order()['id']}"
    assert shop.browser.refused(400, "POST", f"{path}/schedule", {}) == "planned is missing."
    assert shop.browser.refused(400, "POST", f"{path}/approve", {"effective": "soon"}) == "effective is no date."
    assert "from pending" in shop.browser.refused(400, "POST", f"{path}/revoke")


def test_a_subscription_is_given_to_another_customer() -> None:
    shop = Shop()
    asset, brisbane = shop.has_sold(), shop.stage.who.brisbane["id"]
    transfer = shop.follow_up(asset, "transfer", {"customer": brisbane})
    assert (transfer["type"], transfer["customer"]["id"]) == ("transfer", brisbane)
    shop.approve(transfer)
    (subscription,) = shop.browser.state["subscriptions"]
    assert subscription["customer"]["name"] == "Bräuer Design Studio"
    assert shop.browser.refused(400, "POST", f"assets/{asset}/transfer", {}) == "customer is missing."
    elsewhere = {"customer": shop.stage.who.leeds["id"]}
    assert shop.browser.refused(404, "POST", f"assets/{asset}/transfer", elsewhere) == "Not found."


def test_a_renewal_can_begin_on_a_day_that_is_given() -> None:
    shop = Shop()
    asset = shop.has_sold()
    renew = shop.follow_up(asset, "renew", {"begins": "2030-03-01"})
    stored = shop.stage.who.world.state.get("requests", renew["id"])
    assert stored["asset"]["items"][0]["renewal"]["from"] == "2030-03-01T00:00:00+00:00"


def test_an_adjustment_asks_for_nothing_more() -> None:
    shop = Shop()
    adjusted = shop.approve(shop.follow_up(shop.has_sold(), "adjustment"))
    assert (adjusted["type"], adjusted["asset_status"]) == ("adjustment", "active")


def test_another_account_decides_nothing() -> None:
    shop = Shop()
    order = shop.order()
    albion = shop.stage.browser(shop.stage.who.albion)
    for what, body in (("schedule", {"planned": "2030-01-15"}), ("revoke", None)):
        assert albion.refused(404, "POST", f"orders/{order['id']}/{what}", body) == "Not found."
