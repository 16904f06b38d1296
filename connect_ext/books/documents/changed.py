"""Whether an invoice has become what a change of it meant: every line that was sent, and no other."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import XeroId

ENDS = ("DELETED", "VOIDED")
REACHED = {"SUBMITTED": ("SUBMITTED", "AUTHORISED", "PAID"), "AUTHORISED": ("AUTHORISED", "PAID")}
"""By the status that an invoice was to take: those in which it has come as far, or further."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedChangedLine:
    """A line as it was sent; None for what was not sent. Without an id it is new."""

    id: XeroId | None
    description: str
    quantity: Decimal | None
    unit_amount: Decimal | None
    line_amount: Decimal | None
    account_code: str | None
    tax_type: str | None
    item_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntendedChange:
    """What was sent to an invoice. `lines` None leaves them."""

    invoice_id: XeroId
    status: str | None
    lines: tuple[IntendedChangedLine, ...] | None
    reference: str | None = None
    date: datetime.date | None = None
    due_date: datetime.date | None = None

    @property
    def new_marks(self) -> frozenset[str]:
        return frozenset(mark_of(line.description) or "" for line in self.lines or () if line.id is None)

    @property
    def deed(self) -> Deed:
        """What it does to the invoice."""
        if self.status in ENDS:
            return Deed.DELETED
        if self.lines is None:
            return Deed.APPROVED if self.status == "AUTHORISED" else Deed.SUBMITTED
        return Deed.EXTENDED if self.new_marks else Deed.REDUCED


def not_as_meant(meant: IntendedChange, held: HeldInvoice) -> str | None:
    """What differs, as the end of a sentence; None when all was done. That somebody has approved it since is none."""
    if meant.status in ENDS:
        return None if held.status == meant.status else f"its status is {held.status}, not {meant.status}"
    if not held.alive:
        return f"it is {held.status.lower()}"
    if meant.status in REACHED and held.status not in REACHED[meant.status]:
        return f"its status is {held.status}, not {meant.status}"
    pairs = {
        "reference": (meant.reference, held.reference),
        "date": (meant.date, held.date),
        "due date": (meant.due_date, held.due_date),
    }
    for name, (sent, found) in pairs.items():
        if sent is not None and sent != found:
            return f"its {name} is {found}, not {sent}"
    return None if meant.lines is None else next(_in_lines(meant.lines, held), None)


def _in_lines(meant: tuple[IntendedChangedLine, ...], held: HeldInvoice) -> Iterator[str]:
    if len(held.lines) != len(meant):
        yield f"it has {len(held.lines)} lines, not {len(meant)}"
    for line in meant:
        found = _same(line, held)
        name = mark_of(line.description) or f"“{line.description[:40]}”"
        if found is None:
            yield f"it has no line {name}"
        elif wrong := next(_differences(line, found), None):
            yield f"line {name} has {wrong}"


def _same(line: IntendedChangedLine, held: HeldInvoice) -> HeldLine | None:
    """By its id, or by its mark where it is new."""
    if line.id is not None:
        return next((one for one in held.lines if one.id == line.id), None)
    mark = mark_of(line.description)
    return next((one for one in held.lines if mark is not None and mark_of(one.description) == mark), None)


def differs_from(line: IntendedChangedLine, held: HeldLine) -> bool:
    """Whether a line is another one than was sent."""
    return any(True for _ in _differences(line, held))


def _differences(line: IntendedChangedLine, held: HeldLine) -> Iterator[str]:
    pairs = {
        "amount": (line.line_amount, held.line_amount),
        "quantity": (line.quantity, held.quantity),
        "unit amount": (line.unit_amount, held.unit_amount),
        "account": (line.account_code, held.account_code),
        "tax type": (line.tax_type, held.tax_type),
        "item": (line.item_code, held.item_code),
        "description": (line.description or None, held.description),
    }
    yield from (
        f"the {name} {found}, not {sent}" for name, (sent, found) in pairs.items() if sent is not None and sent != found
    )
