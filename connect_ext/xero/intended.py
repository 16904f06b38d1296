"""A stored body read back: what an invoice was meant to say, to compare it with what Xero holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.compare import IntendedInvoice, IntendedLine
from connect_ext.books.document import DocumentDates
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency
from connect_ext.books.reference import mark_of


def intended_invoices(body: str) -> tuple[IntendedInvoice, ...]:
    """The invoices of a body that `encode.invoices_body` wrote, in its order."""
    return tuple(_intended(invoice) for invoice in json.loads(body, parse_float=Decimal)["Invoices"])


def intended_dates(body: str) -> tuple[DocumentDates, ...]:
    """The dates of the same invoices, in the same order."""
    return tuple(
        DocumentDates(date=date.fromisoformat(invoice["Date"]), due_date=date.fromisoformat(invoice["DueDate"]))
        for invoice in json.loads(body)["Invoices"]
    )


def _intended(invoice: Mapping[str, Any]) -> IntendedInvoice:
    return IntendedInvoice(
        number=invoice.get("InvoiceNumber"),
        contact_id=XeroId(invoice["Contact"]["ContactID"]),
        currency=Currency(invoice["CurrencyCode"]),
        lines={mark_of(line["Description"]) or "": _line(line) for line in invoice["LineItems"]},
    )


def _line(line: Mapping[str, Any]) -> IntendedLine:
    return IntendedLine(amount=Decimal(line["LineAmount"]), tax_type=line["TaxType"])
