"""Xero's JSON as invoices and credit notes that it holds; rows of a list asked for by page: others have no lines."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.held import HeldAllocation, HeldCreditNote, HeldInvoice, HeldLine
from connect_ext.books.ids import XeroId
from connect_ext.books.money import Currency
from connect_ext.xero.shape import amount, amount_or_none, day_or_none, objects, text, text_or_none, wrong

Json = Mapping[str, Any]


def invoice(item: Json, path: str) -> HeldInvoice:
    """Raises `WorldFailed` naming the path of what is missing."""
    return HeldInvoice(
        id=XeroId(text(item, "InvoiceID", path)),
        number=text_or_none(item, "InvoiceNumber"),
        **_document(item, path),
        url=text_or_none(item, "Url"),
        due_date=day_or_none(item, "DueDate", path),
        amount_due=amount_or_none(item, "AmountDue", path),
        amount_credited=amount_or_none(item, "AmountCredited", path),
        sent_to_contact=item.get("SentToContact") is True,
    )


def credit_note(item: Json, path: str) -> HeldCreditNote:
    """The same errors as for an invoice."""
    allocations = objects(item, "Allocations", f"{path}.Allocations") if item.get("Allocations") else []
    return HeldCreditNote(
        id=XeroId(text(item, "CreditNoteID", path)),
        number=text_or_none(item, "CreditNoteNumber"),
        **_document(item, path),
        remaining_credit=amount(item, "RemainingCredit", path),
        allocations=tuple(_allocation(one, f"{path}.Allocations[{at}]") for at, one in enumerate(allocations)),
        sent_to_contact=item.get("SentToContact") is True,
    )


def _document(item: Json, path: str) -> dict[str, Any]:
    lines = objects(item, "LineItems", f"{path}.LineItems")
    theme = text_or_none(item, "BrandingThemeID")
    return {
        "status": text(item, "Status", path),
        "contact_id": XeroId(text(_inner(item, "Contact", path), "ContactID", f"{path}.Contact")),
        "currency": Currency(text(item, "CurrencyCode", path)),
        "reference": text_or_none(item, "Reference") or "",
        "subtotal": amount(item, "SubTotal", path),
        "total": amount(item, "Total", path),
        "total_tax": amount_or_none(item, "TotalTax", path),
        "lines": tuple(_line(line, f"{path}.LineItems[{position}]") for position, line in enumerate(lines)),
        "date": day_or_none(item, "Date", path),
        "line_amount_types": text_or_none(item, "LineAmountTypes") or "Exclusive",
        "currency_rate": amount_or_none(item, "CurrencyRate", path),
        "branding_theme": XeroId(theme) if theme else None,
    }


def _line(item: Json, path: str) -> HeldLine:
    line_id = text_or_none(item, "LineItemID")
    return HeldLine(
        description=text_or_none(item, "Description") or "",
        # A line that is only a text has no amount.
        line_amount=amount_or_none(item, "LineAmount", path) or Decimal(0),
        id=XeroId(line_id) if line_id else None,
        quantity=amount_or_none(item, "Quantity", path),
        unit_amount=amount_or_none(item, "UnitAmount", path),
        account_code=text_or_none(item, "AccountCode"),
        tax_type=text_or_none(item, "TaxType"),
        tax_amount=amount_or_none(item, "TaxAmount", path),
        item_code=text_or_none(item, "ItemCode"),
        discount_rate=amount_or_none(item, "DiscountRate", path),
        discount_amount=amount_or_none(item, "DiscountAmount", path),
        tracking=_tracking(item, path),
    )


def _tracking(item: Json, path: str) -> tuple[Tracking, ...]:
    named = objects(item, "Tracking", f"{path}.Tracking") if item.get("Tracking") else []
    return tuple(
        Tracking(category=text(one, "Name", where), option=text(one, "Option", where))
        for position, one in enumerate(named)
        for where in (f"{path}.Tracking[{position}]",)
    )


def _allocation(item: Json, path: str) -> HeldAllocation:
    allocation_id = text_or_none(item, "AllocationID")
    return HeldAllocation(
        id=XeroId(allocation_id) if allocation_id else None,
        invoice_id=XeroId(text(_inner(item, "Invoice", path), "InvoiceID", f"{path}.Invoice")),
        amount=amount(item, "Amount", path),
    )


def _inner(item: Json, name: str, path: str) -> Json:
    found = item.get(name)
    if not isinstance(found, Mapping):
        wrong(f"{path}.{name}", "is missing")
    return found
