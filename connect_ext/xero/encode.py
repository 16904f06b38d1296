"""Documents as the exact text that will leave: what xero-python makes of the same dictionary, byte for byte.

The SDK's request models are not used, since they add properties that nobody meant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.allocations import AllocateTo
from connect_ext.books.documents.document import Contact, CreditNote, Invoice, LineItem, Tracking
from connect_ext.books.documents.held import HeldLine
from connect_ext.books.documents.policies import SentAs
from connect_ext.books.documents.update import InvoiceUpdate, KeptLine, NewStatus
from connect_ext.books.ids import XeroId
from connect_ext.books.money import UNIT_PLACES, has_places
from connect_ext.xero.contact_details import contact_element

TOO_LARGE = Decimal(10) ** 11
"""Below it, four decimals make at most fifteen digits, which a double keeps (IEEE 754 binary64)."""

RATE_PLACES = 6
"""Of a currency rate (https://developer.xero.com/documentation/api/accounting/creditnotes)."""


class NotExact(ValueError):
    """A number that the SDK, which sends doubles, would change. It is refused before anything is written down."""


def contacts_body(contacts: Sequence[Contact]) -> str:
    """The body of `PUT /Contacts`, in this order."""
    return json.dumps({"Contacts": [contact_element(contact) for contact in contacts]})


def invoices_body(invoices: Sequence[tuple[Invoice, XeroId]]) -> str:
    """The body of `PUT /Invoices`, in this order; the id is that of the invoice's contact. Raises `NotExact`."""
    return json.dumps({"Invoices": [_invoice(invoice, contact) for invoice, contact in invoices]})


def credit_notes_body(notes: Sequence[tuple[CreditNote, XeroId]]) -> str:
    """The body of `PUT /CreditNotes`, in this order; the id is that of the note's contact. Raises `NotExact`."""
    return json.dumps({"CreditNotes": [_credit_note(note, contact) for note, contact in notes]})


def updates_body(updates: Sequence[InvoiceUpdate]) -> str:
    """The body of `POST /Invoices`, in this order. Each names its invoice by id, so that none is created. Raises
    `NotExact`."""
    return json.dumps({"Invoices": [_update(update) for update in updates]})


def note_ends_body(ends: Sequence[tuple[XeroId, NewStatus]]) -> str:
    """The body of `POST /CreditNotes` that deletes or voids them, in this order, and changes nothing else."""
    return json.dumps({"CreditNotes": [{"CreditNoteID": note, "Status": status.value} for note, status in ends]})


def allocations_body(parts: Sequence[tuple[AllocateTo, date]]) -> str:
    """The body of `PUT /CreditNotes/{id}/Allocations`, each with its date. Raises `NotExact`."""
    return json.dumps({"Allocations": [_allocation(part, day) for part, day in parts]})


def parsed(body: str) -> Any:
    """A stored body as the dictionary to give the SDK, which makes the same text of it again."""
    return json.loads(body)


def _invoice(invoice: Invoice, contact: XeroId) -> Mapping[str, Any]:
    optional = {
        "InvoiceNumber": invoice.number,
        "Reference": invoice.reference,
        "Url": invoice.url,
        "BrandingThemeID": invoice.branding_theme,
    }
    return {
        **_made("ACCREC", invoice.sent_as, contact),
        "Date": invoice.date.isoformat(),
        "DueDate": invoice.due_date.isoformat(),
        "LineAmountTypes": invoice.line_amount_types.value,
        "CurrencyCode": invoice.currency,
        **{name: value for name, value in optional.items() if value},
        "LineItems": [_line(line) for line in invoice.lines],
    }


def _credit_note(note: CreditNote, contact: XeroId) -> Mapping[str, Any]:
    optional = {
        "CurrencyRate": None if note.currency_rate is None else _rate(note.currency_rate),
        "CreditNoteNumber": note.number,
        "Reference": note.reference,
        "BrandingThemeID": note.branding_theme,
    }
    return {
        **_made("ACCRECCREDIT", note.sent_as, contact),
        "Date": note.date.isoformat(),
        "LineAmountTypes": note.line_amount_types.value,
        "CurrencyCode": note.currency,
        **{name: value for name, value in optional.items() if value},
        "LineItems": [_line(line) for line in note.lines],
    }


def _made(kind: str, sent_as: SentAs, contact: XeroId) -> Mapping[str, Any]:
    # The id alone: any other property would change the contact
    # (https://developer.xero.com/documentation/api/accounting/invoices).
    return {"Type": kind, "Status": sent_as.value, "Contact": {"ContactID": contact}}


def _update(update: InvoiceUpdate) -> Mapping[str, Any]:
    changed: dict[str, Any] = {"InvoiceID": update.invoice_id}
    if update.status is not None:
        changed["Status"] = update.status.value
    if update.lines is not None:
        changed["LineItems"] = [_line(one) if isinstance(one, LineItem) else _kept(one) for one in update.lines]
    days = {"Date": update.date, "DueDate": update.due_date}
    changed |= {name: day.isoformat() for name, day in days.items() if day is not None}
    return changed if update.reference is None else {**changed, "Reference": update.reference}


def _kept(kept: KeptLine) -> Mapping[str, Any]:
    """All that Xero holds of the line but its tax, which follows. A changed one has no discount any more: its unit is
    what was left after it."""
    held, figures = kept.line, kept.figures
    values = {
        "LineItemID": held.id,
        "Description": held.description,
        "Quantity": held.quantity if figures is None else figures.quantity,
        "UnitAmount": held.unit_amount if figures is None else figures.unit_amount,
        "LineAmount": held.line_amount if figures is None else figures.amount,
        "AccountCode": held.account_code,
        "TaxType": held.tax_type,
        "ItemCode": held.item_code,
        **{name: value if figures is None else Decimal(0) for name, value in _discounts(held).items()},
    }
    if held.quantity is None and held.unit_amount is None:
        # A line that is only a text: with an amount, even of nothing, it would need an account.
        values["LineAmount"] = None
    sent = {name: exact(value) if isinstance(value, Decimal) else value for name, value in values.items()}
    return {**{name: value for name, value in sent.items() if value is not None}, **_tracking(held.tracking)}


def _discounts(held: HeldLine) -> Mapping[str, Decimal]:
    found = {"DiscountRate": held.discount_rate, "DiscountAmount": held.discount_amount}
    return {name: value for name, value in found.items() if value}


def _allocation(part: AllocateTo, day: date) -> Mapping[str, Any]:
    return {"Amount": exact(part.amount), "Date": day.isoformat(), "Invoice": {"InvoiceID": part.invoice_id}}


def _line(line: LineItem) -> Mapping[str, Any]:
    return {
        "Description": line.description,
        "Quantity": exact(line.quantity),
        "UnitAmount": exact(line.unit_amount),
        "LineAmount": exact(line.line_amount),
        "AccountCode": line.account_code,
        "TaxType": line.tax_type,
        **({"ItemCode": line.item_code} if line.item_code else {}),
        **_tracking(line.tracking),
    }


def _tracking(options: Sequence[Tracking]) -> Mapping[str, Any]:
    return {"Tracking": [{"Name": one.category, "Option": one.option} for one in options]} if options else {}


def _rate(rate: Decimal) -> float:
    """Six decimals and nine digits before them are what Xero keeps, and what a double keeps."""
    if not has_places(rate, RATE_PLACES) or not 0 < rate < 10**9:
        raise NotExact(f"the rate {rate} does not leave exactly")
    return float(rate)


def exact(number: Decimal) -> float:
    """The double whose shortest text is this number. Raises `NotExact`."""
    if not number.is_finite() or not has_places(number, UNIT_PLACES) or abs(number) >= TOO_LARGE:
        raise NotExact(f"{number} does not leave exactly")
    # The SDK sends doubles whatever it is given; within these bounds the double's shortest text is the number itself.
    return float(number)
