"""The Xero items that a batch of orders is mapped to, looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connect_ext.books.crediting.cancellation_fee import AS_FEE
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.mapping import Mappings, mapped
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.sync.connection.tokens import Access


def mapped_items(access: Access, orders: Iterable[Order], mappings: Mappings) -> Mapping[str, HeldItem]:
    """By code, those that exist: one call for fifty, and none where the orders name no item. Raises `WorldFailed`."""
    named = {mapped(fee, order, mappings).item_code for order in orders for fee in _charged(order)}
    codes = sorted(code for code in named if code)
    return {item.code: item for item in access.organisation.items_by_code(codes)} if codes else {}


def _charged(order: Order) -> tuple[Fee, ...]:
    """A cancellation may charge a fee that it does not name."""
    return (*order.fees, AS_FEE) if order.type is OrderType.CANCELLATION else order.fees
