"""A charge with its price is one line; where proration is shown separately, two (money §4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from connect_ext.books.charging.charges import Charge
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.tax import with_tax
from connect_ext.books.mapping.classify import Posting
from connect_ext.books.money import LineFigures, line_figures
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.proration import Rate, arithmetic, folded, separate
from connect_ext.books.prices.price import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One of the two lines that a prorated charge is shown as."""

    figures: LineFigures
    other: str
    """The mark of the other one."""
    adjusts: bool
    """Whether it is the one that takes the full price back to what its days cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One line."""

    charge: Charge
    old: Decimal | None
    """The quantity before the order, where it changes one."""
    price: Price
    mark: str
    posting: Posting
    kind: LineAmountTypes = LineAmountTypes.EXCLUSIVE
    half: Half | None = None

    @property
    def rate(self) -> Rate:
        """Without tax: what the days are covered at."""
        return Rate(unit_price=self.price.amount, currency=self.price.currency, periods=self.charge.periods)

    @property
    def shown_rate(self) -> Rate:
        """With tax, where the amounts of the document have it in them."""
        if self.kind is not LineAmountTypes.INCLUSIVE:
            return self.rate
        return replace(self.rate, unit_price=with_tax(self.price.amount, self.posting.tax_rate))

    @property
    def figures(self) -> LineFigures:
        if self.half is not None:
            return self.half.figures
        if self.part is None:
            return line_figures(self.charge.quantity, self.shown_rate.unit_price, self.price.currency)
        return folded(self.part, self.shown_rate)

    @property
    def part(self) -> Part | None:
        """None for what is charged once."""
        return Part(days=self.charge.days, quantity=self.charge.quantity) if self.charge.days else None

    @property
    def share(self) -> str | None:
        """How much of a period its days are, to stand in parentheses; None for exactly one, and for what is charged
        once."""
        share = arithmetic(self.charge.days, self.rate) if self.charge.days else None
        return share.strip("()") if share else None

    @property
    def keeps_quantity(self) -> bool:
        return self.figures.quantity == self.charge.quantity


def halves(piece: Piece, further_marks: Iterator[str]) -> tuple[Piece, ...]:
    """A line at full price and one that takes back what its days cost less. Days that cost as much as a period or
    more stay one line: nobody reads a full price and a surcharge as a proration."""
    figures = separate(piece.part, piece.shown_rate) if piece.part else ()
    if len(figures) != 2 or figures[1].amount > 0:
        return (piece,)
    full, adjustment = figures
    further = next(further_marks)
    return (
        replace(piece, half=Half(figures=full, other=further, adjusts=False)),
        replace(piece, mark=further, half=Half(figures=adjustment, other=piece.mark, adjusts=True)),
    )
