"""The documents of one order: its credit notes, and what it changes on drafts of other orders."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from connect_ext.books.documents.document import CreditNote, LineAmountTypes, LineItem
from connect_ext.books.documents.held import HeldLine
from connect_ext.books.documents.update import InvoiceChange, InvoiceUpdate, KeptLine
from connect_ext.books.ids import DocumentKey, OrderKey, XeroId, change_key, credit_key
from connect_ext.books.money import line_figures
from tests.books.builders import AUD, REQUEST, TODAY, proposed, the_invoice
from tests.books.day_builders import a_stretch
from tests.books.refund_builders import a_held_invoice, a_held_line

ORDER = OrderKey(REQUEST)
PROPOSAL = proposed()
(LINE,) = the_invoice(PROPOSAL).lines
DRAFT = DocumentKey("invoice:PR-1895-0864-1238-000")
CREDITED = XeroId("invoice-1")


def a_note(*lines: LineItem, **changes: Any) -> CreditNote:
    """Of the order, to the contact of its proposal."""
    values: dict[str, Any] = {
        "key": credit_key(ORDER),
        "contact": PROPOSAL.contact.key,
        "contact_id": None,
        "number": None,
        "reference": "",
        "date": TODAY,
        "currency": AUD,
        "currency_rate": None,
        "branding_theme": None,
        "line_amount_types": LineAmountTypes.EXCLUSIVE,
        "lines": lines or (LINE,),
    }
    return CreditNote(**values | changes)


def reduced(line: HeldLine | None = None, quantity: int = 8) -> KeptLine:
    """Eight of ten stay."""
    kept = line or a_held_line()
    assert kept.unit_amount is not None
    return KeptLine(line=kept, figures=line_figures(Decimal(quantity), kept.unit_amount, AUD))


def a_change(*lines: KeptLine | LineItem, **changes: Any) -> InvoiceChange:
    """On a draft of ten at 3.00 that another order has made; without lines these stay as they are."""
    values: dict[str, Any] = {
        "key": change_key(ORDER, DRAFT),
        "document": DRAFT,
        "before": a_held_invoice(status="DRAFT"),
        "update": InvoiceUpdate(invoice_id=XeroId("invoice-1"), lines=lines or None),
        "reason": "2 of 10 seats cancelled",
        "covers": (a_stretch(quantity="2"),),
    }
    return InvoiceChange(**values | changes)
