"""What a line says: its description, which customers read, and its derivation, which bookkeepers read (money §4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from connect_ext.books.charging.piece import Piece
from connect_ext.books.days import Days
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.subscription.asset import effective_on

BY_THE_PERIOD = (OrderType.BILLING, OrderType.RENEWAL)
TITLE_LENGTH = 3000
"""Leaves room on a description of 4000 for what trimming must keep: the service dates, the arithmetic, the mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How much a description tells."""

    dated: date
    """The date of the invoice."""
    redated: bool = False
    """Whether a lock has put it on another day: then every line names the days of its service (money §13)."""
    trimmed: bool = False
    """To the product's name, and whatever the amount cannot be understood without."""
    title: str = ""
    """What Xero says of the item, where its text was chosen; else the marketplace's names are taken."""

    def names_all_days(self, first: date, last: date) -> bool:
        """Trimming keeps the days that the month of the invoice does not tell (money §10)."""
        month = (self.dated.year, self.dated.month)
        elsewhere = {(day.year, day.month) for day in (first, last)} != {month}
        return self.redated or (self.trimmed and elsewhere)


def title(order: Order, fee: Fee) -> str:
    name = fee.product_item.name or fee.product_item.mpn
    full = fee.text or (name if order.product_name in name else f"{order.product_name}: {name}")
    return full[:TITLE_LENGTH]


def description(order: Order, fee: Fee, piece: Piece, telling: Telling) -> str:
    tell = _trimmed if telling.trimmed else _full
    return ", ".join(tell(order, fee, piece, telling))


def _full(order: Order, fee: Fee, piece: Piece, telling: Telling) -> Iterator[str]:
    days = piece.charge.days
    yield telling.title[:TITLE_LENGTH] or title(order, fee)
    if days is None:
        yield from _of_a_day(order, telling)
    else:
        yield from _of_days(order, fee, piece, days, telling)
    if piece.figures.arithmetic and not (piece.share and piece.keeps_quantity):
        yield piece.figures.arithmetic


def _of_days(order: Order, fee: Fee, piece: Piece, days: Days, telling: Telling) -> Iterator[str]:
    period = f"per {fee.product_item.period.word}" if fee.product_item.period else ""
    if piece.half is not None:
        yield from (text for text in (period if not piece.half.adjusts else "", first_to_last(days)) if text)
    elif piece.share is not None:
        yield from (text for text in (period, f"{first_to_last(days)} ({piece.share})") if text)
    elif order.type in BY_THE_PERIOD or telling.names_all_days(days.start, days.end - A_DAY):
        yield from (text for text in (period, first_to_last(days)) if text)
    else:
        yield f"{period} from {days.start.isoformat()}".strip()


def _of_a_day(order: Order, telling: Telling) -> Iterator[str]:
    day = effective_on(order)
    if telling.names_all_days(day, day):
        yield f"of {day.isoformat()}"


def _trimmed(order: Order, fee: Fee, piece: Piece, telling: Telling) -> Iterator[str]:
    days = piece.charge.days
    yield (telling.title or order.product_name or fee.product_item.name or fee.product_item.mpn)[:TITLE_LENGTH]
    if days is None:
        yield from _of_a_day(order, telling)
    elif telling.names_all_days(days.start, days.end - A_DAY):
        yield first_to_last(days)
    if piece.figures.arithmetic and not piece.keeps_quantity:
        yield piece.figures.arithmetic


def explanation(order: Order, fee: Fee, piece: Piece) -> str:
    price, posting, sku_class = piece.price, piece.posting, fee.product_item.sku_class.value
    days = ""
    if piece.charge.days:
        days = f", for {first_to_last(piece.charge.days)}" + (f" ({piece.share})" if piece.share else "")
    return (
        f"{order.request_id} {_asked(order, fee, piece)} at {plain(price.amount)} {price.currency} each"
        f"{_taxed(piece)}, from {price.evidence}{days}{_halved(piece)}; "
        f"account {posting.account_code} for {sku_class} items, tax type {posting.tax_type}."
    )


def _taxed(piece: Piece) -> str:
    if piece.kind is not LineAmountTypes.INCLUSIVE:
        return ""
    return f" ({plain(piece.shown_rate.unit_price)} with {plain(piece.posting.tax_rate)} % tax)"


def _halved(piece: Piece) -> str:
    if piece.half is None:
        return ""
    if piece.half.adjusts:
        return f", as an adjustment of the full price on {piece.half.other}"
    return f", at full price here and adjusted on {piece.half.other}"


def _asked(order: Order, fee: Fee, piece: Piece) -> str:
    mpn, quantity = fee.product_item.mpn, plain(piece.charge.quantity)
    if order.type in BY_THE_PERIOD:
        return f"bills {quantity} of {mpn}"
    if piece.old is None or order.type is not OrderType.CHANGE or fee.quantity is None:
        return f"ordered {quantity} of {mpn}"
    return f"changed {mpn} from {plain(piece.old)} to {plain(fee.quantity)}: {quantity}"


def first_to_last(days: Days) -> str:
    """Both inclusive, as people say it."""
    return f"{days.start.isoformat()} to {(days.end - A_DAY).isoformat()}"
