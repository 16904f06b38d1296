"""How Xero echoes an invoice: everything it holds, also what the app never sent."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from sandbox.xero.call import Call
from sandbox.xero.contacts import show_contact
from sandbox.xero.rendering import day_string, ms_day, ms_instant
from sandbox.xero.state import Contact, Invoice, Line, LineAmountTypes, Status
from sandbox.xero.totals import rounded, totals_of
from sandbox.xero.words import NO_ID, Json, validation_errors

_ZERO = Decimal("0.00")


class Detail(Enum):
    SUMMARY = "summary"
    WITHOUT_LINES = "without lines"
    FULL = "full"


def show_invoice(call: Call, invoice: Invoice, detail: Detail) -> Json:
    contact = call.books.contacts.get(invoice.contact_id)
    assert contact is not None, "an invoice always has a contact of its own organisation"
    shown: Json = {
        "Type": "ACCREC",
        "InvoiceID": invoice.invoice_id,
        "InvoiceNumber": invoice.number,
        "Reference": invoice.reference or "",
        **_applied(invoice),
        "SentToContact": invoice.sent_to_contact,
        "CurrencyRate": invoice.currency_rate,
        "IsDiscounted": any(line.discount_rate or line.discount_amount for line in invoice.lines),
        "HasAttachments": False,
        "HasErrors": False,
        "Contact": _contact(contact, detail),
        "DateString": day_string(invoice.day),
        "Date": ms_day(invoice.day),
        **_due(invoice),
        "Status": invoice.status.value,
        "LineAmountTypes": invoice.line_amount_types.value,
        "LineItems": _lines(invoice, call.unit_places) if detail is Detail.FULL else [],
        **_sums(invoice),
        "UpdatedDateUTC": ms_instant(invoice.updated_at),
        "UpdatedDateUTCString": f"{invoice.updated_at:%Y-%m-%dT%H:%M:%SZ}",
        "CurrencyCode": invoice.currency,
    }
    if invoice.url is not None:
        shown["Url"] = invoice.url
    if invoice.theme_id is not None:
        shown["BrandingThemeID"] = invoice.theme_id
    return shown


def refused_invoice(sent: Json, messages: tuple[str, ...]) -> Json:
    """The element as it was sent, with Xero's objections and an empty id."""
    marks = {"HasErrors": True, "StatusAttributeString": "ERROR", "ValidationErrors": validation_errors(messages)}
    return {"InvoiceID": NO_ID, **sent, **marks}


def amount_due(invoice: Invoice) -> Decimal:
    if invoice.status in (Status.VOIDED, Status.DELETED):
        return _ZERO
    total = totals_of(invoice.lines, invoice.line_amount_types).total
    return total - invoice.amount_paid - invoice.amount_credited


def _applied(invoice: Invoice) -> Json:
    return {
        "Payments": [],
        "CreditNotes": [],
        "Prepayments": [],
        "Overpayments": [],
        "AmountDue": amount_due(invoice),
        "AmountPaid": invoice.amount_paid,
        "AmountCredited": invoice.amount_credited,
    }


def _contact(contact: Contact, detail: Detail) -> Json:
    if detail is Detail.FULL:
        return show_contact(contact)
    return {"ContactID": contact.contact_id, "Name": contact.name, "HasValidationErrors": False}


def _due(invoice: Invoice) -> Json:
    if invoice.due_date is None:
        return {}
    return {"DueDateString": day_string(invoice.due_date), "DueDate": ms_day(invoice.due_date)}


def _sums(invoice: Invoice) -> Json:
    totals = totals_of(invoice.lines, invoice.line_amount_types)
    return {"SubTotal": totals.sub_total, "TotalTax": totals.total_tax, "Total": totals.total}


def _lines(invoice: Invoice, places: int) -> list[Json]:
    return [_line(line, places, invoice.line_amount_types) for line in invoice.lines]


def _line(line: Line, places: int, kind: LineAmountTypes) -> Json:
    shown: Json = {
        "LineItemID": line.line_id,
        "Description": line.description,
        "UnitAmount": rounded(line.unit_amount, places),
        "TaxType": line.tax_type or "NONE",
        "TaxAmount": _ZERO if kind is LineAmountTypes.NO_TAX else line.tax_amount,
        "LineAmount": line.line_amount,
        "Quantity": rounded(line.quantity, 4),
        "AccountCode": line.account_code,
        "ItemCode": line.item_code,
        "DiscountRate": line.discount_rate,
        "DiscountAmount": line.discount_amount,
        "Tracking": list(line.tracking),
        "ValidationErrors": [],
    }
    return {name: value for name, value in shown.items() if value is not None}
