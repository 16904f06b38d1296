from __future__ import annotations

from connect_ext.books.orders.glance import Glance, Named, RequestedItem
from connect_ext.cloudblue.glance import glance, request_view
from tests.builders import a_purchase


def test_customer_and_product_are_seen_whatever_else_is_wrong() -> None:
    request = {
        "id": 7,
        "asset": {
            "tiers": {"customer": {"id": "TA-1", "name": " Blue Lake "}, "tier1": 3},
            "product": {"id": "PRD-1"},
            "items": "none",
        },
    }

    seen = glance(request)
    assert seen == Glance(customer=Named(id="TA-1", name="Blue Lake"), product=Named(id="PRD-1", name=""))


def test_a_dash_is_no_name_and_nothing_at_all_is_nobody() -> None:
    assert glance({"asset": {"tiers": {"customer": {"name": "-"}}, "product": []}}) == Glance()


def test_a_request_is_shown_in_the_marketplaces_own_words() -> None:
    view = request_view(a_purchase(), "source-1")

    assert (view.type, view.request_id) == ("purchase", a_purchase()["id"])
    assert [item.quantity for item in view.items] == [item["quantity"] for item in a_purchase()["asset"]["items"]]


def test_an_item_is_shown_even_where_its_quantity_is_none() -> None:
    request = {"asset": {"items": [{"mpn": "M", "quantity": 2.5, "old_quantity": "unlimited"}, {"quantity": []}]}}

    assert request_view(request, "source-1").items == (
        RequestedItem(mpn="M", name="", old_quantity="unlimited", quantity="2.5"),
        RequestedItem(mpn="", name="", old_quantity=None, quantity=None),
    )
