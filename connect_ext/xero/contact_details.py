"""One contact to create or to change, in Xero's properties and within its lengths; what is empty is left out.

https://developer.xero.com/documentation/api/accounting/contacts
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect_ext.books.booking import contact_texts as texts
from connect_ext.books.booking.contact_texts import taken, taken_email
from connect_ext.books.documents.document import Contact
from connect_ext.books.orders.order import Address

PRINTED = "POBOX"
"""The kind of address that Xero prints on invoices; never the STREET one."""
FIRST_PHONE = "DEFAULT"


def contact_element(contact: Contact) -> Mapping[str, Any]:
    """Name and number always; the rest where the marketplace says something."""
    address, phone = _address(contact.address), taken(contact.phone, texts.PHONE_LENGTH)
    return {
        "Name": contact.name,
        "ContactNumber": contact.number,
        **_present(
            FirstName=taken(contact.first_name, texts.PERSON_LENGTH),
            LastName=taken(contact.last_name, texts.PERSON_LENGTH),
            EmailAddress=taken_email(contact.email),
            TaxNumber=taken(contact.tax_number, texts.TAX_NUMBER_LENGTH),
        ),
        **_present(Addresses=[{"AddressType": PRINTED, **address}] if address else None),
        **_present(Phones=[{"PhoneType": FIRST_PHONE, "PhoneNumber": phone}] if phone else None),
    }


def _address(address: Address) -> dict[str, Any]:
    return _present(
        AddressLine1=taken(address.line1, texts.LINE_LENGTH),
        AddressLine2=taken(address.line2, texts.LINE_LENGTH),
        City=taken(address.city, texts.CITY_LENGTH),
        Region=taken(address.region, texts.CITY_LENGTH),
        PostalCode=taken(address.postal_code, texts.POSTAL_CODE_LENGTH),
        Country=taken(address.country, texts.COUNTRY_LENGTH),
    )


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
