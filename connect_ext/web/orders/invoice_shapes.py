"""Documents as answers show them, whether they are in Xero or only proposed; amounts as exact texts."""

from __future__ import annotations

import datetime
from decimal import Decimal

from pydantic import Field

from connect_ext.books.documents.allocations import ExpectedSetOff
from connect_ext.books.documents.deeds import Deed
from connect_ext.books.money import Currency, plain, written
from connect_ext.books.planning.shown import InvoiceState, ShownInvoice, ShownLine
from connect_ext.books.planning.shown_change import ShownChange
from connect_ext.web.door.shapes import Out

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
    """An invoice; or a credit note, which has no due date and whose amounts are given back."""

    state: InvoiceState = Field(
        ..., description="in_xero: as Xero answered when it was made. unknown: it is there, and nothing more is kept."
    )
    contact: str | None = Field(..., description="Whom it goes to, as Xero names it.", example="Blue Lake Pty Ltd")
    number: str | None = Field(..., description="Null: Xero will give it one.", example="INV-0042")
    reference: str = Field(..., example="PO-77 PR-1895-0864-1238-001")
    status: str | None = Field(..., description="Xero's word; null before it is made.", example="DRAFT")
    made_as: str | None = Field(
        ..., description="The status that it would be made with; null once it is in Xero.", example="DRAFT"
    )
    date: datetime.date | None = Field(..., example="2026-11-21")
    due_date: datetime.date | None = Field(..., example="2026-12-20")
    currency: str | None = Field(..., example="AUD")
    subtotal: str | None = Field(..., description="Before tax.", example="375.00")
    tax: str | None = Field(..., description="As Xero worked it out; null before that.", example="37.50")
    total: str | None = Field(..., description="With tax, as Xero worked it out; null before that.", example="412.50")
    lines: list[LineOut] = Field(..., description="In Xero's order.")


class ChangedLineOut(Out):
    description: str = Field(..., example="Harbour Mail, per month from 2026-11-21 PR-1895-0864-1238-001/1")
    before: LineOut | None = Field(..., description="Null: the line is added.")
    after: LineOut | None = Field(..., description="Null: the line is removed.")
    explanation: str = Field(..., description="Why: a sentence; empty where it is not known.")


class ChangeOut(Out):
    """What an order does to a draft that an earlier order has made."""

    number: str | None = Field(..., description="Of the invoice.", example="INV-0042")
    currency: str = Field(..., example="AUD")
    does: Deed = Field(..., description="reduced, extended, or deleted, where nothing would be left on it.")
    difference: str = Field(..., description="By how much its lines come to more than before.", example="-25.00")
    lines: list[ChangedLineOut] = Field(..., description="Only those that become others.")


class SetOffOut(Out):
    """So much of a credit note will be set off against an invoice."""

    invoice: str = Field(..., description="As people call it.", example="INV-0042")
    amount: str = Field(..., description="With tax, as much as is due on it now.", example="27.50")
    currency: str = Field(..., example="AUD")


def set_off_out(found: ExpectedSetOff) -> SetOffOut:
    currency, part = found.currency, found.part
    return SetOffOut(invoice=part.name, amount=written(part.amount, currency), currency=currency)


def change_out(found: ShownChange) -> ChangeOut:
    currency = found.currency
    return ChangeOut(
        number=found.number,
        currency=currency,
        does=found.does,
        difference=written(found.difference, currency),
        lines=[
            ChangedLineOut(
                description=line.description,
                before=_line(line.before, currency) if line.before else None,
                after=_line(line.after, currency) if line.after else None,
                explanation=line.explanation,
            )
            for line in found.lines
        ],
    )


def invoice_out(found: ShownInvoice) -> InvoiceOut:
    currency = found.currency or NO_CURRENCY
    return InvoiceOut(
        state=found.state,
        contact=found.contact,
        number=found.number,
        reference=found.reference,
        status=found.status,
        made_as=found.made_as,
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
