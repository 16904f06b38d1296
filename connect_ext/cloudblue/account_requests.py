"""Requests that change a customer's own details: who it is, as the request shows it (`docs/to-verify.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connect_ext.books.orders.order import Party
from connect_ext.cloudblue.json_path import Json, Misread
from connect_ext.cloudblue.parties import read_party

ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequest:
    id: str
    customer: Party


def read_account_request(payload: Mapping[str, Any]) -> AccountRequest | None:
    """None where it does not say who has changed, or is not accepted. Never raises."""
    found = Json(value=payload, path="")
    try:
        customer = read_party(found.at("account"))
    except Misread:
        return None
    if customer is None or found.text("status") != ACCEPTED:
        return None
    return AccountRequest(id=found.text("id"), customer=customer)
