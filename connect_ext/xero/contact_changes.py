"""One contact to change, in Xero's properties: what differs, and beside it only what would else be lost.

https://developer.xero.com/documentation/api/accounting/contacts#post-contacts
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from connect_ext.books.booking.contact_change import ContactChange, ContactField
from connect_ext.books.ids import XeroId
from connect_ext.books.orders.order import Address
from connect_ext.xero.contact_cards import address_row, phone_row
from connect_ext.xero.contact_details import FIRST_PHONE, PRINTED
from connect_ext.xero.shape import text_or_none

Json = Mapping[str, Any]

NAMES = {
    ContactField.NAME: "Name",
    ContactField.FIRST_NAME: "FirstName",
    ContactField.LAST_NAME: "LastName",
    ContactField.EMAIL: "EmailAddress",
    ContactField.TAX_NUMBER: "TaxNumber",
}
FURTHER_LINES = ("AddressLine3", "AddressLine4")
PARTS_OF_ADDRESS = (
    "AddressType", "AddressLine1", "AddressLine2", *FURTHER_LINES, "City", "Region", "PostalCode", "Country",
    "AttentionTo",
)  # fmt: skip
PARTS_OF_PHONE = ("PhoneType", "PhoneNumber", "PhoneAreaCode", "PhoneCountryCode")
PARTS_OF_PERSON = ("FirstName", "LastName", "EmailAddress", "IncludeInEmails")


def change_body(picture: Json, change: ContactChange) -> str:
    """The body of `POST /Contacts` for one contact, as it was read. A list is sent whole: what it does not name may be
    dropped, and the contact's persons are, whatever else is sent."""
    element: dict[str, Any] = {"ContactID": change.wanted.id}
    element |= {name: getattr(change.wanted, field) for field, name in NAMES.items() if field in change.fields}
    if ContactField.ADDRESS in change.fields:
        element["Addresses"] = _addresses(picture, change.wanted.address)
    if ContactField.PHONE in change.fields:
        element["Phones"] = _phones(picture, change.wanted.phone)
    if persons := _rows(picture, "ContactPersons", PARTS_OF_PERSON):
        element["ContactPersons"] = persons
    return json.dumps({"Contacts": [element]})


def changed_contact(body: str) -> Json:
    """The element of a body that `change_body` wrote."""
    found: Json = json.loads(body)["Contacts"][0]
    return found


def changed_id(body: str) -> XeroId:
    return XeroId(changed_contact(body)["ContactID"])


def _addresses(picture: Json, wanted: Address) -> list[Json]:
    former = address_row(picture)
    kind = former.get("AddressType", PRINTED)
    changed = {
        **_filled(former, PARTS_OF_ADDRESS),
        "AddressType": kind,
        "AddressLine1": wanted.line1,
        "AddressLine2": wanted.line2,
        "City": wanted.city,
        "Region": wanted.region,
        "PostalCode": wanted.postal_code,
        "Country": wanted.country,
    }
    if (text_or_none(former, "AddressLine1") or "").strip() != wanted.line1:
        # They belong to a former street.
        changed |= {name: "" for name in FURTHER_LINES if name in changed}
    others = _rows(picture, "Addresses", PARTS_OF_ADDRESS)
    return [*(one for one in others if one.get("AddressType") != kind), changed]


def _phones(picture: Json, wanted: str) -> list[Json]:
    """The whole number in one part, as the marketplace writes it."""
    former = phone_row(picture)
    kind = former.get("PhoneType", FIRST_PHONE)
    changed = {"PhoneType": kind, "PhoneNumber": wanted, "PhoneAreaCode": "", "PhoneCountryCode": ""}
    others = _rows(picture, "Phones", PARTS_OF_PHONE)
    return [*(one for one in others if one.get("PhoneType") != kind), changed]


def _rows(picture: Json, name: str, parts: Sequence[str]) -> list[Json]:
    rows = picture.get(name)
    found = [_filled(row, parts) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return [row for row in found if len(row) > 1]


def _filled(row: Json, parts: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in parts if row.get(name) not in (None, "")}
