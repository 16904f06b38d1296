"""What a contact in Xero does not say as the marketplace says it now, and whether that may follow by itself.

Only what really differs, and nothing is cleared because the marketplace says nothing. Of an address the second line
goes with the first; what else the marketplace does not say stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from connect_ext.books.booking import contact_texts as texts
from connect_ext.books.booking.contact_of import contact_name
from connect_ext.books.booking.contact_texts import taken, taken_email
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.mapping.profile import COUNTRIES
from connect_ext.books.orders.order import Address, Party


class ContactField(StrEnum):
    """What of a contact follows its customer."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    PHONE = "phone"
    TAX_NUMBER = "tax_number"
    ADDRESS = "address"

    @property
    def words(self) -> str:
        return {"email": "e-mail"}.get(self.value, self.value.replace("_", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Differs:
    """One field; both texts as people read them, empty where nothing is said."""

    field: ContactField
    held: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChange:
    """What is different, and the contact as it should be: only fields that differ are sent."""

    differences: tuple[Differs, ...]
    wanted: ContactCard

    @property
    def fields(self) -> tuple[ContactField, ...]:
        return tuple(one.field for one in self.differences)


def change_of(held: ContactCard, party: Party, made_as: ContactCard | None) -> ContactChange:
    """Without differences where there is nothing to do. `made_as`: the contact as the marketplace had it before, where
    we made it; what the marketplace says as before is none of its news, whatever somebody has written in Xero."""
    wanted = _as_said(held, party)
    if made_as is not None:
        news = {one.field for one in _differences(made_as, _as_said(made_as, party))}
        wanted = replace(wanted, **{one.value: getattr(held, one.value) for one in ContactField if one not in news})
    return ContactChange(differences=tuple(_differences(held, wanted)), wanted=wanted)


def _as_said(held: ContactCard, party: Party) -> ContactCard:
    return replace(
        held,
        name=_text(held.name, contact_name(party.name)),
        first_name=_text(held.first_name, taken(party.first_name, texts.PERSON_LENGTH)),
        last_name=_text(held.last_name, taken(party.last_name, texts.PERSON_LENGTH)),
        email=_email(held.email, taken_email(party.email)),
        phone=_phone(held.phone, taken(party.phone, texts.PHONE_LENGTH)),
        tax_number=_tax_number(held.tax_number, taken(party.tax_id, texts.TAX_NUMBER_LENGTH)),
        address=_address(held.address, party.address),
    )


def kept_back(change: ContactChange, held: ContactCard, made_as: ContactCard | None, others: Sequence[str]) -> str:
    """Why a person has to agree, as a sentence; empty where it may follow by itself. `made_as` as in `change_of`;
    `others`: customers who have the same contact."""
    if not held.active:
        return "The contact is archived or merged in Xero: restore it there, or map the customer to another one."
    if others:
        return f"It is the contact of {', '.join(others)}, too."
    if made_as is None:
        return "The contact was in Xero before: what it says there may be meant so."
    edited = [one.field.words for one in _differences(made_as, held) if one.field in change.fields]
    return f"Somebody has changed in Xero: {', '.join(edited)}." if edited else ""


def words_of(differences: Sequence[Differs]) -> str:
    """Which fields, without what they say: that is nobody's business outside the page."""
    words = [one.field.words for one in differences]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def shown_address(address: Address) -> str:
    parts = (address.line1, address.line2, address.city, address.region, address.postal_code, address.country)
    return ", ".join(part for part in parts if part)


def _differences(held: ContactCard, wanted: ContactCard) -> Iterator[Differs]:
    for field in ContactField:
        if field is ContactField.ADDRESS:
            before, after = shown_address(held.address), shown_address(wanted.address)
        else:
            before, after = getattr(held, field.value), getattr(wanted, field.value)
        if before != after:
            yield Differs(field=field, held=before, said=after)


def _text(held: str, said: str) -> str:
    """Spaces are none of a difference, capitals are."""
    return held if not said or held.split() == said.split() else said


def _email(held: str, said: str) -> str:
    return held if not said or held.casefold() == said.casefold() else said


def _phone(held: str, said: str) -> str:
    """People write the same number in many ways."""
    return held if not said or _digits(held) == _digits(said) else said


def _tax_number(held: str, said: str) -> str:
    return held if not said or _letters(held) == _letters(said) else said


def _address(held: Address, said: Address) -> Address:
    line1 = _line(held.line1, taken(said.line1, texts.LINE_LENGTH))
    line2 = taken(said.line2, texts.LINE_LENGTH)
    return Address(
        line1=line1,
        line2=line2 if line1 != held.line1 else _line(held.line2, line2),
        city=_line(held.city, taken(said.city, texts.CITY_LENGTH)),
        region=_line(held.region, taken(said.region, texts.CITY_LENGTH)),
        postal_code=_line(held.postal_code, taken(said.postal_code, texts.POSTAL_CODE_LENGTH)),
        country=_country(held.country, said.country),
    )


def _line(held: str, said: str) -> str:
    return held if not said or _letters(held) == _letters(said) else said


def _country(held: str, said: str) -> str:
    """Xero takes any text: “Germany” is DE."""
    return held if not said or said == COUNTRIES.get(held.casefold(), held.upper()) else said


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _letters(text: str) -> str:
    """Without spaces, dots and dashes, which people put anywhere."""
    return "".join(filter(str.isalnum, text.casefold()))
