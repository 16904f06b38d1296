"""A look at the books of Xero, and what a person or Xero itself can do to the consent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.http import Response, json_response
from sandbox.portal.visit import Refusal, Visit
from sandbox.xero.document_page import credit_note_address, invoice_address

Json = dict[str, Any]


def read_books(visit: Visit) -> Response:
    """Of every organisation; amounts and quantities are texts, so that no digit is lost on the way."""
    return json_response(200, [_organisation(visit, tenant) for tenant in visit.xero.tenants])


def expire(visit: Visit) -> Response:
    visit.xero.expire_access_tokens()
    return Response(status=204)


def revoke(visit: Visit) -> Response:
    visit.xero.revoke_refresh_tokens()
    return Response(status=204)


def disconnect(visit: Visit) -> Response:
    tenant = visit.text("tenant_id")
    if tenant not in visit.xero.tenants:
        raise Refusal(404, "There is no such organisation.")
    visit.xero.disconnect(tenant)
    return Response(status=204)


def _organisation(visit: Visit, tenant: str) -> Json:
    books = visit.xero.books(tenant)
    return {
        "tenant_id": tenant,
        "name": books.name,
        "contacts": [_contact(contact) for contact in books.contacts],
        "invoices": [_invoice(visit, invoice) for invoice in books.invoices],
        "credit_notes": [_credit_note(visit, note) for note in books.credit_notes],
    }


def _contact(contact: Json) -> Json:
    return {
        "contact_id": contact["ContactID"], "name": contact["Name"], "number": contact.get("ContactNumber"),
        "email": contact.get("EmailAddress"), "status": contact["ContactStatus"],
    }  # fmt: skip


def _invoice(visit: Visit, invoice: Json) -> Json:
    return {
        "invoice_id": invoice["InvoiceID"], "url": visit.house.xero_url + invoice_address(invoice["InvoiceID"]),
        "number": invoice["InvoiceNumber"], **_document(invoice), "due_date": _day(invoice["DueDate"]),
        "amount_due": _text(invoice["AmountDue"]),
    }  # fmt: skip


def _credit_note(visit: Visit, note: Json) -> Json:
    return {
        "credit_note_id": note["CreditNoteID"],
        "url": visit.house.xero_url + credit_note_address(note["CreditNoteID"]), "number": note["CreditNoteNumber"],
        **_document(note), "remaining_credit": _text(note["RemainingCredit"]),
        "allocations": [_allocation(one) for one in note["Allocations"]],
    }  # fmt: skip


def _allocation(allocation: Json) -> Json:
    return {
        "invoice": allocation["InvoiceNumber"], "amount": _text(allocation["Amount"]), "date": _day(allocation["Date"])
    }  # fmt: skip


def _document(document: Json) -> Json:
    return {
        "status": document["Status"], "contact": document["Contact"], "reference": document["Reference"],
        "date": _day(document["Date"]), "currency": document["CurrencyCode"],
        "subtotal": _text(document["SubTotal"]), "total_tax": _text(document["TotalTax"]),
        "total": _text(document["Total"]), "lines": [_line(line) for line in document["LineItems"]],
    }  # fmt: skip


def _line(line: Json) -> Json:
    return {
        "description": line["Description"], "quantity": _text(line["Quantity"].normalize()),
        "unit_amount": _text(line["UnitAmount"]), "line_amount": _text(line["LineAmount"]),
        "account_code": line["AccountCode"], "tax_type": line["TaxType"],
    }  # fmt: skip


def _text(number: Decimal) -> str:
    return format(number, "f")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
