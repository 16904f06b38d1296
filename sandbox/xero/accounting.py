"""The accounting endpoints: which function answers which method and path."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from sandbox.xero import allocations, contacts, emails, items, settings, tracking
from sandbox.xero.call import Call
from sandbox.xero.contract import BASE
from sandbox.xero.credit_notes import CREDIT_NOTES
from sandbox.xero.invoices import INVOICES
from sandbox.xero.words import Json

Endpoint = Callable[[Call], Json]


class Place(NamedTuple):
    """A resource, the id or number after it, and what of that one is meant: `elements` are what a call is about."""

    resource: str
    target: str | None = None
    inner: str | None = None
    part: str | None = None

    @property
    def elements(self) -> str:
        return self.inner or self.resource


_LISTS: dict[tuple[str, str], Endpoint] = {
    ("GET", "Organisation"): settings.read_organisation,
    ("GET", "Accounts"): settings.read_accounts,
    ("GET", "TaxRates"): settings.read_tax_rates,
    ("GET", "Currencies"): settings.read_currencies,
    ("GET", "BrandingThemes"): settings.read_themes,
    ("GET", "TrackingCategories"): tracking.read_categories,
    ("GET", "Contacts"): contacts.read_contacts,
    ("PUT", "Contacts"): contacts.create_contacts,
    ("POST", "Contacts"): contacts.upsert_contacts,
    ("GET", "Items"): items.read_items,
    ("PUT", "Items"): items.create_items,
    ("POST", "Items"): items.upsert_items,
    ("GET", "Invoices"): INVOICES.read_all,
    ("PUT", "Invoices"): INVOICES.create,
    ("POST", "Invoices"): INVOICES.upsert,
    ("GET", "CreditNotes"): CREDIT_NOTES.read_all,
    ("PUT", "CreditNotes"): CREDIT_NOTES.create,
    ("POST", "CreditNotes"): CREDIT_NOTES.upsert,
}
_SINGLES: dict[tuple[str, str], Endpoint] = {
    ("GET", "Contacts"): contacts.read_contact,
    ("POST", "Contacts"): contacts.update_contact,
    ("GET", "Items"): items.read_item,
    ("POST", "Items"): items.update_item,
    ("GET", "Invoices"): INVOICES.read_one,
    ("POST", "Invoices"): INVOICES.update,
    ("GET", "CreditNotes"): CREDIT_NOTES.read_one,
    ("POST", "CreditNotes"): CREDIT_NOTES.update,
}
_PARTS: dict[tuple[str, str, bool], Endpoint] = {
    ("PUT", "Allocations", False): allocations.allocate,
    ("DELETE", "Allocations", True): allocations.take_back,
    ("POST", "Email", False): emails.email,
}


def place_of(path: str) -> Place | None:
    """The resource that an accounting path names; None for a path of another shape."""
    match path.removeprefix(f"{BASE}/").split("/"):
        case [resource]:
            return Place(resource)
        case [resource, target]:
            return Place(resource, unquote(target))
        case ["Invoices", target, "Email"]:
            return Place("Invoices", target, "Email")
        case ["CreditNotes", target, inner]:
            return Place("CreditNotes", target, inner)
        case ["CreditNotes", target, inner, part]:
            return Place("CreditNotes", target, inner, part)
    return None


def endpoint(method: str, place: Place) -> Endpoint | None:
    if place.inner is not None:
        return _PARTS.get((method, place.inner, place.part is not None))
    return (_SINGLES if place.target is not None else _LISTS).get((method, place.resource))
