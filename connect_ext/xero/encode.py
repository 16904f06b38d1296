"""Documents as the exact text that will leave: what xero-python makes of the same dictionary, byte for byte.

The SDK's request models are not used, since they add properties that nobody meant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from connect_ext.books.document import Contact, Invoice, LineItem
from connect_ext.books.ids import XeroId
from connect_ext.books.money import UNIT_PLACES, has_places
from connect_ext.xero.contact_details import contact_element

TOO_LARGE = Decimal(10) ** 11
"""Below it, four decimals make at most fifteen digits, which a double keeps (IEEE 754 binary64)."""


class NotExact(ValueError):
    """A number that the SDK, which sends doubles, would change. It is refused before anything is written down."""


def contacts_body(contacts: Sequence[Contact]) -> str:
    """The body of `PUT /Contacts`, in this order."""
    return json.dumps({"Contacts": [contact_element(contact) for contact in contacts]})


def invoices_body(invoices: Sequence[tuple[Invoice, XeroId]]) -> str:
    """The body of `PUT /Invoices`, in this order; the id is that of the invoice's contact. Raises `NotExact`."""
    return json.dumps({"Invoices": [_invoice(invoice, contact) for invoice, contact in invoices]})


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
        "Type": "ACCREC",
        "Status": "DRAFT",
        # The id alone: any other property would change the contact
        # (https://developer.xero.com/documentation/api/accounting/invoices).
        "Contact": {"ContactID": contact},
        "Date": invoice.date.isoformat(),
        "DueDate": invoice.due_date.isoformat(),
        "LineAmountTypes": "Exclusive",
        "CurrencyCode": invoice.currency,
        **{name: value for name, value in optional.items() if value},
        "LineItems": [_line(line) for line in invoice.lines],
    }


def _line(line: LineItem) -> Mapping[str, Any]:
    return {
        "Description": line.description,
        "Quantity": _exact(line.quantity),
        "UnitAmount": _exact(line.unit_amount),
        "LineAmount": _exact(line.line_amount),
        "AccountCode": line.account_code,
        "TaxType": line.tax_type,
    }


def _exact(number: Decimal) -> float:
    """The double whose shortest text is this number."""
    if not number.is_finite() or not has_places(number, UNIT_PLACES) or abs(number) >= TOO_LARGE:
        raise NotExact(f"{number} does not leave exactly")
    # The SDK sends doubles whatever it is given; within these bounds the double's shortest text is the number itself.
    return float(number)
