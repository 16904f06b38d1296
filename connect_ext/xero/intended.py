"""A stored body read back: what a document was meant to say, to compare it with what Xero holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.compare import IntendedInvoice, IntendedLine
from connect_ext.books.document import DocumentDates, LineAmountTypes
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency
from connect_ext.books.reference import mark_of


def intended_invoices(body: str) -> tuple[IntendedInvoice, ...]:
    """The invoices of a body that `encode.invoices_body` wrote, in its order."""
    return tuple(_intended(sent, "InvoiceNumber") for sent in json.loads(body, parse_float=Decimal)["Invoices"])


def intended_credit_notes(body: str) -> tuple[IntendedInvoice, ...]:
    """The credit notes of a body that `encode.credit_notes_body` wrote: what tells them apart is the same."""
    return tuple(_intended(sent, "CreditNoteNumber") for sent in json.loads(body, parse_float=Decimal)["CreditNotes"])


def intended_dates(body: str) -> tuple[DocumentDates, ...]:
    """The dates of the same invoices, in the same order."""
    return tuple(
        DocumentDates(date=date.fromisoformat(invoice["Date"]), due_date=date.fromisoformat(invoice["DueDate"]))
        for invoice in json.loads(body)["Invoices"]
    )


def _intended(sent: Mapping[str, Any], number: str) -> IntendedInvoice:
    return IntendedInvoice(
        number=sent.get(number),
        contact_id=XeroId(sent["Contact"]["ContactID"]),
        currency=Currency(sent["CurrencyCode"]),
        line_amount_types=LineAmountTypes(sent["LineAmountTypes"]),
        lines={mark_of(line["Description"]) or "": _line(line) for line in sent["LineItems"]},
    )


def _line(line: Mapping[str, Any]) -> IntendedLine:
    return IntendedLine(amount=Decimal(line["LineAmount"]), tax_type=line["TaxType"])
