"""Whether a Xero contact says enough about itself to become a customer of the marketplace."""

from __future__ import annotations

import re
from dataclasses import dataclass

from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.orders.order import Address

COUNTRY = re.compile("[A-Z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A customer as the marketplace wants it. `address.country` is ISO 3166, two letters in upper case."""

    name: str
    first_name: str
    last_name: str
    email: str
    address: Address
    phone: str = ""
    tax_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """`missing` are the fields that a person must fill in, in the order of a form."""

    missing: tuple[str, ...]


def complete(profile: Profile) -> Profile | Incomplete:
    """The profile if nothing is missing that the marketplace asks for when a customer is created.

    Required is what the platform's API names as required (https://connect.cloudblue.com/community/modules/customers/api)
    but for the phone number, which its own tool for spreadsheets of customers leaves out where there is none. That tool
    wants a state, too; most countries' addresses have none, so it is not asked for here.
    """
    address = profile.address
    asked = {
        "name": profile.name,
        "address_line1": address.line1,
        "city": address.city,
        "postal_code": address.postal_code,
        "country": address.country if COUNTRY.fullmatch(address.country) else "",
        "first_name": profile.first_name,
        "last_name": profile.last_name,
        "email": profile.email if "@" in profile.email else "",
    }
    missing = tuple(name for name, value in asked.items() if not value.strip())
    return Incomplete(missing=missing) if missing else profile


def profile_of(card: ContactCard, home: str) -> Profile:
    """What the contact says; `home` is the organisation's country, whose contacts often name none. An unreadable
    country stays empty: another one would be taxed as it."""
    said = card.address.country.strip()
    country = COUNTRIES.get(said.casefold()) or (said.upper() if len(said) == 2 else "")
    if not said and card.address.line1:
        country = home
    address = card.address
    return Profile(
        name=card.name,
        first_name=card.first_name,
        last_name=card.last_name,
        email=card.email,
        phone=card.phone,
        tax_id=card.tax_number,
        address=Address(
            line1=address.line1,
            line2=address.line2,
            city=address.city,
            region=address.region,
            postal_code=address.postal_code,
            country=country,
        ),
    )


COUNTRIES = {
    "australia": "AU",
    "canada": "CA",
    "france": "FR",
    "germany": "DE",
    "deutschland": "DE",
    "hong kong": "HK",
    "ireland": "IE",
    "italy": "IT",
    "malaysia": "MY",
    "netherlands": "NL",
    "the netherlands": "NL",
    "new zealand": "NZ",
    "norway": "NO",
    "singapore": "SG",
    "south africa": "ZA",
    "spain": "ES",
    "sweden": "SE",
    "denmark": "DK",
    "united arab emirates": "AE",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "united kingdom": "GB",
    "united states": "US",
    "united states of america": "US",
    "usa": "US",
    "uk": "GB",
}
"""Countries as people write them into Xero, which takes any text. What is not here is asked of a person."""
