"""The accounting endpoints: which function answers which method and path."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from sandbox.xero import contacts, invoices, items, settings
from sandbox.xero.call import Call
from sandbox.xero.contract import BASE
from sandbox.xero.words import Json

Endpoint = Callable[[Call], Json]


class Place(NamedTuple):
    """A resource, and the id or number after it."""

    resource: str
    target: str | None


_LISTS: dict[tuple[str, str], Endpoint] = {
    ("GET", "Organisation"): settings.read_organisation,
    ("GET", "Accounts"): settings.read_accounts,
    ("GET", "TaxRates"): settings.read_tax_rates,
    ("GET", "Currencies"): settings.read_currencies,
    ("GET", "BrandingThemes"): settings.read_themes,
    ("GET", "Contacts"): contacts.read_contacts,
    ("PUT", "Contacts"): contacts.create_contacts,
    ("POST", "Contacts"): contacts.upsert_contacts,
    ("GET", "Items"): items.read_items,
    ("PUT", "Items"): items.create_items,
    ("POST", "Items"): items.upsert_items,
    ("GET", "Invoices"): invoices.read_invoices,
    ("PUT", "Invoices"): invoices.create_invoices,
    ("POST", "Invoices"): invoices.upsert_invoices,
}
_SINGLES: dict[tuple[str, str], Endpoint] = {
    ("GET", "Contacts"): contacts.read_contact,
    ("POST", "Contacts"): contacts.update_contact,
    ("GET", "Items"): items.read_item,
    ("POST", "Items"): items.update_item,
    ("GET", "Invoices"): invoices.read_invoice,
    ("POST", "Invoices"): invoices.update_invoice,
}


def place_of(path: str) -> Place | None:
    """The resource that an accounting path names; None for a path of another shape."""
    match path.removeprefix(f"{BASE}/").split("/"):
        case [resource]:
            return Place(resource, None)
        case [resource, target]:
            return Place(resource, unquote(target))
    return None


def endpoint(method: str, place: Place) -> Endpoint | None:
    return (_SINGLES if place.target is not None else _LISTS).get((method, place.resource))
