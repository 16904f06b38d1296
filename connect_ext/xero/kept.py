"""Xero's stored answer about a document as the same value that a read gives, to tell whether a person edited it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from connect_ext.books.documents.held import HeldContact, HeldCreditNote, HeldInvoice
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.work.failure import WorldFailed
from connect_ext.xero.contact_cards import contact_card
from connect_ext.xero.decode import contact
from connect_ext.xero.documents import credit_note, invoice

NUMBERS = frozenset(
    {
        "SubTotal", "TotalTax", "Total", "CurrencyRate", "AmountDue", "AmountCredited",
        "Quantity", "UnitAmount", "LineAmount", "TaxAmount", "DiscountRate", "DiscountAmount", "RemainingCredit",
        "Amount",
    }
)  # fmt: skip
"""What `created.stored` has made texts of."""


def kept_invoice(picture: Mapping[str, Any]) -> HeldInvoice | None:
    """None for what is no whole answer, such as an invoice as it was sent."""
    try:
        return invoice(_revived(picture), "Invoice")
    except (WorldFailed, InvalidOperation):
        return None


def kept_credit_note(picture: Mapping[str, Any]) -> HeldCreditNote | None:
    """The same of a credit note."""
    try:
        return credit_note(_revived(picture), "CreditNote")
    except (WorldFailed, InvalidOperation):
        return None


def kept_contact(picture: Mapping[str, Any]) -> HeldContact | None:
    """The same of a contact."""
    try:
        return contact(_revived(picture), "Contact")
    except (WorldFailed, InvalidOperation):
        return None


def kept_card(picture: Mapping[str, Any]) -> ContactCard | None:
    """The same of what a contact says about itself."""
    try:
        return contact_card(picture, "Contact")
    except WorldFailed:
        return None


def _revived(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in item.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_revived(one) if isinstance(one, Mapping) else one for one in value]
    return Decimal(value) if name in NUMBERS and isinstance(value, str) else value
