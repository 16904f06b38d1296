"""One contact to create, in Xero's properties and within its lengths; what is empty is left out.

https://developer.xero.com/documentation/api/accounting/contacts
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from connect_ext.books.documents.document import Contact
from connect_ext.books.orders.order import Address

NOTHING = ("", "-")
"""The marketplace writes a dash where a form field had to be filled."""

_EMAIL = re.compile(r"[^\s@<>\"(),:;]+@[^\s@<>\"(),:;]+\.[^\s@<>\"(),:;.]{2,}")
"""Plausible, no more: one @ and a domain with a dot. Xero refuses the whole contact for a worse one."""

EMAIL_LENGTH = 255


def contact_element(contact: Contact) -> Mapping[str, Any]:
    """Name and number always; the rest where the marketplace says something."""
    address = _address(contact.address)
    phone = _cut(contact.phone, 50)
    return {
        "Name": contact.name,
        "ContactNumber": contact.number,
        **_present(
            FirstName=_cut(contact.first_name, 255),
            LastName=_cut(contact.last_name, 255),
            EmailAddress=_email(contact.email),
            TaxNumber=_cut(contact.tax_number, 50),
        ),
        # Xero prints the POBOX address on invoices, never the STREET one.
        **_present(Addresses=[{"AddressType": "POBOX", **address}] if address else None),
        **_present(Phones=[{"PhoneType": "DEFAULT", "PhoneNumber": phone}] if phone else None),
    }


def _address(address: Address) -> dict[str, Any]:
    return _present(
        AddressLine1=_cut(address.line1, 500),
        AddressLine2=_cut(address.line2, 500),
        City=_cut(address.city, 255),
        Region=_cut(address.region, 255),
        PostalCode=_cut(address.postal_code, 50),
        Country=_cut(address.country, 50),
    )


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _cut(value: str, length: int) -> str | None:
    """What is too long is cut: a contact with most of an address is worth more than none."""
    stripped = value.strip()
    return None if stripped in NOTHING else stripped[:length].rstrip()


def _email(value: str) -> str | None:
    """An e-mail cut short would be somebody else's, so it is sent whole or not at all."""
    stripped = value.strip()
    return stripped if len(stripped) <= EMAIL_LENGTH and _EMAIL.fullmatch(stripped) else None
