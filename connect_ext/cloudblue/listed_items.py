"""What is listed for this account: the product items that can be mapped before the first order names them."""

from __future__ import annotations

from connect.client import ConnectClient

from connect_ext.books.ids import ProductId, ProductItemId
from connect_ext.books.mapping.known import KnownItem
from connect_ext.cloudblue.client import read_all
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED
from connect_ext.cloudblue.json_path import Json
from connect_ext.work.failure import WorldFailed

PAGE = 500


def listed_items(client: ConnectClient) -> tuple[KnownItem, ...]:
    """Of all products that are listed for this account, by product and id. A product whose items it may not see has
    none. Raises `WorldFailed`."""
    listings = read_all(client.listings.all().limit(PAGE), "the listings")
    products = {
        ProductId(listing.text("product.id")): listing.text("product.name")
        for listing in listings
        if listing.text("status") == "listed" and listing.text("product.id")
    }
    return tuple(item for product in sorted(products) for item in _items(client, product, products[product]))


def _items(client: ConnectClient, product: ProductId, name: str) -> list[KnownItem]:
    try:
        found = read_all(client.products[product].items.all().limit(PAGE), f"the items of {product}")
    except WorldFailed as failed:
        if failed.failure.code not in (REFUSED, NOT_FOUND):
            raise
        return []
    known = [_item(item, product, name) for item in found if item.text("id")]
    return sorted(known, key=lambda one: one.id)


def _item(item: Json, product: ProductId, name: str) -> KnownItem:
    return KnownItem(
        id=ProductItemId(item.text("id")),
        product_id=product,
        product_name=name or product,
        mpn=item.text("mpn"),
        name=item.text("display_name") or item.text("name"),
    )
