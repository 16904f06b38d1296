"""An invoice that several orders stand on, as far as one of them is concerned (money §9)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from connect_ext.books.documents.compare import IntendedDocument
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.held import HeldDocument, HeldLine
from connect_ext.books.documents.reference import mark_of


def own_part(meant: IntendedDocument, held: HeldDocument) -> HeldDocument:
    """Without the lines of other orders; all of it where there are none. What a person has added counts as the
    order's: it is the order's invoice that was changed.

    Xero adds up and taxes an invoice as a whole, so of a part only the lines can be compared.
    """
    orders = {_order(mark) for mark in meant.lines}
    own = tuple(line for line in held.lines if _is_of(line, orders))
    if len(own) == len(held.lines):
        return held
    total = sum((line.line_amount for line in own), Decimal(0))
    if held.line_amount_types == LineAmountTypes.INCLUSIVE:
        return replace(held, lines=own, total_tax=None, total=total)
    return replace(held, lines=own, total_tax=None, subtotal=total)


def _is_of(line: HeldLine, orders: set[str]) -> bool:
    mark = mark_of(line.description)
    return mark is None or _order(mark) in orders


def _order(mark: str) -> str:
    return mark.rpartition("/")[0]
