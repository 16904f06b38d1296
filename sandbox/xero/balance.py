"""What is still open on a document, and what that makes of its status."""

from __future__ import annotations

from decimal import Decimal

from sandbox.xero.state import CreditNote, Document, Invoice, Status
from sandbox.xero.totals import totals_of

_ZERO = Decimal("0.00")
_STANDING = (Status.AUTHORISED, Status.PAID)


def amount_due(invoice: Invoice) -> Decimal:
    return _open(invoice, invoice.amount_paid)


def remaining_credit(note: CreditNote) -> Decimal:
    return _open(note, note.refunded)


def settled_status(document: Invoice | CreditNote) -> Status:
    """An approved document with nothing open is PAID, and approved again once something is."""
    if document.status not in _STANDING:
        return document.status
    left = amount_due(document) if isinstance(document, Invoice) else remaining_credit(document)
    return Status.AUTHORISED if left else Status.PAID


def _open(document: Document, moved: Decimal) -> Decimal:
    if document.status in (Status.VOIDED, Status.DELETED):
        return _ZERO
    return totals_of(document.lines, document.line_amount_types).total - moved - document.allocated
