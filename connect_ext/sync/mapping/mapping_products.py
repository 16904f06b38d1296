"""Product items and the Xero items they stand for, as they are now: what is listed, mapped and suggested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from connect.client import ConnectClient

from connect_ext.books.ids import InstallationId, ProductItemId
from connect_ext.books.mapping.item import HeldItem
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.mapping.mapping import ItemMapping, Mappings
from connect_ext.books.mapping.suggest import ItemSuggestion, suggest_items
from connect_ext.books.problems.problem import Screen
from connect_ext.cloudblue.listed_items import listed_items
from connect_ext.storage import mappings
from connect_ext.sync.by_hand.returning import let_go_on
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.mapping.mapping_items import note, save_if_free
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
    """`client` has the installation's key; both sides are those of two minutes ago at most. Raises `WorldFailed`."""
    held = runtime.lists.items_of(access, runtime.clock())
    known = runtime.lists.products.get(access, runtime.clock(), lambda: listed_items(client))
    listed = {item.id: item for item in known}
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


def clear_items(found: ProductMap) -> dict[ProductItemId, str]:
    """For *accept all*: by product item the code of its best suggestion, where none is as good, and where it is that
    of no other product item."""
    best = {
        id_: hits[0].item.code
        for id_, hits in found.suggestions.items()
        if len(hits) == 1 or hits[1].strength > hits[0].strength
    }
    wanted = Counter(best.values())
    return {id_: code for id_, code in best.items() if wanted[code] == 1}


def accept_items(
    runtime: Runtime,
    access: Access,
    installation_id: InstallationId,
    found: ProductMap,
    chosen: Mapping[ProductItemId, str],
    user_id: str,
) -> frozenset[ProductItemId]:
    """Maps each chosen pair that is still suggested, on all marketplaces, and returns which; what somebody has mapped
    meanwhile, or to an item that may stand for one product only and does, stays as it is."""
    products, accepted = {item.id: item.product_id for item in found.items}, set[ProductItemId]()
    for product_item, code in sorted(chosen.items()):
        offered = {hit.item.code: hit for hit in found.suggestions.get(product_item, ())}
        if code not in offered:
            continue
        new = ItemMapping(product_id=products[product_item], product_item=product_item, item_code=code)
        with runtime.database.transaction() as tx:
            if save_if_free(tx, installation_id, access.tenant_id, new, runtime) is None:
                let_go_on(tx, installation_id, Screen.MAPPING, runtime.clock())
                told = (
                    f"{product_item} is now mapped to the Xero item {code} of {access.tenant_name}, as was suggested: "
                )
                evidence = " ".join(offered[code].evidence)
                note(tx, runtime, installation_id, "item.mapped", f"{told}{evidence}", user_id)
                accepted.add(product_item)
    return frozenset(accepted)


def _of(product_item: ProductItemId, mapped: Mappings) -> tuple[ItemMapping, ...]:
    found = [one for one in mapped.items.values() if one.product_item == product_item]
    return tuple(sorted(found, key=lambda one: one.marketplace_id or ""))


def _unlisted(mapping: ItemMapping) -> KnownItem:
    return KnownItem(id=mapping.product_item, product_id=mapping.product_id, product_name="", mpn="", name="")
