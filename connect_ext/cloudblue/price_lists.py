"""From an order to the price list of its listing, read once per run however many orders ask (money §3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from connect.client import ConnectClient, R

from connect_ext.books.ids import MarketplaceId, ProductId, ProductItemId
from connect_ext.books.orders.order import Order
from connect_ext.books.prices.price import Quote
from connect_ext.cloudblue.client import read_all, read_one
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED, connect_call
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.price_points import Point, no_price, quote, read_point
from connect_ext.cloudblue.price_versions import Version, in_force, read_version
from connect_ext.work.failure import WorldFailed

IN_USE = ("active", "expired")
"""Draft and scheduled versions have never been in force."""


class NoList(Exception):
    """There is no price list to read; `why` completes the sentence “No price: …”."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PriceLists:
    """Everything that one account sees of listings and price lists, kept in memory once read."""

    def __init__(self, client: ConnectClient) -> None:
        self._client = client
        self._listings: dict[ProductId, tuple[Json, ...]] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._points: dict[str, tuple[Point, ...]] = {}
        self._currencies: dict[MarketplaceId, str] = {}

    def quotes(self, order: Order, column: str, on: date) -> Mapping[ProductItemId, Quote]:
        """A quote for each product item of the order, from that column. Raises `WorldFailed`.

        An account that may not see listings or price lists has no price there: its other sources still count.
        """
        items = [fee.product_item for fee in order.fees]
        found = self.in_force(order.product_id, order.marketplace_id, order.effective_at, on)
        if isinstance(found, str):
            return {item.id: no_price(found) for item in items}
        version, points = found
        return {item.id: quote(item, order.product_id, column, version, points) for item in items}

    def in_force(
        self, product: ProductId, marketplace: MarketplaceId, at: datetime, on: date
    ) -> tuple[Version, tuple[Point, ...]] | str:
        """The version in force at a moment, `on` that day, with its prices; or why there is none, as a text which
        completes the sentence “No price: …”. Raises `WorldFailed`."""
        try:
            version = self._version(product, marketplace, at, on)
            return version, self._points_of(version)
        except NoList as missing:
            return missing.why
        except WorldFailed as failed:
            if failed.failure.code not in (REFUSED, NOT_FOUND):
                raise
            return failed.failure.evidence

    def _version(self, product: ProductId, marketplace: MarketplaceId, at: datetime, on: date) -> Version:
        price_list = self._price_list(product, marketplace)
        versions = self._versions_of(price_list)
        found = in_force(versions, at, lambda: self._currency(marketplace))
        if found is None:
            raise NoList(f"price list {price_list} has no version in force on {on}")
        return found

    def _price_list(self, product: ProductId, marketplace: MarketplaceId) -> str:
        """The price list of the listing: of a listed one where there is any, else of one that was."""
        place = f"{product} on {marketplace}"
        here = [found for found in self._listings_of(product) if marketplace_of(found) == marketplace]
        if not here:
            raise NoList(f"there is no listing of {place}")
        listings = [found for found in here if found.text("status") == "listed"] or here
        lists = {found.text("pricelist.id") for found in listings} - {""}
        if not lists:
            raise NoList(f"listing {listings[0].text('id')} of {place} has no price list")
        if len(lists) > 1:
            raise NoList(f"the listings of {place} have different price lists ({', '.join(sorted(lists))})")
        return lists.pop()

    def _listings_of(self, product: ProductId) -> tuple[Json, ...]:
        """Of all marketplaces: the marketplace stands in the contract, and is compared rather than queried for."""
        if product not in self._listings:
            query = R().product.id.eq(product)
            self._listings[product] = read_all(self._client.listings.filter(query), f"the listings of {product}")
        return self._listings[product]

    def _versions_of(self, price_list: str) -> tuple[Version, ...]:
        if price_list not in self._versions:
            query = R().pricelist.id.eq(price_list) & R().status.in_(list(IN_USE))
            what = f"the versions of price list {price_list}"
            found = read_all(self._client("pricing").versions.filter(query), what)
            with connect_call(what):
                self._versions[price_list] = tuple(read_version(version) for version in found)
        return self._versions[price_list]

    def _points_of(self, version: Version) -> tuple[Point, ...]:
        if version.id not in self._points:
            points = self._client("pricing").versions[version.id].points.filter(R().status.eq("filled"))
            what = f"the prices of {version.name}"
            found = read_all(points, what)
            with connect_call(what):
                self._points[version.id] = tuple(read_point(point) for point in found)
        return self._points[version.id]

    def _currency(self, marketplace: MarketplaceId) -> str:
        if marketplace not in self._currencies:
            found = read_one(self._client.marketplaces[marketplace], f"marketplace {marketplace}")
            self._currencies[marketplace] = found.text("currency").upper()
        return self._currencies[marketplace]


def marketplace_of(listing: Json) -> str:
    return listing.text("contract.marketplace.id") or listing.text("marketplace.id")
