"""Invoices as Xero holds them and what they are to give back, right in everything that a test does not name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.crediting.credit_lines import TakeBack
from connect_ext.books.crediting.refunds import Billed
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, HeldLine
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.money import Currency
from tests.books.day_builders import days

CONTACT = XeroId("contact-1")
AUD = Currency("AUD")


def a_held_line(number: int = 1, **changes: Any) -> HeldLine:
    """Ten at 3.00 with ten per cent of tax, marked PR-1/1."""
    values: dict[str, Any] = {
        "id": XeroId(f"line-{number}"),
        "description": f"Mailbox, per month from 2026-11-01 PR-1/{number}",
        "quantity": Decimal(10),
        "unit_amount": Decimal("3.0000"),
        "line_amount": Decimal("30.00"),
        "tax_amount": Decimal("3.00"),
        "account_code": "200",
        "tax_type": "OUTPUT",
    }
    return HeldLine(**values | changes)


def a_held_invoice(*lines: HeldLine, **changes: Any) -> HeldInvoice:
    lines = lines or (a_held_line(),)
    subtotal = sum((line.line_amount for line in lines), Decimal(0))
    tax = sum((line.tax_amount or Decimal(0) for line in lines), Decimal(0))
    values: dict[str, Any] = {
        "id": XeroId("invoice-1"),
        "number": "INV-0001",
        "status": "AUTHORISED",
        "contact_id": CONTACT,
        "currency": AUD,
        "reference": "PO-1 PR-1",
        "url": None,
        "subtotal": subtotal,
        "total": subtotal + tax,
        "total_tax": tax,
        "lines": lines,
        "date": date(2026, 11, 1),
        "due_date": date(2026, 12, 1),
        "amount_due": subtotal + tax,
    }
    return HeldInvoice(**values | changes)


def a_credit_note(**changes: Any) -> HeldCreditNote:
    values: dict[str, Any] = {
        "id": XeroId("note-1"),
        "number": "CN-0001",
        "status": "AUTHORISED",
        "contact_id": CONTACT,
        "currency": AUD,
        "reference": "",
        "subtotal": Decimal(10),
        "total": Decimal(11),
        "lines": (),
        "remaining_credit": Decimal(11),
        "allocations": (),
    }
    return HeldCreditNote(**values | changes)


def a_take(creditable: str = "6", number: int = 1, **changes: Any) -> TakeBack:
    values: dict[str, Any] = {
        "mark": f"PR-1/{number}",
        "creditable": Decimal(creditable),
        "days": days("16 Nov", "1 Dec"),
        "reason": "2 of 10 seats cancelled",
    }
    return TakeBack(**values | changes)


def a_billed(held: HeldInvoice | None = None, *takes: TakeBack, **changes: Any) -> Billed:
    """What Xero holds is what it last answered."""
    held = held or a_held_invoice()
    values: dict[str, Any] = {
        "document": DocumentKey(f"invoice:{held.number}"),
        "held": held,
        "picture": held,
        "takes": takes or (a_take(),),
    }
    return Billed(**values | changes)
