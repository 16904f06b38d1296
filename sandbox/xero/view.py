"""An organisation's books as plain values, for assertions and for showing them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.xero.balance import amount_due, remaining_credit
from sandbox.xero.contacts import show_contact
from sandbox.xero.state import Allocation, Books, CreditNote, Document, Email, Invoice, Line
from sandbox.xero.totals import totals_of
from sandbox.xero.words import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksView:
    """Dictionaries in Xero's property names with `Decimal` amounts and `date` days, in order of creation."""

    name: str
    contacts: tuple[Json, ...]
    items: tuple[Json, ...]
    invoices: tuple[Json, ...]
    credit_notes: tuple[Json, ...]
    emails: tuple[Email, ...] = ()

    def invoice(self, number: str) -> Json:
        return next(one for one in self.invoices if one["InvoiceNumber"] == number)

    def credit_note(self, number: str) -> Json:
        return next(one for one in self.credit_notes if one["CreditNoteNumber"] == number)


def view_of(books: Books) -> BooksView:
    return BooksView(
        name=books.organisation.name,
        contacts=tuple(show_contact(contact) for contact in books.contacts),
        items=tuple({"ItemID": item.item_id, "Code": item.code, **item.details} for item in books.items),
        invoices=tuple(_invoice(books, invoice) for invoice in books.invoices),
        credit_notes=tuple(_credit_note(books, note) for note in books.credit_notes),
        emails=tuple(books.emails),
    )


def _invoice(books: Books, invoice: Invoice) -> Json:
    return {
        "InvoiceID": invoice.document_id,
        "InvoiceNumber": invoice.number,
        **_document(books, invoice),
        "Url": invoice.url,
        "DueDate": invoice.due_date,
        "AmountDue": amount_due(invoice),
        "AmountPaid": invoice.amount_paid,
        "AmountCredited": invoice.allocated,
    }


def _credit_note(books: Books, note: CreditNote) -> Json:
    return {
        "CreditNoteID": note.document_id,
        "CreditNoteNumber": note.number,
        **_document(books, note),
        "RemainingCredit": remaining_credit(note),
        "Allocations": [_allocation(books, one) for one in note.allocations],
    }


def _allocation(books: Books, allocation: Allocation) -> Json:
    invoice = books.invoices.get(allocation.invoice_id)
    assert invoice is not None, "invoices are never taken out of the books"
    return {
        "AllocationID": allocation.allocation_id,
        "InvoiceNumber": invoice.number,
        "Amount": allocation.amount,
        "Date": allocation.day,
    }


def _document(books: Books, document: Document) -> Json:
    contact = books.contacts.get(document.contact_id)
    totals = totals_of(document.lines, document.line_amount_types)
    return {
        "ContactID": document.contact_id,
        "Contact": contact.name if contact else "",
        "Reference": document.reference,
        "Date": document.day,
        "Status": document.status.value,
        "CurrencyCode": document.currency,
        "CurrencyRate": document.currency_rate,
        "LineAmountTypes": document.line_amount_types.value,
        "BrandingThemeID": document.theme_id,
        "LineItems": [_line(line) for line in document.lines],
        "SubTotal": totals.sub_total,
        "TotalTax": totals.total_tax,
        "Total": totals.total,
        "CreatedBy": document.created_by,
    }


def _line(line: Line) -> Json:
    return {
        "LineItemID": line.line_id,
        "Description": line.description,
        "Quantity": line.quantity,
        "UnitAmount": line.unit_amount,
        "LineAmount": line.line_amount,
        "TaxType": line.tax_type,
        "TaxAmount": line.tax_amount,
        "AccountCode": line.account_code,
        "ItemCode": line.item_code,
        "Tracking": list(line.tracking),
    }
