"""The charges of an order as a person may edit them."""

from __future__ import annotations

from decimal import Decimal

from connect_ext.books.mapping.mapping import NO_MAPPINGS, ItemMapping, Mappings
from connect_ext.books.planning.shown_fee import shown_fees
from connect_ext.books.prices.price import NoPrice, Price
from connect_ext.books.settings.settings import PriceSource
from tests.books.builders import AUD, an_order

PRICE = Price(amount=Decimal("12.50"), currency=AUD, source=PriceSource.OWN_TABLE, evidence="row 3")
NONE = NoPrice(source=PriceSource.PRICE_LIST, why="no price list")


def test_each_fee_comes_with_what_every_source_says() -> None:
    order = an_order()
    [fee] = shown_fees(order, {1: (NONE, PRICE)}, NO_MAPPINGS)
    assert (fee.number, fee.quotes, fee.mapped) == (1, (NONE, PRICE), False)
    assert (fee.mpn, fee.quantity) == (order.fees[0].product_item.mpn, order.fees[0].quantity_text)


def test_what_is_account_only_is_mapped() -> None:
    order = an_order()
    item = order.fees[0].product_item.id
    said = ItemMapping(product_id=order.product_id, product_item=item, marketplace_id=None, item_code=None)
    [fee] = shown_fees(order, {}, Mappings(items={said.key: said}))
    assert (fee.quotes, fee.mapped) == ((), True)
