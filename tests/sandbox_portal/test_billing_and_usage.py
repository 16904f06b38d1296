from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox_portal.builders import Shop


def sold_backup(shop: Shop) -> str:
    return shop.has_sold(product=shop.stage.who.backup["id"], lines={"SKB-GB": "unlimited"})


def a_use(asset: str, **more: Any) -> dict[str, Any]:
    return {"asset": asset, "item": "SKB-GB", "quantity": "340.5", "amount": "12.7688", **more}


def test_the_next_period_is_billed_and_listed_newest_first() -> None:
    shop = Shop()
    asset = shop.has_sold()
    (subscription,) = shop.browser.state["subscriptions"]
    assert (subscription["id"], subscription["currency"]) == (asset, "AUD")
    first = shop.browser.expect(201, "POST", f"assets/{asset}/bill")
    second = shop.browser.expect(201, "POST", f"assets/{asset}/bill", {"type": "provider"})
    assert (first["type"], first["from"]) == ("vendor", subscription["next_date"])
    assert first["items"] == [{"mpn": "NRD-OFF-M", "quantity": 10.0}]
    assert [bill["id"] for bill in shop.browser.state["bills"]] == [second["id"], first["id"]]
    assert shop.browser.state["subscriptions"][0]["next_date"] == first["to"]


def test_what_is_not_fulfilled_is_no_subscription_and_is_not_billed() -> None:
    shop = Shop()
    order = shop.order()
    assert shop.browser.state["subscriptions"] == []
    assert "processing" in shop.browser.refused(400, "POST", f"assets/{order['asset']}/bill")


def test_usage_is_posted_accepted_and_closed() -> None:
    shop = Shop()
    file = shop.browser.expect(201, "POST", "usage", a_use(sold_backup(shop)))
    assert (file["status"], file["currency"], file["schema"]) == ("pending", "AUD", "tr")
    (record,) = file["records"]
    assert (record["quantity"], record["amount"], record["tier"]) == ("340.5", "12.7688", 0)
    path = f"usage/{file['id']}"
    accepted = shop.browser.expect(200, "POST", f"{path}/accept")
    assert (accepted["status"], accepted["records"][0]["status"]) == ("accepted", "approved")
    assert shop.browser.expect(200, "POST", f"{path}/close")["status"] == "closed"
    assert [one["status"] for one in shop.browser.state["usage"]] == ["closed"]
    assert "not allowed" in shop.browser.refused(400, "POST", f"{path}/accept")


def test_usage_can_be_taken_back_in_another_currency_and_schema_and_be_rejected() -> None:
    shop = Shop()
    use = a_use(sold_backup(shop), amount="-5.00", currency="usd", schema="pr", tier=None)
    file = shop.browser.expect(201, "POST", "usage", use)
    assert (file["currency"], file["schema"]) == ("USD", "pr")
    assert (file["records"][0]["amount"], file["records"][0]["tier"]) == ("-5.0", None)
    assert shop.browser.refused(400, "POST", f"usage/{file['id']}/reject", {}) == "note is missing."
    rejected = shop.browser.expect(200, "POST", f"usage/{file['id']}/reject", {"note": "Not ours."})
    assert (rejected["status"], rejected["records"][0]["status"]) == ("rejected", "rejected")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quantity": "much"}, "quantity is a number."),
        ({"amount": "NaN"}, "amount is a number."),
        ({"amount": ""}, "amount is missing."),
        ({"currency": "dollars"}, "currency has three letters."),
        ({"tier": 7}, "tier is 0, 1 or 2."),
        ({"tier": True}, "tier is 0, 1 or 2."),
        ({"schema": "xx"}, "schema: 'xx' is not a valid choice."),
        ({"item": "NO-SUCH"}, "NO-SUCH does not exist"),
    ],
)
def test_usage_that_cannot_be_is_refused_with_a_sentence(change: dict[str, Any], words: str) -> None:
    shop = Shop()
    asset = sold_backup(shop)
    assert words in shop.browser.refused(400, "POST", "usage", a_use(asset, **change))
    assert shop.browser.state["usage"] == []


def test_billing_and_usage_of_another_account_do_not_exist() -> None:
    shop = Shop()
    asset = sold_backup(shop)
    file = shop.browser.expect(201, "POST", "usage", a_use(asset))
    shop.browser.expect(201, "POST", f"assets/{asset}/bill")
    albion = shop.stage.browser(shop.stage.who.albion)
    seen = albion.state
    assert (seen["subscriptions"], seen["bills"], seen["usage"]) == ([], [], [])
    assert albion.refused(404, "POST", f"assets/{asset}/bill") == "Not found."
    assert albion.refused(404, "POST", "usage", a_use(asset)) == "Not found."
    for what, body in (("accept", None), ("close", None), ("reject", {"note": "x"})):
        assert albion.refused(404, "POST", f"usage/{file['id']}/{what}", body) == "Not found."
