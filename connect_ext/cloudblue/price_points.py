"""The price of a product item among the points of a price list version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from connect_ext.books.ids import ProductId
from connect_ext.books.orders.order import ProductItem
from connect_ext.books.prices.price import NoPrice, Price, Quote
from connect_ext.books.settings.settings import PriceSource
from connect_ext.cloudblue.json_path import Json
from connect_ext.cloudblue.price_versions import Version

LARGEST = Decimal(10) ** 15
"""A price beyond it is a mistake of the list, and beyond exact arithmetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One row of a version: an item and its columns as Connect wrote them."""

    item_id: str
    mpn: str
    product_id: str
    columns: Json


def read_point(point: Json) -> Point:
    return Point(
        item_id=point.text("item.global_id"),
        mpn=point.text("item.mpn"),
        product_id=point.text("item.product.id"),
        columns=point.at("attributes"),
    )


def quote(item: ProductItem, product: ProductId, column: str, version: Version, points: Sequence[Point]) -> Quote:
    """The item's price in `column`: an explicit 0 is one, an empty cell is not."""
    rows = [point for point in points if point.item_id == item.id]
    # MPNs repeat across products, so an MPN counts only within the product, and only where no id is known.
    rows = rows or [point for point in points if point.product_id == product and point.mpn == item.mpn]
    subject = f"{item.mpn} ({item.id})"
    if not rows:
        return no_price(f"{version.name} has no price for {subject}")
    cells = {_amount(_cell(row.columns, column)) for row in rows}
    if len(cells) > 1:
        return no_price(f"{version.name} has several different prices for {subject} in column {column}")
    amount = cells.pop()
    if amount is None:
        return no_price(f"column {column} of {version.name} is empty for {subject}")
    if not 0 <= amount < LARGEST:
        return no_price(f"column {column} of {version.name} holds no possible price for {subject}")
    return Price(
        amount=amount,
        currency=version.currency,
        source=PriceSource.PRICE_LIST,
        evidence=f"{version.name}, column {column}",
    )


def number_in(cell: Any) -> Decimal | None:
    """A price that a cell holds; None where it holds none."""
    amount = _amount(cell)
    return amount if amount is not None and 0 <= amount < LARGEST else None


def no_price(why: str) -> NoPrice:
    return NoPrice(source=PriceSource.PRICE_LIST, why=why)


def _cell(columns: Json, column: str) -> Any:
    """A column that somebody has named may have any name, also one with a dot."""
    return columns.value.get(column) if isinstance(columns.value, Mapping) else columns.at(column).value


IMPOSSIBLE = Decimal(-1)
SMALLEST = -15
"""The place of the first digit of the smallest price: written out, a smaller one would fill the memory."""


def _amount(cell: Any) -> Decimal | None:
    """None for an empty cell; a negative number for a cell that holds no number at all."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return IMPOSSIBLE
    try:
        # By way of the text: 0.1 must stay 0.1.
        amount = Decimal(str(cell))
    except (InvalidOperation, ValueError):
        return IMPOSSIBLE
    plausible = amount.is_finite() and (not amount or amount.adjusted() >= SMALLEST)
    return amount if plausible else IMPOSSIBLE
