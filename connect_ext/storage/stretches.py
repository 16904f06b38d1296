"""A stretch as a row of `coverage` and as JSON that waits with its task for the link."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from connect_ext.books.coverage.stretch import AssetItem, CoverageState, LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.ids import AssetId, DocumentKey, ProductItemId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import BillingPeriod
from connect_ext.books.periods.periods import Periods
from connect_ext.books.periods.proration import Rate

READ: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("from_day", "to_day", "dated", "anchor"), date.fromisoformat),
    **dict.fromkeys(("quantity", "unit_price"), Decimal),
}
"""The columns that JSON has as text, and how they are read."""


def to_row(stretch: Stretch) -> dict[str, Any]:
    rate, credited = stretch.rate, stretch.credits
    periods = rate.periods if rate else None
    return {
        "asset_id": stretch.item.asset_id,
        "product_item": stretch.item.product_item,
        "from_day": stretch.days.start,
        "to_day": stretch.days.end,
        "quantity": stretch.quantity,
        "document_key": stretch.line.document,
        "mark": stretch.line.mark,
        "dated": stretch.dated,
        "state": stretch.state,
        "unit_price": rate.unit_price if rate else None,
        "currency": rate.currency if rate else None,
        "anchor": periods.anchor if periods else None,
        "months": periods.length.months if periods else None,
        "credits_document": credited.document if credited else None,
        "credits_mark": credited.mark if credited else None,
    }


def from_row(row: Mapping[str, Any] | RowMapping) -> Stretch:
    return Stretch(
        item=AssetItem(asset_id=AssetId(row["asset_id"]), product_item=ProductItemId(row["product_item"])),
        days=Days(start=row["from_day"], end=row["to_day"]),
        quantity=row["quantity"],
        line=LineKey(document=DocumentKey(row["document_key"]), mark=row["mark"]),
        dated=row["dated"],
        state=CoverageState(row["state"]),
        rate=_rate(row),
        credits=_line(row["credits_document"], row["credits_mark"]),
    )


def to_json(stretch: Stretch) -> dict[str, Any]:
    """Days and numbers as text, exactly."""
    row = to_row(stretch)
    return row | {name: str(row[name]) for name in READ if row[name] is not None}


def from_json(data: Mapping[str, Any]) -> Stretch:
    read = {name: of_text(data[name]) for name, of_text in READ.items() if data[name] is not None}
    return from_row({**data, **read})


def _rate(row: Mapping[str, Any] | RowMapping) -> Rate | None:
    if row["unit_price"] is None:
        return None
    periods = None
    if row["anchor"] is not None:
        periods = Periods(anchor=row["anchor"], length=BillingPeriod(months=row["months"]))
    return Rate(unit_price=row["unit_price"], currency=Currency(row["currency"]), periods=periods)


def _line(document: str | None, mark: str | None) -> LineKey | None:
    return None if document is None or mark is None else LineKey(document=DocumentKey(document), mark=mark)
