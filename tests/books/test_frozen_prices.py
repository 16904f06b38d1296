from __future__ import annotations

from connect_ext.books.ids import ProductItemId
from connect_ext.books.prices.price import frozen, still_frozen
from tests.books.builders import a_fee, a_price, no_price

ANOTHER = ProductItemId("PRD-276-377-545-0002")
FEES = (a_fee(1), a_fee(2, id=ANOTHER))


def test_the_price_that_was_chosen_is_frozen_with_the_item_that_it_is_of() -> None:
    kept = frozen(FEES, {1: (no_price(), a_price("9.90"), a_price("8")), 2: (no_price(),)})
    assert {number: (found.product_item, found.price) for number, found in kept.items()} == {
        1: (FEES[0].product_item.id, a_price("9.90"))
    }


def test_a_fee_that_nobody_was_asked_about_has_no_price_to_freeze() -> None:
    assert frozen(FEES, {}) == {}


def test_a_frozen_price_stays_whatever_the_quantity_is_by_now() -> None:
    kept = frozen(FEES, {1: (a_price("9.90"),)})
    assert still_frozen((a_fee(1, "50"), a_fee(2, id=ANOTHER)), kept) == {1: (a_price("9.90"),)}


def test_another_product_item_under_the_same_number_is_asked_for_anew() -> None:
    kept = frozen(FEES, {1: (a_price("9.90"),), 2: (a_price("5"),)})
    assert still_frozen((a_fee(1, id=ANOTHER), a_fee(2)), kept) == {}
