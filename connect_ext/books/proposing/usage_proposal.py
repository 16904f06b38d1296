"""What a usage order's proposal has of its own: its records, and a credit note for a negative sum (money §7)."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.charging.usage import records_of, unbilled
from connect_ext.books.documents.document import CreditNote, Invoice, LineItem
from connect_ext.books.facts.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.ids import credit_key
from connect_ext.books.orders.order import Order
from connect_ext.books.orders.usage_record import UsageFile


def of_usage(
    found: Proposal | NothingToInvoice, order: Order, file: UsageFile, facts: Facts
) -> Proposal | NothingToInvoice:
    """With all records of the order that are settled by it, those for other tiers too."""
    records = tuple(record.id for record in unbilled(records_of(order), facts.billed_usage))
    if isinstance(found, NothingToInvoice):
        return replace(found, records=records)
    told = replace(found, records=records, remarks=(*file.skipped, *found.remarks))
    if found.invoice is None or found.invoice.subtotal >= 0:
        return told
    return replace(told, invoice=None, credit_notes=(_as_credit_note(found.invoice, order),))


def _as_credit_note(invoice: Invoice, order: Order) -> CreditNote:
    """The same lines with the other sign, to the same contact. It credits no invoice: which one billed the usage that
    is corrected, if any did, nobody says."""
    return CreditNote(
        key=credit_key(order.key),
        contact=invoice.contact,
        contact_id=None,
        number=invoice.number,
        reference=invoice.reference,
        date=invoice.date,
        currency=invoice.currency,
        currency_rate=None,
        branding_theme=invoice.branding_theme,
        line_amount_types=invoice.line_amount_types,
        lines=tuple(_turned(line) for line in invoice.lines),
    )


def _turned(line: LineItem) -> LineItem:
    return replace(
        line,
        unit_amount=line.unit_amount.copy_negate(),
        line_amount=line.line_amount.copy_negate(),
        tax_inside=line.tax_inside.copy_negate(),
    )
