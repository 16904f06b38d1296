"""What a line says: its description, which customers read, and its derivation, which bookkeepers read (money §4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.charges import Charge
from connect_ext.books.days import Days
from connect_ext.books.money import LineFigures, line_figures, plain
from connect_ext.books.order import Fee, Order, OrderType
from connect_ext.books.periods import A_DAY
from connect_ext.books.price import Price
from connect_ext.books.proration import Rate, arithmetic, folded
from connect_ext.books.quantities import Part

TITLE_LENGTH = 3000
"""Leaves room on a description of 4000 for what trimming must keep: the service dates, the arithmetic, the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A charge with its price: one line."""

    charge: Charge
    old: Decimal | None
    """The quantity before the order, where it changes one."""
    price: Price
    mark: str

    @property
    def rate(self) -> Rate:
        return Rate(unit_price=self.price.amount, currency=self.price.currency, periods=self.charge.periods)

    @property
    def figures(self) -> LineFigures:
        if self.charge.days is None:
            return line_figures(self.charge.quantity, self.price.amount, self.price.currency)
        return folded(Part(days=self.charge.days, quantity=self.charge.quantity), self.rate)

    @property
    def share(self) -> str | None:
        """How much of a period its days are, to stand in parentheses; None for exactly one, and for what is charged
        once."""
        share = arithmetic(self.charge.days, self.rate) if self.charge.days else None
        return share.strip("()") if share else None

    @property
    def keeps_quantity(self) -> bool:
        return self.figures.quantity == self.charge.quantity


def title(order: Order, fee: Fee) -> str:
    name = fee.product_item.name or fee.product_item.mpn
    full = fee.text or (name if order.product_name in name else f"{order.product_name}: {name}")
    return full[:TITLE_LENGTH]


def description(order: Order, fee: Fee, piece: Piece) -> str:
    item, figures = fee.product_item, piece.figures
    parts = [title(order, fee)]
    if item.period:
        parts.append(f"per {item.period.word}")
    if piece.charge.days and piece.share is None and order.type in (OrderType.BILLING, OrderType.RENEWAL):
        parts.append(first_to_last(piece.charge.days))
    elif piece.charge.days and piece.share is None:
        parts[-1] += f" from {piece.charge.days.start.isoformat()}"
    elif piece.charge.days:
        parts.append(f"{first_to_last(piece.charge.days)} ({piece.share})")
    if figures.arithmetic and not (piece.share and piece.keeps_quantity):
        parts.append(figures.arithmetic)
    return ", ".join(parts)


def explanation(order: Order, fee: Fee, piece: Piece, code: str, tax: str) -> str:
    item, price = fee.product_item, piece.price
    days = ""
    if piece.charge.days:
        days = f", for {first_to_last(piece.charge.days)}" + (f" ({piece.share})" if piece.share else "")
    return (
        f"{order.request_id} {_asked(order, fee, piece)} at {plain(price.amount)} {price.currency} each, "
        f"from {price.evidence}{days}; account {code} for {item.sku_class.value} items, tax type {tax}."
    )


def _asked(order: Order, fee: Fee, piece: Piece) -> str:
    mpn, quantity = fee.product_item.mpn, plain(piece.charge.quantity)
    if order.type in (OrderType.BILLING, OrderType.RENEWAL):
        return f"bills {quantity} of {mpn}"
    if piece.old is None or order.type is not OrderType.CHANGE or fee.quantity is None:
        return f"ordered {quantity} of {mpn}"
    return f"changed {mpn} from {plain(piece.old)} to {plain(fee.quantity)}: {quantity}"


def first_to_last(days: Days) -> str:
    """Both inclusive, as people say it."""
    return f"{days.start.isoformat()} to {(days.end - A_DAY).isoformat()}"
