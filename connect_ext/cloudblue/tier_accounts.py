"""Customers as tier accounts: those that this account is shown, and one created for a contact of Xero."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from connect.client import ConnectClient, R

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.books.mapping.known import KnownCustomer
from connect_ext.books.mapping.profile import Profile
from connect_ext.cloudblue.client import read_all
from connect_ext.cloudblue.failures import BAD_REQUEST, LIMIT, NOT_FOUND, REFUSED, UNAUTHORISED, connect_call
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.parties import read_party

CUSTOMER = "customer"
PAGE = 500
ASKED_AT_ONCE = 50
"""Ids per read, so that the address stays below what servers take."""

CREATED_NOTHING = frozenset({BAD_REQUEST, UNAUTHORISED, REFUSED, NOT_FOUND, LIMIT})
"""Failures of a creation after which the customer certainly does not exist; after any other it may."""

NO_EXTENSION = "-"
PHONE = re.compile(r"(?P<code>\+[0-9]{1,3})?[\s./-]*(?P<number>[0-9(][0-9 ()./-]{2,20})")


def customers(client: ConnectClient) -> tuple[KnownCustomer, ...]:
    """Every customer that this account is shown, by id. Raises `WorldFailed`."""
    found = read_all(client("tier").accounts.all().limit(PAGE), "the customers")
    with connect_call("the customers"):
        known = [_customer(account) for account in found if _is_customer(account)]
    return tuple(sorted(known, key=lambda one: one.party.id))


def created_for(client: ConnectClient, contacts: Collection[XeroId]) -> dict[XeroId, TierAccountId]:
    """The customers that were created for these contacts, which they carry as their external id; of several the first
    by id. Raises `WorldFailed`."""
    wanted, found = sorted(contacts), dict[XeroId, TierAccountId]()
    for place in range(0, len(wanted), ASKED_AT_ONCE):
        some = R().external_id.in_([str(contact) for contact in wanted[place : place + ASKED_AT_ONCE]])
        for account in read_all(client("tier").accounts.filter(some).limit(PAGE), "imported customers"):
            contact, customer = XeroId(account.text("external_id")), TierAccountId(account.text("id"))
            if contact in contacts and customer:
                found[contact] = min(customer, found.get(contact, customer))
    return found


def create_customer(
    client: ConnectClient, profile: Profile, contact: XeroId, parent: TierAccountId | None
) -> KnownCustomer:
    """Creates a customer that carries the contact's id; `parent` is the account that sells to it.

    Raises `WorldFailed`: see `CREATED_NOTHING`.
    """
    what = f"the new customer for contact {contact}"
    with connect_call(what):
        answer = client("tier").accounts.create(payload(profile, contact, parent))
        if not isinstance(answer, Mapping):
            raise Misread(what, "the answer is not an object")
        return _customer(Json(value=answer, path=""))


def payload(profile: Profile, contact: XeroId, parent: TierAccountId | None) -> dict[str, Any]:
    """The body of `POST /tier/accounts`, as CloudBlue's own tool for spreadsheets of customers makes it
    (https://github.com/cloudblue/connect-cli, `customer` commands): a customer needs a parent, and a unique id."""
    address = profile.address
    person: dict[str, Any] = {
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "email": profile.email,
    }
    if phone := _phone(profile.phone):
        person["phone_number"] = phone
    return {
        "type": CUSTOMER,
        "name": profile.name,
        "external_id": contact,
        "external_uid": contact,
        **({"tax_id": profile.tax_id} if profile.tax_id else {}),
        **({"parent": {"id": parent}} if parent else {}),
        "contact_info": {
            "address_line1": address.line1,
            "address_line2": address.line2,
            "city": address.city,
            "state": address.region,
            "postal_code": address.postal_code,
            "country": address.country,
            "contact": person,
        },
    }


def _phone(text: str) -> dict[str, str] | None:
    """Left out where it does not read as one: it is not required, and a wrong one would refuse the customer."""
    read = PHONE.fullmatch(text.strip())
    if read is None:
        return None
    number = re.sub("[^0-9]", "", read["number"])
    return {"country_code": read["code"] or "", "area_code": "", "phone_number": number, "extension": NO_EXTENSION}


def _is_customer(account: Json) -> bool:
    """By its type, which is one word or a list of them; where it has none, by its scopes."""
    for name in ("type", "scopes"):
        found = account.at(name).value
        if found not in (None, "", []):
            return found == CUSTOMER or (isinstance(found, list) and CUSTOMER in found)
    return False


def _customer(account: Json) -> KnownCustomer:
    party = read_party(account)
    if party is None:
        raise Misread("id", "it is missing")
    return KnownCustomer(party=party, external_id=account.text("external_id"))
