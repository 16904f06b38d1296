"""The charges of an order as a person may edit them, each with what every price source says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect_ext.books.ids import ProductItemId
from connect_ext.books.mapping.mapping import Mappings
from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFee:
    """`number` is that of its edit; the quantity is as the marketplace, or a person, writes it."""

    number: int
    product_item: ProductItemId
    mpn: str
    name: str
    quantity: str
    quotes: tuple[Quote, ...]
    mapped: bool
    """Whether somebody has said which item of Xero it is, or that it is none."""


def shown_fees(order: Order, quotes: Mapping[int, tuple[Quote, ...]], mappings: Mappings) -> tuple[ShownFee, ...]:
    """In the order's own order. `quotes` are those of the sources, before a person's own price."""
    return tuple(
        ShownFee(
            number=fee.number,
            product_item=fee.product_item.id,
            mpn=fee.product_item.mpn,
            name=fee.product_item.name or fee.product_item.mpn,
            quantity=fee.quantity_text,
            quotes=quotes.get(fee.number, ()),
            mapped=mappings.lookup(fee.product_item.id, order.marketplace_id) is not None,
        )
        for fee in order.fees
    )
