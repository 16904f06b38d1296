"""Frozen prices beside those of now."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.ids import ProductItemId
from connect_ext.books.prices.price import FrozenPrice, FrozenPrices, Price
from connect_ext.books.prices.repricing import repriced
from tests.books.builders import USD, a_fee, a_price, an_item


def frozen(price: Price, item: str = an_item().id) -> FrozenPrices:
    return {1: FrozenPrice(product_item=ProductItemId(item), price=price)}


def told(before: FrozenPrices, now: FrozenPrices) -> list[str]:
    return [one.sentence for one in repriced([a_fee()], before, now)]


def test_another_amount_or_currency_is_told_from_what_to_what() -> None:
    assert told(frozen(a_price("12.50")), frozen(a_price("13.20"))) == ["MPN-SEAT from 12.5 AUD to 13.2 AUD"]
    assert told(frozen(a_price("12.50")), frozen(a_price("12.50", currency=USD))) == [
        "MPN-SEAT from 12.5 AUD to 12.5 USD"
    ]


def test_the_same_price_found_elsewhere_is_no_difference() -> None:
    assert told(frozen(a_price("12.50")), frozen(replace(a_price("12.500"), evidence="row 9 of your table"))) == []


def test_a_price_that_is_not_found_any_more_is_told() -> None:
    assert told(frozen(a_price("12.50")), {}) == ["MPN-SEAT from 12.5 AUD to none, since no source has one"]


def test_what_was_never_frozen_or_of_another_item_has_no_price_to_differ_from() -> None:
    assert told({}, frozen(a_price("13.20"))) == []
    assert told(frozen(a_price("12.50"), "PRD-1"), frozen(a_price("13.20"))) == []
