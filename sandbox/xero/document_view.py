"""How Xero echoes any document: everything it holds, also what the app never sent."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from sandbox.xero.call import Call
from sandbox.xero.contacts import show_contact
from sandbox.xero.rendering import day_string, ms_day, ms_instant
from sandbox.xero.state import Allocation, Contact, Document, Line, LineAmountTypes
from sandbox.xero.totals import rounded, totals_of
from sandbox.xero.words import Json

_ZERO = Decimal("0.00")


class Detail(Enum):
    SUMMARY = "summary"
    WITHOUT_LINES = "without lines"
    FULL = "full"


def show_document(call: Call, document: Document, detail: Detail) -> Json:
    """What invoices and credit notes say alike."""
    contact = call.books.contacts.get(document.contact_id)
    assert contact is not None, "a document always has a contact of its own organisation"
    shown: Json = {
        "Reference": document.reference or "",
        "SentToContact": document.sent_to_contact,
        "CurrencyRate": document.currency_rate,
        "HasAttachments": False,
        "HasErrors": False,
        "Contact": _contact(contact, detail),
        "DateString": day_string(document.day),
        "Date": ms_day(document.day),
        "Status": document.status.value,
        "LineAmountTypes": document.line_amount_types.value,
        "LineItems": _lines(document, call.unit_places) if detail is Detail.FULL else [],
        **_sums(document),
        "UpdatedDateUTC": ms_instant(document.updated_at),
        "UpdatedDateUTCString": f"{document.updated_at:%Y-%m-%dT%H:%M:%SZ}",
        "CurrencyCode": document.currency,
    }
    if document.theme_id is not None:
        shown["BrandingThemeID"] = document.theme_id
    return shown


def show_applied(allocation: Allocation) -> Json:
    """The part of an allocation that both of its documents show."""
    return {"Date": ms_day(allocation.day), "DateString": day_string(allocation.day)}


def _contact(contact: Contact, detail: Detail) -> Json:
    if detail is Detail.FULL:
        return show_contact(contact)
    return {"ContactID": contact.contact_id, "Name": contact.name, "HasValidationErrors": False}


def _sums(document: Document) -> Json:
    totals = totals_of(document.lines, document.line_amount_types)
    return {"SubTotal": totals.sub_total, "TotalTax": totals.total_tax, "Total": totals.total}


def _lines(document: Document, places: int) -> list[Json]:
    return [_line(line, places, document.line_amount_types) for line in document.lines]


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
