"""An invoice or a credit note as a person reads it, whether it is in Xero or only proposed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.documents.document import CreditNote, Invoice, LineItem
from connect_ext.books.money import Currency


class InvoiceState(StrEnum):
    IN_XERO = "in_xero"
    PROPOSED = "proposed"
    UNKNOWN = "unknown"
    """It is in Xero, and nothing is kept of what it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLine:
    """None, or an empty text, where it is not known."""

    description: str
    quantity: Decimal | None
    unit_amount: Decimal | None
    line_amount: Decimal | None
    account_code: str | None
    tax_type: str | None
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownInvoice:
    """Or a credit note, which has no due date. `tax` and `total` are Xero's; None while only we have added up."""

    state: InvoiceState
    contact: str | None = None
    number: str | None = None
    reference: str = ""
    status: str | None = None
    made_as: str | None = None
    """The status that it is to be made with; None once it is made."""
    date: datetime.date | None = None
    due_date: datetime.date | None = None
    currency: Currency | None = None
    subtotal: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None
    lines: tuple[ShownLine, ...] = ()


def proposed(document: Invoice | CreditNote, contact: str) -> ShownInvoice:
    """What is meant to be made. `contact` is the name of whom it goes to."""
    return ShownInvoice(
        state=InvoiceState.PROPOSED,
        contact=contact,
        number=document.number,
        reference=document.reference,
        made_as=document.sent_as.value,
        date=document.date,
        due_date=document.due_date if isinstance(document, Invoice) else None,
        currency=document.currency,
        subtotal=document.subtotal,
        lines=tuple(_line(line) for line in document.lines),
    )


def _line(line: LineItem) -> ShownLine:
    return ShownLine(
        description=line.description,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        line_amount=line.line_amount,
        account_code=line.account_code,
        tax_type=line.tax_type,
        explanation=line.explanation,
    )
