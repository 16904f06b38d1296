"""Tier accounts: the customers and resellers behind an order, with an address and a person to write to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.connect.accounts import Account
from sandbox.connect.state import State

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    first_name: str
    last_name: str
    email: str
    street: str
    city: str
    state: str
    postal_code: str
    country: str


def add_tier_account(
    state: State, name: str, person: Person, *, type_: str, owner: Account, audience: Iterable[str],
    tax_id: str = "", parent: str = "",
) -> Json:  # fmt: skip
    id_ = state.ids.new("TA", 4, 4, 4)
    account: Json = {
        "id": id_, "version": 1, "name": name, "type": type_, "external_id": id_[-9:].replace("-", ""),
        "external_uid": str(uuid.uuid5(uuid.NAMESPACE_URL, id_)), "tax_id": tax_id,
        "owner": {"id": owner.id, "name": owner.name},
        "scopes": ["customer"] if type_ == "customer" else ["tier1"],
        "contact_info": _contact_info(person),
        "events": {"created": {"at": state.now()}, "updated": {"at": state.now()}},
    }  # fmt: skip
    if parent:
        account["parent"] = {"id": parent}
    return state.put("tier/accounts", account, audience)


def _contact_info(person: Person) -> Json:
    code = {"au": "+61", "gb": "+44"}[person.country.lower()]
    return {
        "address_line1": person.street, "address_line2": "", "city": person.city, "state": person.state,
        "postal_code": person.postal_code, "country": person.country,
        "contact": {
            "first_name": person.first_name, "last_name": person.last_name, "email": person.email,
            "phone_number": {"country_code": code, "area_code": "", "phone_number": "5550123", "extension": ""},
        },
    }  # fmt: skip
