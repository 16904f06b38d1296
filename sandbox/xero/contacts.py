"""Contacts: made by PUT, made or changed by POST, found by id, number, name or address.

https://developer.xero.com/documentation/api/accounting/contacts
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from uuid import uuid4

from sandbox.xero.call import Call, elements, write_all
from sandbox.xero.paging import page_of
from sandbox.xero.rendering import ms_instant
from sandbox.xero.state import Books, Contact
from sandbox.xero.where import Field, filtered, ordered
from sandbox.xero.words import NO_ID, Invalid, Json, not_found, validation_errors

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_STATUSES = ("ACTIVE", "ARCHIVED", "GDPRREQUEST")
_OURS = frozenset({"ContactID", "ContactNumber", "Name", "ContactStatus", "UpdatedDateUTC"})
_FIELDS: dict[str, Field[Contact]] = {
    "Name": lambda contact: contact.name,
    "ContactNumber": lambda contact: contact.number,
    "EmailAddress": lambda contact: contact.details.get("EmailAddress"),
    "AccountNumber": lambda contact: contact.details.get("AccountNumber"),
    "TaxNumber": lambda contact: contact.details.get("TaxNumber"),
    "ContactStatus": lambda contact: contact.status,
    "ContactID": lambda contact: contact.contact_id,
    "UpdatedDateUTC": lambda contact: contact.updated_at,
}


def read_contacts(call: Call) -> Json:
    rows = ordered(filtered(_asked_for(call), call.query.get("where"), _FIELDS), call.query.get("order"), _FIELDS)
    shown, pagination = page_of(rows, call)
    return {**pagination, "Contacts": [show_contact(contact) for contact in shown]}


def read_contact(call: Call) -> Json:
    """One contact, by ContactID or ContactNumber, archived or not."""
    target = call.target or ""
    contact = call.books.contacts.get(target.lower()) or call.books.contacts.find("number", target)
    if contact is None:
        raise not_found()
    return {"Contacts": [show_contact(contact)]}


def create_contacts(call: Call) -> Json:
    return _written(call, lambda sent: _created(call, sent))


def upsert_contacts(call: Call) -> Json:
    return _written(call, lambda sent: _upserted(call, sent))


def update_contact(call: Call) -> Json:
    contact = call.books.contacts.get((call.target or "").lower())
    if contact is None:
        raise not_found()
    return _written(call, lambda sent: _saved(call, sent, contact))


def contact_named(call: Call, name: str) -> Contact:
    """The active contact of this name; Xero silently makes one when there is none."""
    return call.books.contacts.find("name", name.casefold()) or _saved(call, {"Name": name}, None)


def sent_with_document(call: Call, sent: Json, contact: Contact) -> Contact:
    """A contact named by ContactID in a document. Whatever stands beside the id changes the contact itself,
    and its persons are dropped unless listed: https://developer.xero.com/documentation/api/accounting/invoices
    """
    if set(sent) <= {"ContactID"}:
        return contact
    return _saved(call, {"ContactPersons": [], **sent}, contact)


def show_contact(contact: Contact) -> Json:
    shown: Json = {
        "ContactID": contact.contact_id,
        "ContactStatus": contact.status,
        "Name": contact.name,
        "BankAccountDetails": "",
        "Addresses": [],
        "Phones": [],
        "UpdatedDateUTC": ms_instant(contact.updated_at),
        "ContactGroups": [],
        "IsSupplier": False,
        "IsCustomer": False,
        "SalesTrackingCategories": [],
        "PurchasesTrackingCategories": [],
        "ContactPersons": [],
        "HasAttachments": False,
        "HasValidationErrors": False,
        **contact.details,
    }
    if contact.number is not None:
        shown["ContactNumber"] = contact.number
    return shown


def _asked_for(call: Call) -> Iterable[Contact]:
    table, ids = call.books.contacts, call.listed("IDs")
    rows: Iterable[Contact] = table if ids is None else filter(None, (table.get(one.lower()) for one in ids))
    term, since = call.query.get("searchTerm", "").casefold(), call.since
    for contact in rows:
        if not contact.active and not call.flag("includeArchived"):
            continue
        if (since is None or contact.updated_at >= since) and (not term or term in _searchable(contact)):
            yield contact


def _searchable(contact: Contact) -> str:
    parts = [contact.name, contact.number, *(contact.details.get(n) for n in ("FirstName", "LastName", "EmailAddress"))]
    return "\n".join(part for part in parts if part).casefold()


def _written(call: Call, save: Field[Json]) -> Json:
    def write(sent: Json) -> Json:
        return {**show_contact(save(sent)), "StatusAttributeString": "OK"}

    return {"Contacts": write_all(call, elements(call, "Contacts"), write, _refused)}


def _refused(sent: Json, messages: tuple[str, ...]) -> Json:
    marks = {"HasValidationErrors": True, "StatusAttributeString": "ERROR"}
    return {"ContactID": NO_ID, **sent, **marks, "ValidationErrors": validation_errors(messages)}


def _created(call: Call, sent: Json) -> Contact:
    return _saved(call, {name: value for name, value in sent.items() if name != "ContactID"}, None)


def _upserted(call: Call, sent: Json) -> Contact:
    return _saved(call, sent, _match(call.books, sent))


def _match(books: Books, sent: Json) -> Contact | None:
    if contact_id := sent.get("ContactID"):
        found = books.contacts.get(str(contact_id).lower())
        if found is None:
            raise Invalid(f"The contact with ContactID {contact_id} does not exist.")
        return found
    if (number := sent.get("ContactNumber")) and (found := books.contacts.find("number", number)):
        return found
    return books.contacts.find("name", str(sent.get("Name", "")).casefold())


def _saved(call: Call, sent: Json, before: Contact | None) -> Contact:
    details = {name: value for name, value in sent.items() if name not in _OURS}
    name, status = sent.get("Name"), sent.get("ContactStatus")
    if before is None:
        after = Contact(
            contact_id=str(uuid4()),
            name=name or "",
            number=sent.get("ContactNumber") or None,
            status=status or "ACTIVE",
            updated_at=call.now,
            details=details,
        )
    else:
        after = replace(
            before,
            name=before.name if name is None else name,
            number=sent.get("ContactNumber") or before.number,
            status=status or before.status,
            updated_at=call.now,
            details={**before.details, **details},
        )
    if problems := list(_problems(call.books, after)):
        raise Invalid(*problems)
    call.books.contacts.put(after)
    return after


def _problems(books: Books, contact: Contact) -> Iterable[str]:
    name, number = contact.name, contact.number
    if not name:
        yield "The contact name cannot be empty."
    if len(name) > 255:
        yield "The contact name must be 255 characters or fewer."
    if "<" in name or ">" in name or name != " ".join(name.split(" ")).strip() or "  " in name:
        yield "The contact name must not contain < or >, nor leading, trailing or double spaces."
    if contact.status not in _STATUSES:
        yield f"ContactStatus '{contact.status}' is not valid."
    namesake = books.contacts.find("name", name.casefold())
    if contact.active and namesake is not None and namesake.contact_id != contact.contact_id:
        yield (
            f"The contact name {name} is already assigned to another contact. "
            "The contact name must be unique across all active contacts."
        )
    twin = books.contacts.find("number", number) if number else None
    if twin is not None and twin.contact_id != contact.contact_id:
        yield f"The contact number {number} is already assigned to another contact."
    if number and len(number) > 50:
        yield "The contact number must be 50 characters or fewer."
    if (email := contact.details.get("EmailAddress")) and not _EMAIL.fullmatch(email):
        yield f"Email address '{email}' is not a valid email address."
    if len(contact.details.get("AccountNumber") or "") > 50:
        yield "The account number must be 50 characters or fewer."
