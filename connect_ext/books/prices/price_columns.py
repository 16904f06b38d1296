"""The columns of the own price table as a person writes it, and how each of their cells is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from connect_ext.books.prices.price import PriceRow
from connect_ext.books.prices.price_cells import (
    Cell,
    currency_of,
    day_of,
    number_of,
    percent_of,
    period_of,
    period_text,
    price_of,
    shown,
    text_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    title: str
    field: str
    """Of `PriceRow`."""
    read: Callable[[Cell, bool], object]
    """The cell's value or what is `Wrong`; told whether the decimal sign is a comma."""
    example: Cell
    about: str
    needed: bool = False


def _always(read: Callable[[Cell], object]) -> Callable[[Cell, bool], object]:
    return lambda cell, _: read(cell)


COLUMNS = (
    Column(
        title="Product item",
        field="product_item",
        read=_always(text_of),
        example="PRD-276-377-545-0001",
        about="The item's id. It goes before the MPN; one of the two is needed.",
    ),
    Column(title="MPN", field="mpn", read=_always(text_of), example="MPN-R-001", about="The item's part number."),
    Column(
        title="Marketplace",
        field="marketplace_id",
        read=_always(text_of),
        example="MP-12345",
        about="Its id; empty: any.",
    ),
    Column(
        title="Customer",
        field="customer_id",
        read=_always(text_of),
        example="TA-0000-0000-0001",
        about="The customer's id; empty: any.",
    ),
    Column(
        title="Billing period",
        field="period_months",
        read=_always(period_of),
        example="month",
        about="month, year, 3 months, 2 years or one-time; empty: any.",
    ),
    Column(
        title="Currency",
        field="currency",
        read=_always(currency_of),
        example="AUD",
        about="Three letters.",
        needed=True,
    ),
    Column(
        title="Minimum quantity",
        field="minimum_quantity",
        read=number_of,
        example=Decimal(10),
        about="From how many pieces on the row holds; empty: any.",
    ),
    Column(
        title="Price",
        field="price",
        read=price_of,
        example=Decimal("12.5"),
        about="Of one piece for one period, without tax. 0 is a price; an empty cell is not.",
        needed=True,
    ),
    Column(
        title="Discount %",
        field="discount",
        read=percent_of,
        example=Decimal(5),
        about="Percent of the price; empty: 0.",
    ),
    Column(
        title="Valid from",
        field="valid_from",
        read=_always(day_of),
        example=date(2026, 1, 1),
        about="The first day; empty: always. What counts is the day on which the service starts.",
    ),
    Column(title="Valid to", field="valid_to", read=_always(day_of), example=date(2026, 12, 31), about="The last day."),
)


def named(cell: Cell) -> Column | None:
    """The column of this name, in any letter case."""
    return BY_NAME.get(_plain(shown(cell)))


def cells_of(row: PriceRow) -> tuple[Cell, ...]:
    """The row as its cells are read, in the order of `COLUMNS`."""
    period = period_text(row.period_months)
    return tuple(period if column.field == "period_months" else getattr(row, column.field) for column in COLUMNS)


def _plain(title: str) -> str:
    """`valid_from` and `VALID FROM ` are one column, and so are `Discount` and `Discount %`."""
    return " ".join(title.casefold().replace("_", " ").replace("%", " ").split())


BY_NAME = {_plain(column.title): column for column in COLUMNS}
