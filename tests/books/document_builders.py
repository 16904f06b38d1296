"""Credit notes and changes of drafts as an order proposes them, right in everything that a test does not name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.changed import IntendedChange, IntendedChangedLine
from connect_ext.books.documents.document import CreditNote, LineAmountTypes, LineItem
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.update import InvoiceChange, InvoiceUpdate, KeptLine
from connect_ext.books.ids import OrderKey, XeroId, change_key, contact_key, credit_key, invoice_key
from connect_ext.books.money import LineFigures
from tests.books.builders import AUD, REQUEST, TODAY, a_party, proposed, the_invoice
from tests.books.refund_builders import a_held_invoice, a_held_line

ORDER = OrderKey(REQUEST)
EARLIER = invoice_key(OrderKey("PR-1"))


def a_new_line(**changes: Any) -> LineItem:
    [line] = the_invoice(proposed()).lines
    return replace(line, mark=f"{REQUEST}/9", description=f"Credit: Seats {REQUEST}/9", **changes)


def a_credit_note_to_make(**changes: Any) -> CreditNote:
    """25.00 of an invoice that Xero holds."""
    values: dict[str, Any] = {
        "key": credit_key(ORDER),
        "contact": contact_key(a_party().id),
        "contact_id": XeroId("contact-1"),
        "number": None,
        "reference": "Credit for INV-0001",
        "date": TODAY,
        "currency": AUD,
        "currency_rate": None,
        "branding_theme": None,
        "line_amount_types": LineAmountTypes.EXCLUSIVE,
        "lines": (a_new_line(),),
        "credits": (XeroId("invoice-1"),),
    }
    return CreditNote(**{**values, **changes})


def a_draft() -> HeldInvoice:
    """30.00 and 30.00 of an earlier order."""
    return a_held_invoice(a_held_line(1), a_held_line(2), status="DRAFT")


def a_change(**changes: Any) -> InvoiceChange:
    """Takes 6.00 off the first of two lines of a draft."""
    before = a_draft()
    first, second = before.lines
    figures = LineFigures(quantity=Decimal(8), unit_amount=Decimal(3), amount=Decimal(24), arithmetic=None)
    values: dict[str, Any] = {
        "key": change_key(ORDER, EARLIER),
        "document": EARLIER,
        "before": before,
        "update": InvoiceUpdate(
            invoice_id=before.id, lines=(KeptLine(line=first, figures=figures), KeptLine(line=second))
        ),
        "reason": "2 of 10 seats cancelled",
    }
    return InvoiceChange(**{**values, **changes})


def as_sent(change: InvoiceChange) -> IntendedChange:
    """What a call with the change means."""
    update = change.guarded
    lines = None if update.lines is None else tuple(_line(line) for line in update.lines)
    return IntendedChange(invoice_id=update.invoice_id, status=update.status, lines=lines)


def _line(line: KeptLine | LineItem) -> IntendedChangedLine:
    if isinstance(line, LineItem):
        amounts = (line.quantity, line.unit_amount, line.line_amount)
        return _sent(None, line.description, amounts, line.account_code, line.tax_type)
    held, figures = line.line, line.figures
    own = (held.quantity, held.unit_amount, held.line_amount)
    amounts_of = own if figures is None else (figures.quantity, figures.unit_amount, figures.amount)
    return _sent(held.id, held.description, amounts_of, held.account_code, held.tax_type)


def _sent(
    id_: XeroId | None,
    description: str,
    amounts: tuple[Decimal | None, Decimal | None, Decimal | None],
    account: str | None,
    tax_type: str | None,
) -> IntendedChangedLine:
    quantity, unit, amount = amounts
    return IntendedChangedLine(
        id=id_,
        description=description,
        quantity=quantity,
        unit_amount=unit,
        line_amount=amount,
        account_code=account,
        tax_type=tax_type,
        item_code=None,
    )
