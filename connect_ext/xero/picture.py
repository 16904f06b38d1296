"""A document as it was answered or sent, kept as JSON, for a person's eyes; nothing here raises or decides."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import DocumentKey
from connect_ext.books.money import Currency
from connect_ext.books.planning.shown import InvoiceState, ShownInvoice, ShownLine
from connect_ext.work.failure import WorldFailed
from connect_ext.work.intent import IntentDraft
from connect_ext.xero.shape import day_or_none, text_or_none

Json = Mapping[str, Any]


def shown_invoice(picture: Json, explanations: Mapping[str, str]) -> ShownInvoice:
    """`picture` is what `created.stored` keeps of Xero's answer, or the invoice as it was sent: that has no status, no
    name of its contact and no tax. `explanations` are by line mark."""
    currency = text_or_none(picture, "CurrencyCode")
    contact = picture.get("Contact")
    lines = tuple(_line(line, explanations) for line in _objects(picture.get("LineItems")))
    answered = "InvoiceID" in picture or "CreditNoteID" in picture
    return ShownInvoice(
        state=InvoiceState.IN_XERO,
        contact=text_or_none(contact, "Name") if isinstance(contact, Mapping) else None,
        number=text_or_none(picture, "InvoiceNumber") or text_or_none(picture, "CreditNoteNumber"),
        reference=text_or_none(picture, "Reference") or "",
        # What is sent asks for a status; what became of it only an answer tells.
        status=text_or_none(picture, "Status") if answered else None,
        date=_day(picture, "Date"),
        due_date=_day(picture, "DueDate"),
        currency=Currency(currency) if currency else None,
        subtotal=_number(picture, "SubTotal") if answered else _sum(lines),
        tax=_number(picture, "TotalTax"),
        total=_number(picture, "Total"),
        lines=lines,
    )


def sent_invoice(draft: IntentDraft, key: DocumentKey) -> Json:
    """The invoice or credit note of a written intent, as it was sent; empty when the intent is not about it."""
    body = json.loads(draft.body, parse_float=Decimal)
    documents = body.get("Invoices") or body.get("CreditNotes") or []
    keys = [part.key for part in draft.parts]
    found: Json = next((sent for mine, sent in zip(keys, documents, strict=False) if mine == key), {})
    return found


def _line(line: Json, explanations: Mapping[str, str]) -> ShownLine:
    description = text_or_none(line, "Description") or ""
    return ShownLine(
        description=description,
        quantity=_number(line, "Quantity"),
        unit_amount=_number(line, "UnitAmount"),
        line_amount=_number(line, "LineAmount"),
        account_code=text_or_none(line, "AccountCode"),
        tax_type=text_or_none(line, "TaxType"),
        explanation=explanations.get(mark_of(description) or "", ""),
    )


def _objects(value: Any) -> list[Json]:
    return [found for found in value if isinstance(found, Mapping)] if isinstance(value, list) else []


def _number(item: Json, name: str) -> Decimal | None:
    found = item.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int | Decimal):
        return None
    try:
        number = Decimal(found)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _sum(lines: Sequence[ShownLine]) -> Decimal:
    return sum((line.line_amount or Decimal(0) for line in lines), Decimal(0))


def _day(item: Json, name: str) -> date | None:
    try:
        return day_or_none(item, name, "Invoice")
    except WorldFailed:
        return None
