"""The Xero items that a batch of orders is mapped to, looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from connect_ext.books.crediting.cancellation_fee import AS_FEE
from connect_ext.books.mapping.item import HeldItem, Item
from connect_ext.books.mapping.mapping import Mappings, mapped
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.storage import links
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime


def mapped_items(access: Access, orders: Iterable[Order], mappings: Mappings) -> Mapping[str, HeldItem]:
    """By code, those that exist: one call for fifty, and none where the orders name no item. Raises `WorldFailed`."""
    codes = _named(orders, mappings)
    return {item.code: item for item in access.organisation.items_by_code(codes)} if codes else {}


def new_items(
    runtime: Runtime, access: Access, orders: Sequence[Order], mappings: Mappings, held: Mapping[str, HeldItem]
) -> Mapping[str, Item]:
    """By code, those that the orders name, that Xero does not have, and that we have never made there: what a person
    has deleted since is not made again by itself."""
    wanted = {code: mappings.wanted[code] for code in _named(orders, mappings) if code in mappings.wanted}
    missing = {code: item for code, item in wanted.items() if code not in held}
    if not missing:
        return {}
    keys = [item.key for item in missing.values()]
    with runtime.database.transaction() as tx:
        made = links.find(tx, access.authorisation.installation_id, access.tenant_id, keys)
    return {code: item for code, item in missing.items() if item.key not in made}


def _named(orders: Iterable[Order], mappings: Mappings) -> list[str]:
    named = {mapped(fee, order, mappings).item_code for order in orders for fee in _charged(order)}
    return sorted(code for code in named if code)


def _charged(order: Order) -> tuple[Fee, ...]:
    """A cancellation may charge a fee that it does not name."""
    return (*order.fees, AS_FEE) if order.type is OrderType.CANCELLATION else order.fees
