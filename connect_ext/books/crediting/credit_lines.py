"""The credit of one billed line: how much, and as a line that copies what Xero holds of it (money §8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from connect_ext.books.days import Days
from connect_ext.books.documents.document import LineAmountTypes, LineItem
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.reference import MARK, REFERENCE_LENGTH, marked
from connect_ext.books.money import Currency, LineFigures, line_figures, plain, round_amount

CENT = Decimal("0.01")
NOTHING = Decimal(0)
TITLE_LENGTH = 3000
"""Leaves room on a description of 4000 for the days, the reason and the mark, which trimming must keep."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """What one line of an invoice is to give back; amounts are like that line's own, with or without tax."""

    mark: str
    """Of the billed line."""
    creditable: Decimal
    """All that is creditable since it was billed, before rounding: what was given back earlier is part of it."""
    days: Days
    reason: str
    """Such as “2 of 10 seats cancelled”."""
    credited: Decimal = NOTHING
    """On credit notes that stand."""
    quantity: Decimal | None = None
    """How many units for full periods, 0 for parts of periods; None where that is not known."""
    reduced: Decimal = NOTHING
    """Taken off the line itself while it was a draft: Xero holds that much less."""


def due_back(take: TakeBack, line: HeldLine, currency: Currency) -> Decimal:
    """What is to be given back now, rounded. Never below 0; in all never above what Xero holds of the line."""
    wanted = round_amount(take.creditable, currency) - take.credited - take.reduced
    return max(NOTHING, min(wanted, line.line_amount - take.credited))


def with_tax(line: HeldLine, amount: Decimal, line_amount_types: str) -> Decimal:
    """So much of a billed line with its share of the tax: all of the line has exactly the tax that Xero holds."""
    if line_amount_types != "Exclusive" or not line.tax_amount or not line.line_amount:
        return amount
    with localcontext(prec=50):
        return amount + (amount * line.tax_amount / line.line_amount).quantize(CENT, rounding=ROUND_HALF_UP)


def figures(line: HeldLine, amount: Decimal, currency: Currency, units: Decimal | None = None) -> LineFigures:
    """Quantity and unit that make `amount`: at the unit of the line after discount where that takes a whole quantity
    or all of the line, else one times the amount.

    `units` is the whole quantity that would be true, where it is known: twenty days of three seats may cost what two
    seats do, and are not two seats.
    """
    for quantity in _quantities(line, amount):
        if units is not None and quantity not in (units, line.quantity):
            continue
        with localcontext(prec=50):
            unit = line.line_amount / (line.quantity or 1)
        found = line_figures(quantity, unit, currency)
        if found.amount == amount and found.arithmetic is None:
            return found
    return LineFigures(quantity=Decimal(1), unit_amount=amount, amount=amount, arithmetic=None)


def credit_line(invoice: HeldInvoice, line: HeldLine, take: TakeBack, amount: Decimal, mark: str) -> LineItem:
    """The line of a credit note that gives `amount` back; `mark` is the new line's own.

    Account, tax type, item and tracking are those that Xero holds now. `ValueError` for a line without an account:
    Xero approves none.
    """
    if line.account_code is None:
        raise ValueError(f"{take.mark} of {invoice.name} names no account")
    made = figures(line, amount, invoice.currency, take.quantity)
    title = MARK.sub("", line.description).rstrip()[:TITLE_LENGTH]
    stretch = f"{take.days.start.isoformat()} to before {take.days.end.isoformat()}"
    return LineItem(
        mark=mark,
        description=marked(f"Credit: {title}, {stretch}, {take.reason}", mark),
        quantity=made.quantity,
        unit_amount=made.unit_amount,
        line_amount=made.amount,
        account_code=line.account_code,
        tax_type=line.tax_type or "NONE",
        explanation=(
            f"{plain(amount)} {invoice.currency} of {plain(line.line_amount)} billed by {take.mark} of {invoice.name} "
            f"({take.reason}); {plain(take.credited)} credited before; account {line.account_code} and tax type "
            f"{line.tax_type or 'NONE'} as billed."
        ),
        item_code=line.item_code,
        tracking=line.tracking,
        tax_inside=_tax_inside(invoice, line, amount),
    )


def _tax_inside(invoice: HeldInvoice, line: HeldLine, amount: Decimal) -> Decimal:
    if invoice.line_amount_types != LineAmountTypes.INCLUSIVE or not line.tax_amount or not line.line_amount:
        return NOTHING
    with localcontext(prec=50):
        return (amount * line.tax_amount / line.line_amount).quantize(CENT, rounding=ROUND_HALF_UP)


def credit_reference(invoices: Sequence[HeldInvoice]) -> str:
    """Names the number and the date of each invoice that a note credits."""
    named = [f"{one.name} of {one.date.isoformat()}" if one.date else one.name for one in invoices]
    return f"Credit for {', '.join(named)}"[:REFERENCE_LENGTH]


def _quantities(line: HeldLine, amount: Decimal) -> list[Decimal]:
    if not line.quantity or not line.line_amount:
        return []
    if amount == line.line_amount:
        return [line.quantity]
    with localcontext(prec=50):
        whole = (amount * line.quantity / line.line_amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return [whole] if whole else []
