"""The catalogue of things that a person can fix: a code, what is wrong, what it stops, and what to do.

A problem is a value. All problems of an order are found at once, never only the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Screen(StrEnum):
    """Where a person fixes it."""

    SETTINGS = "settings"
    CONNECTION = "connection"
    PRICES = "prices"
    CUSTOMERS = "customers"
    ORDERS = "orders"
    XERO = "xero"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """One row of the catalogue."""

    sentence: str
    """Filled with the problem's own data."""
    advice: str
    screen: Screen


class Code(StrEnum):
    """Stable numbers: they stand in support tickets, so they are never reused."""

    UNREADABLE = "XI-001"
    PRICE_MISSING = "XI-101"
    PRICES_IN_SEVERAL_CURRENCIES = "XI-102"
    QUANTITY_UNUSABLE = "XI-103"
    BILLED_PARTY_MISSING = "XI-104"
    BILLED_PARTY_UNCLEAR = "XI-105"
    CURRENCY_NOT_ENABLED = "XI-106"
    PRICE_TOO_LARGE = "XI-107"
    ACCOUNT_MISSING = "XI-201"
    ACCOUNT_UNUSABLE = "XI-202"
    TAX_RULE_MISSING = "XI-203"
    TAX_TYPE_UNUSABLE = "XI-204"
    THEME_UNKNOWN = "XI-205"
    DATE_LOCKED = "XI-206"
    TAX_COUNTRY_UNKNOWN = "XI-207"
    CONTACT_NAME_TAKEN = "XI-301"
    CONTACT_ARCHIVED = "XI-302"
    CONTACT_GONE = "XI-303"
    CONTACT_NAME_MISSING = "XI-304"
    REFUSED_BY_XERO = "XI-401"
    ANSWER_UNCLEAR = "XI-402"
    DOCUMENT_DIFFERS = "XI-403"
    RECONNECT = "XI-404"
    AMOUNT_DIFFERS = "XI-405"
    GAVE_UP = "XI-406"
    MARKETPLACE_REFUSED = "XI-501"
    OUR_MISTAKE = "XI-901"


CATALOGUE: dict[Code, Remedy] = {
    Code.UNREADABLE: Remedy(
        sentence="{subject} could not be read: at {path}, {why}.",
        advice="Open the request in Connect and correct it, or send its id to support; then press Check Changes.",
        screen=Screen.ORDERS,
    ),
    Code.PRICE_MISSING: Remedy(
        sentence="No price for {subject}: {tried}.",
        advice="Add a price to your own price table, or attach a price list with this item to the listing.",
        screen=Screen.PRICES,
    ),
    Code.PRICES_IN_SEVERAL_CURRENCIES: Remedy(
        sentence="The prices of {subject} are in several currencies ({currencies}); an invoice has one.",
        advice="Give all items of the order a price in one currency in your own price table.",
        screen=Screen.PRICES,
    ),
    Code.QUANTITY_UNUSABLE: Remedy(
        sentence="{subject} has a price but its quantity is “{quantity}”, which cannot be billed.",
        advice="Correct the quantity in Connect, or remove the item's price if it is billed by usage.",
        screen=Screen.PRICES,
    ),
    Code.BILLED_PARTY_MISSING: Remedy(
        sentence="{subject} names no {party}, the party that you bill.",
        advice="Choose another billed party in Settings, or have the order completed in Connect.",
        screen=Screen.SETTINGS,
    ),
    Code.BILLED_PARTY_UNCLEAR: Remedy(
        sentence="{subject} has two reseller tiers, and it is not known which of them this account is.",
        advice="Choose the billed party in Settings: customer or tier 1.",
        screen=Screen.SETTINGS,
    ),
    Code.CURRENCY_NOT_ENABLED: Remedy(
        sentence="{subject} is priced in {currency}, which {organisation} has not enabled in Xero.",
        advice="Add the currency in Xero under Settings → Currencies, or use prices in {base}.",
        screen=Screen.XERO,
    ),
    Code.PRICE_TOO_LARGE: Remedy(
        sentence="The amount {amount} of {subject} is larger than Xero accepts on a line.",
        advice="Check the price and the quantity of the item.",
        screen=Screen.PRICES,
    ),
    Code.ACCOUNT_MISSING: Remedy(
        sentence="No account code is set for {sku_class} items, such as {subject}.",
        advice="Choose an account for {sku_class} items, or a fallback account, in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.ACCOUNT_UNUSABLE: Remedy(
        sentence="Account {account} for {subject} {why} in {organisation}.",
        advice="Choose another account in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.TAX_RULE_MISSING: Remedy(
        sentence="{customer} is in {country}, outside the organisation's country, and no tax type is set for it.",
        advice="Add a tax type for {country} in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.TAX_TYPE_UNUSABLE: Remedy(
        sentence="Tax type {tax_type} for {subject} {why} in {organisation}.",
        advice="Choose another tax type in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.THEME_UNKNOWN: Remedy(
        sentence="The invoice theme chosen in Settings no longer exists in {organisation}.",
        advice="Choose a theme in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.DATE_LOCKED: Remedy(
        sentence="The document date {date} is in a period that {organisation} has locked until {locked}.",
        advice="Move the lock date in Xero; until then the order waits.",
        screen=Screen.XERO,
    ),
    Code.TAX_COUNTRY_UNKNOWN: Remedy(
        sentence="{customer} has no country in Connect, so it is not known which tax its invoices carry.",
        advice="Complete the customer's address in Connect, or choose one tax type for every line in Settings.",
        screen=Screen.SETTINGS,
    ),
    Code.CONTACT_NAME_TAKEN: Remedy(
        sentence="Xero already has a contact named “{name}”, so none was created for {subject}.",
        advice="Link the customer to that contact, or rename one of the two.",
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_ARCHIVED: Remedy(
        sentence="The Xero contact “{name}” of {subject} is archived and cannot be invoiced.",
        advice="Restore the contact in Xero, or link the customer to another one.",
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_GONE: Remedy(
        sentence="The Xero contact linked to {subject} is not in {organisation} any more.",
        advice="Link the customer to another contact.",
        screen=Screen.CUSTOMERS,
    ),
    Code.CONTACT_NAME_MISSING: Remedy(
        sentence="{subject} has no name in Connect, so no contact can be created for it.",
        advice="Complete the customer in Connect, or link it to a contact of Xero.",
        screen=Screen.CUSTOMERS,
    ),
    Code.REFUSED_BY_XERO: Remedy(
        sentence="Xero refused {subject}: {message}",
        advice="Correct what Xero names, then press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.ANSWER_UNCLEAR: Remedy(
        sentence="Xero's answer for {subject} could not be understood: {evidence}.",
        advice="Look in Xero whether the document exists; then press Sync, or send this message to support.",
        screen=Screen.ORDERS,
    ),
    Code.DOCUMENT_DIFFERS: Remedy(
        sentence="Xero holds a document marked as {subject}, but it differs: {difference}.",
        advice="Compare the two in Xero; delete the wrong one, then press Sync. If nothing is to be billed, ignore it.",
        screen=Screen.XERO,
    ),
    Code.RECONNECT: Remedy(
        sentence="Xero no longer accepts the connection of {organisation}: {why}.",
        advice="Press Connect to Xero and allow access again; waiting orders go on by themselves.",
        screen=Screen.CONNECTION,
    ),
    Code.AMOUNT_DIFFERS: Remedy(
        sentence="Xero holds other amounts on {subject} than were sent: {difference}.",
        advice="Compare the lines in Xero and correct them there, then press Sync.",
        screen=Screen.XERO,
    ),
    Code.GAVE_UP: Remedy(
        sentence="{subject} failed {attempts} times in a row, the last time with: {evidence}.",
        advice="Press Sync to try again; if it fails again, send this message to support.",
        screen=Screen.ORDERS,
    ),
    Code.MARKETPLACE_REFUSED: Remedy(
        sentence="Connect does not show what {subject} needs: {evidence}.",
        advice="Check that the extension is still installed and its permissions were not reduced; then press Sync.",
        screen=Screen.ORDERS,
    ),
    Code.OUR_MISTAKE: Remedy(
        sentence="{subject} met a mistake of this extension: {where}.",
        advice="Send this message to support. The order is kept: press Sync once the mistake is mended.",
        screen=Screen.ORDERS,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a person can fix. `data` fills the catalogue's sentence and advice."""

    code: Code
    data: dict[str, str]

    @property
    def sentence(self) -> str:
        return CATALOGUE[self.code].sentence.format_map(self.data)

    @property
    def advice(self) -> str:
        return CATALOGUE[self.code].advice.format_map(self.data)

    @property
    def screen(self) -> Screen:
        return CATALOGUE[self.code].screen


def problem(code: Code, **data: str) -> Problem:
    """Builds a problem; `data` must name every word that its sentence and advice use."""
    return Problem(code=code, data=data)
