"""An organisation's books as plain values, for assertions and for showing them."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.xero.contacts import show_contact
from sandbox.xero.invoice_view import amount_due
from sandbox.xero.state import Books, Invoice, Line
from sandbox.xero.totals import totals_of
from sandbox.xero.words import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksView:
    """Dictionaries in Xero's property names with `Decimal` amounts and `date` days, in order of creation."""

    name: str
    contacts: tuple[Json, ...]
    items: tuple[Json, ...]
    invoices: tuple[Json, ...]

    def invoice(self, number: str) -> Json:
        return next(one for one in self.invoices if one["InvoiceNumber"] == number)


def view_of(books: Books) -> BooksView:
    return BooksView(
        name=books.organisation.name,
        contacts=tuple(show_contact(contact) for contact in books.contacts),
        items=tuple({"ItemID": item.item_id, "Code": item.code, **item.details} for item in books.items),
        invoices=tuple(_invoice(books, invoice) for invoice in books.invoices),
    )


def _invoice(books: Books, invoice: Invoice) -> Json:
    contact = books.contacts.get(invoice.contact_id)
    totals = totals_of(invoice.lines, invoice.line_amount_types)
    return {
        "InvoiceID": invoice.invoice_id,
        "InvoiceNumber": invoice.number,
        "ContactID": invoice.contact_id,
        "Contact": contact.name if contact else "",
        "Reference": invoice.reference,
        "Url": invoice.url,
        "Date": invoice.day,
        "DueDate": invoice.due_date,
        "Status": invoice.status.value,
        "CurrencyCode": invoice.currency,
        "CurrencyRate": invoice.currency_rate,
        "LineAmountTypes": invoice.line_amount_types.value,
        "BrandingThemeID": invoice.theme_id,
        "LineItems": [_line(line) for line in invoice.lines],
        "SubTotal": totals.sub_total,
        "TotalTax": totals.total_tax,
        "Total": totals.total,
        "AmountDue": amount_due(invoice),
        "AmountPaid": invoice.amount_paid,
        "CreatedBy": invoice.created_by,
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
