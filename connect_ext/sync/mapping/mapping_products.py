"""Product items and the Xero items they stand for, as they are now: what is listed, mapped and suggested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId, ProductItemId
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.mapping.mapping import ItemMapping, Mappings
from connect_ext.books.mapping.suggest import ItemSuggestion, suggest_items
from connect_ext.cloudblue.listed_items import listed_items
from connect_ext.storage import mappings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.runtime import Runtime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductMap:
    """`items` are what is listed, and what is mapped though it is not listed any more, by product and id. Suggestions
    are for what is not mapped."""

    items: tuple[KnownItem, ...]
    listed: frozenset[ProductItemId]
    held: Mapping[str, HeldItem]
    """By code."""
    mappings: Mappings
    suggestions: Mapping[ProductItemId, tuple[ItemSuggestion, ...]]

    def of(self, product_item: ProductItemId) -> tuple[ItemMapping, ...]:
        """Its mappings, the one for all marketplaces first."""
        return _of(product_item, self.mappings)


def read_products(
    runtime: Runtime, client: ConnectClient, access: Access, installation_id: InstallationId
) -> ProductMap:
    """`client` has the installation's key; Xero's items are those of two minutes ago at most. Raises `WorldFailed`."""
    held = runtime.lists.items_of(access, runtime.clock())
    listed = {item.id: item for item in listed_items(client)}
    with runtime.database.transaction() as tx:
        mapped = mappings.load(tx, installation_id, access.tenant_id)
    unlisted = {one.product_item: _unlisted(one) for one in mapped.items.values() if one.product_item not in listed}
    rows = [*unlisted.values(), *listed.values()]
    return ProductMap(
        items=tuple(sorted(rows, key=lambda item: (item.product_id, item.id))),
        listed=frozenset(listed),
        held={item.code: item for item in held},
        mappings=mapped,
        suggestions=suggest_items([item for item in listed.values() if not _of(item.id, mapped)], held),
    )


def _of(product_item: ProductItemId, mapped: Mappings) -> tuple[ItemMapping, ...]:
    found = [one for one in mapped.items.values() if one.product_item == product_item]
    return tuple(sorted(found, key=lambda one: one.marketplace_id or ""))


def _unlisted(mapping: ItemMapping) -> KnownItem:
    return KnownItem(id=mapping.product_item, product_id=mapping.product_id, product_name="", mpn="", name="")
