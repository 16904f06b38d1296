"""A look at the books of Xero, and what a person or Xero itself can do to the consent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sandbox.http import Response, json_response
from sandbox.portal.visit import Refusal, Visit
from sandbox.xero.invoice_page import address_of

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
    }


def _contact(contact: Json) -> Json:
    return {
        "contact_id": contact["ContactID"], "name": contact["Name"], "number": contact.get("ContactNumber"),
        "email": contact.get("EmailAddress"), "status": contact["ContactStatus"],
    }  # fmt: skip


def _invoice(visit: Visit, invoice: Json) -> Json:
    return {
        "invoice_id": invoice["InvoiceID"], "url": visit.house.xero_url + address_of(invoice["InvoiceID"]),
        "number": invoice["InvoiceNumber"], "status": invoice["Status"], "contact": invoice["Contact"],
        "reference": invoice["Reference"], "date": _day(invoice["Date"]), "due_date": _day(invoice["DueDate"]),
        "currency": invoice["CurrencyCode"], "subtotal": _text(invoice["SubTotal"]),
        "total_tax": _text(invoice["TotalTax"]), "total": _text(invoice["Total"]),
        "amount_due": _text(invoice["AmountDue"]), "lines": [_line(line) for line in invoice["LineItems"]],
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
