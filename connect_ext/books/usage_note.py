"""Usage that comes to less than nothing: what would be an invoice becomes a credit note (money §7)."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.document import CreditNote, Invoice, LineAmountTypes, LineItem
from connect_ext.books.ids import DocumentKey


def as_credit_note(invoice: Invoice, key: DocumentKey, amounts: LineAmountTypes) -> CreditNote:
    """The same lines with the other sign, to the same contact. It credits no invoice: which one billed the usage that
    is corrected, if any did, nobody says."""
    return CreditNote(
        key=key,
        contact=invoice.contact,
        contact_id=None,
        number=invoice.number,
        reference=invoice.reference,
        date=invoice.date,
        currency=invoice.currency,
        currency_rate=None,
        branding_theme=invoice.branding_theme,
        line_amount_types=amounts,
        lines=tuple(_turned(line) for line in invoice.lines),
    )


def _turned(line: LineItem) -> LineItem:
    return replace(line, unit_amount=line.unit_amount.copy_negate(), line_amount=line.line_amount.copy_negate())
