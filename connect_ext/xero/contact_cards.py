"""What Xero tells of a contact beyond its name, read to recognise or to import a customer.

https://developer.xero.com/documentation/api/accounting/contacts
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.orders.order import Address
from connect_ext.xero.shape import text, text_or_none

Json = Mapping[str, Any]

ADDRESS_TYPES = ("POBOX", "STREET")
"""Xero prints the first on invoices; people fill in either."""

PHONE_TYPES = ("DEFAULT", "MOBILE", "DDI")


def contact_card(item: Json, path: str) -> ContactCard:
    """Raises `WorldFailed` without id, name or status."""
    return ContactCard(
        id=XeroId(text(item, "ContactID", path)),
        name=text(item, "Name", path),
        active=text(item, "ContactStatus", path) == "ACTIVE",
        number=_said(item, "ContactNumber"),
        account_number=_said(item, "AccountNumber"),
        tax_number=_said(item, "TaxNumber"),
        first_name=_said(item, "FirstName"),
        last_name=_said(item, "LastName"),
        email=_said(item, "EmailAddress"),
        phone=_phone(item),
        address=_address(item),
        customer=item.get("IsCustomer") is True,
        supplier=item.get("IsSupplier") is True,
    )


def address_row(item: Json) -> Json:
    """Of its addresses the first kind that has a first line; empty where none has."""
    rows = _of_types(item, "Addresses", "AddressType", ADDRESS_TYPES)
    return next((one for one in rows if _said(one, "AddressLine1")), {})


def phone_row(item: Json) -> Json:
    """Of its phones the first kind that has more than the codes of country and area; empty where none has."""
    rows = _of_types(item, "Phones", "PhoneType", PHONE_TYPES)
    return next((one for one in rows if _said(one, "PhoneNumber")), {})


def _address(item: Json) -> Address:
    found = address_row(item)
    return Address(
        line1=_said(found, "AddressLine1"),
        line2=_said(found, "AddressLine2"),
        city=_said(found, "City"),
        region=_said(found, "Region"),
        postal_code=_said(found, "PostalCode"),
        country=_said(found, "Country"),
    )


def _phone(item: Json) -> str:
    """Its parts as people write them."""
    found = phone_row(item)
    parts = (_said(found, name) for name in ("PhoneCountryCode", "PhoneAreaCode", "PhoneNumber"))
    return " ".join(part for part in parts if part)


def _of_types(item: Json, name: str, kind: str, kinds: tuple[str, ...]) -> list[Json]:
    rows = item.get(name)
    found = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [row for wanted in kinds for row in found if row.get(kind) == wanted]


def _said(item: Json, name: str) -> str:
    return (text_or_none(item, name) or "").strip()
