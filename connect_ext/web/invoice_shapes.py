"""An invoice as answers show it, whether it is in Xero or only proposed; amounts as exact texts."""

from __future__ import annotations

import datetime
from decimal import Decimal

from pydantic import Field

from connect_ext.books.money import Currency, plain, written
from connect_ext.books.shown import InvoiceState, ShownInvoice, ShownLine
from connect_ext.web.shapes import Out

NO_CURRENCY = Currency("")


class LineOut(Out):
    description: str = Field(..., example="Harbour Mail, per month from 2026-11-21 PR-1895-0864-1238-001/1")
    quantity: str | None = Field(..., example="10")
    unit_amount: str | None = Field(..., description="Before tax.", example="37.50")
    line_amount: str | None = Field(..., description="Before tax.", example="375.00")
    account_code: str | None = Field(..., example="200")
    tax_type: str | None = Field(..., example="OUTPUT")
    explanation: str = Field(..., description="How the line came about: a sentence; empty where it is not known.")


class InvoiceOut(Out):
    state: InvoiceState = Field(
        ..., description="in_xero: as Xero answered when it was made. unknown: it is there, and nothing more is kept."
    )
    contact: str | None = Field(..., description="Whom it goes to, as Xero names it.", example="Blue Lake Pty Ltd")
    number: str | None = Field(..., description="Null: Xero will give it one.", example="INV-0042")
    reference: str = Field(..., example="PO-77 PR-1895-0864-1238-001")
    status: str | None = Field(..., description="Xero's word; null before it is made.", example="DRAFT")
    date: datetime.date | None = Field(..., example="2026-11-21")
    due_date: datetime.date | None = Field(..., example="2026-12-20")
    currency: str | None = Field(..., example="AUD")
    subtotal: str | None = Field(..., description="Before tax.", example="375.00")
    tax: str | None = Field(..., description="As Xero worked it out; null before that.", example="37.50")
    total: str | None = Field(..., description="With tax, as Xero worked it out; null before that.", example="412.50")
    lines: list[LineOut] = Field(..., description="In Xero's order.")


def invoice_out(found: ShownInvoice) -> InvoiceOut:
    currency = found.currency or NO_CURRENCY
    return InvoiceOut(
        state=found.state,
        contact=found.contact,
        number=found.number,
        reference=found.reference,
        status=found.status,
        date=found.date,
        due_date=found.due_date,
        currency=found.currency,
        subtotal=_money(found.subtotal, currency),
        tax=_money(found.tax, currency),
        total=_money(found.total, currency),
        lines=[_line(line, currency) for line in found.lines],
    )


def _line(line: ShownLine, currency: Currency) -> LineOut:
    return LineOut(
        description=line.description,
        quantity=None if line.quantity is None else plain(line.quantity),
        unit_amount=_money(line.unit_amount, currency),
        line_amount=_money(line.line_amount, currency),
        account_code=line.account_code,
        tax_type=line.tax_type,
        explanation=line.explanation,
    )


def _money(number: Decimal | None, currency: Currency) -> str | None:
    return None if number is None else written(number, currency)
