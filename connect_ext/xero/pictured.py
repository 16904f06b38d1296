"""A document that was read, as the picture that an answer about it would have left: `kept` reads both alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect_ext.books.documents.held import HeldCreditNote, HeldDocument, HeldInvoice, HeldLine
from connect_ext.xero.created import stored


def picture_of(held: HeldInvoice | HeldCreditNote) -> dict[str, Any]:
    """Xero's property names, for all that the product reads of a document; what there is none of is left out."""
    own: dict[str, Any]
    if isinstance(held, HeldInvoice):
        due = held.due_date.isoformat() if held.due_date else None
        own = {"InvoiceID": held.id, "InvoiceNumber": held.number, "Url": held.url, "DueDate": due}
        own |= {"AmountDue": held.amount_due}
    else:
        own = {"CreditNoteID": held.id, "CreditNoteNumber": held.number, "RemainingCredit": held.remaining_credit}
        own |= {"Allocations": [_allocation(one.id, one.invoice_id, one.amount) for one in held.allocations]}
    found: dict[str, Any] = stored(_present({**own, **_document(held)}))
    return found


def _document(held: HeldDocument) -> dict[str, Any]:
    return {
        "Status": held.status,
        "Contact": {"ContactID": held.contact_id},
        "CurrencyCode": held.currency,
        "Reference": held.reference,
        "SubTotal": held.subtotal,
        "Total": held.total,
        "TotalTax": held.total_tax,
        "LineItems": [_line(line) for line in held.lines],
        "Date": held.date.isoformat() if held.date else None,
        "LineAmountTypes": held.line_amount_types,
        "CurrencyRate": held.currency_rate,
        "BrandingThemeID": held.branding_theme,
    }


def _line(line: HeldLine) -> dict[str, Any]:
    tracking = [{"Name": one.category, "Option": one.option} for one in line.tracking]
    return _present(
        {
            "Description": line.description,
            "LineAmount": line.line_amount,
            "LineItemID": line.id,
            "Quantity": line.quantity,
            "UnitAmount": line.unit_amount,
            "AccountCode": line.account_code,
            "TaxType": line.tax_type,
            "TaxAmount": line.tax_amount,
            "ItemCode": line.item_code,
            "DiscountRate": line.discount_rate,
            "DiscountAmount": line.discount_amount,
            "Tracking": tracking or None,
        }
    )


def _allocation(allocation_id: str | None, invoice_id: str, amount: Any) -> dict[str, Any]:
    return _present({"AllocationID": allocation_id, "Invoice": {"InvoiceID": invoice_id}, "Amount": amount})


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
