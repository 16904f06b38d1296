"""Documents for the tests, right in everything that a test does not name."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.document import Contact, CreditNote, Invoice, LineAmountTypes, LineItem
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Address

LINDEN = XeroId("0f1c2a3b-0000-4000-8000-000000000001")
ID = "11111111-2222-4333-8444-555555555555"


def a_contact(**changes: Any) -> Contact:
    values: dict[str, Any] = {
        "key": DocumentKey("contact:TA-1"),
        "number": "TA-1",
        "name": "Linden Bakery",
        "first_name": "",
        "last_name": "",
        "email": "",
        "phone": "",
        "tax_number": "",
        "address": Address(),
    }
    return Contact(**values | changes)


def a_line(**changes: Any) -> LineItem:
    values: dict[str, Any] = {
        "mark": "PR-1/1",
        "description": "Mailbox PR-1/1",
        "quantity": Decimal(10),
        "unit_amount": Decimal("2.5"),
        "line_amount": Decimal("25.00"),
        "account_code": "200",
        "tax_type": "OUTPUT",
        "explanation": "10 at 2.50",
    }
    return LineItem(**values | changes)


def an_invoice(**changes: Any) -> Invoice:
    values: dict[str, Any] = {
        "key": DocumentKey("invoice:PR-1"),
        "contact": DocumentKey("contact:TA-1"),
        "number": None,
        "reference": "PO-77 PR-1",
        "url": None,
        "date": datetime.date(2026, 11, 21),
        "due_date": datetime.date(2026, 12, 21),
        "currency": Currency("AUD"),
        "branding_theme": None,
        "lines": (a_line(),),
    }
    return Invoice(**values | changes)


def saved_invoice(**changes: Any) -> dict[str, Any]:
    """An invoice as Xero answers it."""
    return {
        "Type": "ACCREC",
        "InvoiceID": ID,
        "InvoiceNumber": "INV-0001",
        "Reference": "PO-77 PR-1",
        "Contact": {"ContactID": LINDEN, "Name": "Linden Bakery"},
        "Status": "DRAFT",
        "CurrencyCode": "AUD",
        "LineItems": [{"Description": "Mailbox PR-1/1", "Quantity": 10.0, "UnitAmount": 2.5, "LineAmount": 25.0}],
        "SubTotal": 25.0,
        "TotalTax": 2.5,
        "Total": 27.5,
        "HasErrors": False,
        "StatusAttributeString": "OK",
    } | changes


def a_credit_note(**changes: Any) -> CreditNote:
    values: dict[str, Any] = {
        "key": DocumentKey("credit_note:PR-2"),
        "contact": DocumentKey("contact:TA-1"),
        "contact_id": None,
        "number": None,
        "reference": "Credit for INV-0001 of 2026-11-21",
        "date": datetime.date(2026, 11, 21),
        "currency": Currency("AUD"),
        "currency_rate": None,
        "branding_theme": None,
        "line_amount_types": LineAmountTypes.EXCLUSIVE,
        "lines": (a_line(mark="PR-2/1", description="Credit: Mailbox PR-2/1"),),
    }
    return CreditNote(**values | changes)


def saved_credit_note(**changes: Any) -> dict[str, Any]:
    """A credit note as Xero answers it."""
    made = saved_invoice(
        Type="ACCRECCREDIT",
        CreditNoteID=ID,
        CreditNoteNumber="CN-0001",
        RemainingCredit=27.5,
        Allocations=[{"Amount": 2.5, "Invoice": {"InvoiceID": "i-1"}}],
    )
    return {name: value for name, value in made.items() if not name.startswith("Invoice")} | changes
