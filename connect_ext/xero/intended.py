"""A stored body read back: what a document was meant to say, to compare it with what Xero holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.changed import IntendedChange, IntendedChangedLine
from connect_ext.books.documents.compare import IntendedDocument, IntendedLine
from connect_ext.books.documents.document import DocumentDates, LineAmountTypes
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency


def intended_invoices(body: str) -> tuple[IntendedDocument, ...]:
    """The invoices of a body that `encode.invoices_body` wrote, in its order."""
    return tuple(_intended(sent, "InvoiceNumber") for sent in json.loads(body, parse_float=Decimal)["Invoices"])


def intended_credit_notes(body: str) -> tuple[IntendedDocument, ...]:
    """The credit notes of a body that `encode.credit_notes_body` wrote: what tells them apart is the same."""
    return tuple(_intended(sent, "CreditNoteNumber") for sent in json.loads(body, parse_float=Decimal)["CreditNotes"])


def intended_changes(body: str) -> tuple[IntendedChange, ...]:
    """The changes of a body that `encode.updates_body` wrote, in its order."""
    return tuple(
        IntendedChange(
            invoice_id=XeroId(sent["InvoiceID"]),
            status=sent.get("Status"),
            lines=tuple(map(_changed_line, sent["LineItems"])) if "LineItems" in sent else None,
            reference=sent.get("Reference"),
            date=_day(sent, "Date"),
            due_date=_day(sent, "DueDate"),
        )
        for sent in json.loads(body, parse_float=Decimal)["Invoices"]
    )


def intended_dates(body: str) -> tuple[DocumentDates, ...]:
    """The dates of the invoices of a body that `encode.invoices_body` wrote, in its order."""
    return tuple(
        DocumentDates(date=date.fromisoformat(invoice["Date"]), due_date=date.fromisoformat(invoice["DueDate"]))
        for invoice in json.loads(body)["Invoices"]
    )


def intended_note_dates(body: str) -> tuple[date, ...]:
    """The dates of the credit notes of a body that `encode.credit_notes_body` wrote, in its order."""
    return tuple(date.fromisoformat(note["Date"]) for note in json.loads(body)["CreditNotes"])


def _intended(sent: Mapping[str, Any], number: str) -> IntendedDocument:
    return IntendedDocument(
        number=sent.get(number),
        contact_id=XeroId(sent["Contact"]["ContactID"]),
        currency=Currency(sent["CurrencyCode"]),
        lines={mark_of(line["Description"]) or "": _line(line) for line in sent["LineItems"]},
        line_amount_types=LineAmountTypes(sent["LineAmountTypes"]),
    )


def _line(line: Mapping[str, Any]) -> IntendedLine:
    return IntendedLine(amount=Decimal(line["LineAmount"]), tax_type=line["TaxType"])


def _changed_line(sent: Mapping[str, Any]) -> IntendedChangedLine:
    line_id = sent.get("LineItemID")
    return IntendedChangedLine(
        id=XeroId(line_id) if line_id else None,
        description=sent.get("Description", ""),
        quantity=_number(sent, "Quantity"),
        unit_amount=_number(sent, "UnitAmount"),
        line_amount=_number(sent, "LineAmount"),
        account_code=sent.get("AccountCode"),
        tax_type=sent.get("TaxType"),
        item_code=sent.get("ItemCode"),
    )


def _day(sent: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(sent[name]) if name in sent else None


def _number(sent: Mapping[str, Any], name: str) -> Decimal | None:
    return None if sent.get(name) is None else Decimal(sent[name])


def intended_note_ends(body: str) -> tuple[tuple[XeroId, str], ...]:
    """The credit notes of a body that `encode.note_ends_body` wrote, in its order, and what becomes of each."""
    return tuple((XeroId(sent["CreditNoteID"]), str(sent["Status"])) for sent in json.loads(body)["CreditNotes"])
