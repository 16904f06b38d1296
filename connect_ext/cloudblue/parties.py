"""Tier accounts as parties, in the short form of requests and in the long form of the API."""

from __future__ import annotations

import re
from collections.abc import Mapping

from connect_ext.books.ids import TierAccountId
from connect_ext.books.orders.order import Address, Party
from connect_ext.cloudblue.json_path import Json, Misread, kind

EMPTY = "-"
"""Hubs fill mandatory fields that they do not know with a dash."""

TWO_LETTERS = re.compile("[A-Za-z]{2}")

NAMES = ("name", "company_name")
"""Where a name may stand. An external id is none: an invoice to a number would be worse than a question."""


def read_party(tier: Json) -> Party | None:
    """The party, None for `{}` and for a tier without id. Only an id of a wrong kind is a `Misread`."""
    if tier.value is not None and not isinstance(tier.value, Mapping):
        raise Misread(tier.path, f"it is {kind(tier.value)}, not an object")
    if tier.at("id").value in (None, ""):
        return None
    contact = "contact_info.contact"
    return Party(
        id=TierAccountId(tier.word("id")),
        name=next((name for name in (_filled(tier, at) for at in NAMES) if name), ""),
        tax_id=_filled(tier, "tax_id"),
        first_name=_filled(tier, f"{contact}.first_name"),
        last_name=_filled(tier, f"{contact}.last_name"),
        email=_filled(tier, f"{contact}.email"),
        phone=_phone(tier, f"{contact}.phone_number"),
        address=_address(tier),
    )


def _address(tier: Json) -> Address:
    country = _filled(tier, "contact_info.country")
    return Address(
        line1=_filled(tier, "contact_info.address_line1"),
        line2=_filled(tier, "contact_info.address_line2"),
        city=_filled(tier, "contact_info.city"),
        region=_filled(tier, "contact_info.state"),
        postal_code=_filled(tier, "contact_info.postal_code"),
        country=country.upper() if TWO_LETTERS.fullmatch(country) else "",
    )


def _phone(tier: Json, path: str) -> str:
    """The parts as people write them; empty when only the country's or area's code is known."""
    number = _filled(tier, f"{path}.phone_number")
    if not number:
        return _filled(tier, path)
    extension = _filled(tier, f"{path}.extension")
    parts = [
        _filled(tier, f"{path}.country_code"),
        _filled(tier, f"{path}.area_code"),
        number,
        f"ext. {extension}" if extension else "",
    ]
    return " ".join(part for part in parts if part)


def _filled(tier: Json, path: str) -> str:
    text = tier.text(path)
    return "" if text == EMPTY else text
