"""A few items that are listed for an account, with every column of their price list, for whoever sets it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from connect.client import ConnectClient, R

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId
from connect_ext.books.mapping.known import KnownItem
from connect_ext.books.prices.listed import ListedItem
from connect_ext.cloudblue.client import read_all
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.periods import billing_period, is_one_time
from connect_ext.cloudblue.price_lists import PriceLists, marketplace_of
from connect_ext.cloudblue.price_points import Point, number_in
from connect_ext.work.failure import WorldFailed

HOW_MANY = 3
LISTINGS = 3
"""Read at most: each takes three calls or four."""
PAGE = 100


def price_examples(client: ConnectClient, now: datetime) -> tuple[ListedItem, ...]:
    """At most three, those of listings with a price list first, and nothing where nothing is listed. Raises
    `WorldFailed`."""
    lists, found = PriceLists(client), list[ListedItem]()
    for listing in _listings(client):
        if len(found) < HOW_MANY:
            found += _of_listing(client, lists, listing, now)
    return tuple(found[:HOW_MANY])


def _listings(client: ConnectClient) -> list[Json]:
    found = read_all(client.listings.filter(R().status.eq("listed")).limit(PAGE), "the listings")
    complete = [one for one in found if one.text("product.id") and marketplace_of(one)]
    return sorted(complete, key=lambda one: (not one.text("pricelist.id"), one.text("id")))[:LISTINGS]


def _of_listing(client: ConnectClient, lists: PriceLists, listing: Json, now: datetime) -> list[ListedItem]:
    """Those with a price first."""
    product, marketplace = ProductId(listing.text("product.id")), MarketplaceId(marketplace_of(listing))
    found = lists.in_force(product, marketplace, now, now.date())
    version, points, why = (None, (), found) if isinstance(found, str) else (*found, "")
    rows = [(item, _point(item, points)) for item in _items(client, product)]
    return [
        ListedItem(
            item=_known(item, listing, product),
            marketplace_id=marketplace,
            period_months=_months(item),
            price_list=version.name if version else "",
            currency=version.currency if version else None,
            columns=_columns(point),
            why=why,
        )
        for item, point in sorted(rows, key=lambda row: row[1] is None)
    ]


def _items(client: ConnectClient, product: ProductId) -> Sequence[Json]:
    try:
        found = read_all(client.products[product].items.all().limit(PAGE), f"the items of {product}")
    except WorldFailed as failed:
        if failed.failure.code not in (REFUSED, NOT_FOUND):
            raise
        return ()
    return sorted((one for one in found if one.text("id")), key=lambda one: one.text("id"))


def _point(item: Json, points: Sequence[Point]) -> Point | None:
    return next((point for point in points if point.item_id == item.text("id")), None)


def _columns(point: Point | None) -> dict[str, Decimal | None]:
    cells = point.columns.value if point else None
    return {name: number_in(cell) for name, cell in cells.items()} if isinstance(cells, dict) else {}


def _known(item: Json, listing: Json, product: ProductId) -> KnownItem:
    return KnownItem(
        id=ProductItemId(item.text("id")),
        product_id=product,
        product_name=listing.text("product.name") or product,
        mpn=item.text("mpn"),
        name=item.text("display_name") or item.text("name"),
    )


def _months(item: Json) -> int | None:
    if item.text("type").lower() == "ppu":
        return None
    word = item.text("period")
    period = billing_period(word)
    return 0 if is_one_time(word) else period.months if period else None
