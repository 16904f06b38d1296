"""Which scopes exist for an app of today, and which one each resource asks for.

https://developer.xero.com/documentation/guides/oauth2/scopes. Apps made after 2 March 2026 get granular scopes only.
"""

from __future__ import annotations

from collections.abc import Iterable

_PAIRED = (
    "accounting.invoices",
    "accounting.payments",
    "accounting.banktransactions",
    "accounting.manualjournals",
    "accounting.contacts",
    "accounting.settings",
    "accounting.attachments",
)
KNOWN = frozenset({"openid", "profile", "email", "offline_access", *_PAIRED, *(f"{scope}.read" for scope in _PAIRED)})
_SETTINGS = frozenset({"accounting.settings", "accounting.settings.read"})

_READ: dict[str, frozenset[str]] = {
    "Organisation": _SETTINGS,
    "Accounts": _SETTINGS,
    "TaxRates": _SETTINGS,
    "Currencies": _SETTINGS,
    "BrandingThemes": _SETTINGS,
    "TrackingCategories": _SETTINGS,
    "Contacts": frozenset({"accounting.contacts", "accounting.contacts.read"}),
    "Invoices": frozenset({"accounting.invoices", "accounting.invoices.read"}),
    "CreditNotes": frozenset({"accounting.invoices", "accounting.invoices.read"}),
    "Items": _SETTINGS | {"accounting.invoices", "accounting.invoices.read"},
}
_WRITE: dict[str, frozenset[str]] = {
    "Contacts": frozenset({"accounting.contacts"}),
    "Invoices": frozenset({"accounting.invoices"}),
    "CreditNotes": frozenset({"accounting.invoices"}),
    # Xero's published description asks for settings; whether accounting.invoices alone suffices is untried.
    "Items": frozenset({"accounting.settings"}),
}


def unknown(scopes: Iterable[str]) -> list[str]:
    """The scopes that Xero would refuse as invalid_scope, the old broad ones among them."""
    return [scope for scope in scopes if scope not in KNOWN]


def allow(scopes: frozenset[str], method: str, resource: str) -> bool:
    needed = (_READ if method == "GET" else _WRITE).get(resource, frozenset())
    return bool(scopes & needed)
