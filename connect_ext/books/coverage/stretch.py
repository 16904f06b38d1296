"""One line and the days that it bills or credits (money §5)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.days import Days
from connect_ext.books.ids import AssetId, DocumentKey, ProductItemId
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.proration import Rate


class CoverageState(StrEnum):
    BILLED = "billed"
    BILLED_ELSEWHERE = "billed elsewhere"
    """Already in Xero when we came, or an opening balance."""
    WAIVED = "waived"
    """Never to be sent, or a price of zero."""
    RELEASED = "released"
    """Its document was voided or deleted: a record of what was, which covers nothing."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class AssetItem:
    asset_id: AssetId
    product_item: ProductItemId


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LineKey:
    """A line by our stable names: its document and its mark (money §10)."""

    document: DocumentKey
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of one item that one line billed, or credited. `ValueError` unless the quantity is above 0."""

    item: AssetItem
    days: Days
    quantity: Decimal
    line: LineKey
    """The line that bills, or that credits."""
    dated: date
    """The date of the line's document."""
    state: CoverageState
    rate: Rate | None
    """The price it was billed at, which a credit copies; None where we do not know it (billed elsewhere)."""
    credits: LineKey | None = None
    """The line that this one credits; None for a line that bills."""

    def __post_init__(self) -> None:
        if self.quantity <= 0:
            raise ValueError(f"{self.line} covers a quantity of {self.quantity}")

    @property
    def part(self) -> Part:
        return Part(days=self.days, quantity=self.quantity)

    @property
    def once(self) -> bool:
        """Whether it is of an item that is charged once: then its only day is the one on which it was ordered."""
        return self.rate is not None and self.rate.periods is None

    @property
    def bills(self) -> bool:
        """Whether it adds to what is covered."""
        return self.state is not CoverageState.RELEASED and self.credits is None

    @property
    def is_credit(self) -> bool:
        """Whether it takes away from what is covered."""
        return self.state is not CoverageState.RELEASED and self.credits is not None

    def credited_by(self, line: LineKey, dated: date) -> Stretch:
        """The credit of all of this billed stretch by a line of a document of that date; at the price billed."""
        return replace(self, line=line, dated=dated, credits=self.line)
