"""To how many billing periods whoever orders an item commits: asset requests rarely say it, the product always does."""

from __future__ import annotations

import re

from connect.client import ConnectClient

from connect_ext.books.ids import ProductId, ProductItemId
from connect_ext.cloudblue.client import read_all
from connect_ext.cloudblue.failures import NOT_FOUND, REFUSED
from connect_ext.cloudblue.json_path import Json
from connect_ext.work.failure import WorldFailed

COUNT = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
OF_PERIODS = ("", "billing_period")
"""The only unit that is known to be used; what counts in another is asked of a person."""
PAGE = 500


def read_commitment(item: Json) -> int | None:
    """A bad word about it is no reason to leave an order out: a person is asked where it matters. Never raises."""
    count = item.text("commitment.count")
    known = item.text("commitment.multiplier").lower() in OF_PERIODS
    return int(count) if known and COUNT.fullmatch(count) else None


class Commitments:
    """Of the items of products, kept in memory once read."""

    def __init__(self, client: ConnectClient) -> None:
        self._client = client
        self._known: dict[ProductId, dict[ProductItemId, int]] = {}

    def of(self, product: ProductId) -> dict[ProductItemId, int]:
        """Those that are known; none where the account may not see the items. Raises `WorldFailed`."""
        if product not in self._known:
            told = ((item.text("id"), read_commitment(item)) for item in self._items(product))
            self._known[product] = {ProductItemId(id_): count for id_, count in told if id_ and count is not None}
        return self._known[product]

    def _items(self, product: ProductId) -> tuple[Json, ...]:
        try:
            return read_all(self._client.products[product].items.all().limit(PAGE), f"the items of {product}")
        except WorldFailed as failed:
            if failed.failure.code not in (REFUSED, NOT_FOUND):
                raise
            return ()
