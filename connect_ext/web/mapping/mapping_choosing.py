"""What a person may choose from: the organisation's contacts and items, found by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.mapping_lists import SEARCH_LENGTH, Asked, Only
from connect_ext.web.mapping.mapping_shapes import XeroItemOut, xero_item

router = APIRouter(prefix="/mapping", tags=["Mapping"])

AT_ONCE = 20
"""More than anybody reads: another letter says it better."""
Search = Annotated[str, Query(max_length=SEARCH_LENGTH, description="Words of names, codes, numbers and addresses.")]
Row = TypeVar("Row")


class ContactChoiceOut(Out):
    contact_id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., example="Harbour & Sons Pty Ltd")
    about: str = Field(..., description="What tells it from others, for people.", example="robin@harbour.example")


class ContactChoicesOut(Out):
    contacts: list[ContactChoiceOut] = Field(..., description="Active ones, by name.")
    more: bool = Field(..., description="Whether there are others that match.", example=False)


class ItemChoicesOut(Out):
    items: list[XeroItemOut] = Field(..., description="By code.")
    more: bool = Field(..., description="Whether there are others that match.", example=False)


@router.get("/contacts", response_model=ContactChoicesOut, dependencies=[Depends(one_at_a_time(Wait.CONTACTS))])
def contacts(caller: Annotated[Caller, Depends(caller)], search: Search = "") -> ContactChoicesOut:
    lists, now = caller.app.runtime.lists, caller.app.runtime.clock()
    cards = of_xero(caller, lambda access: lists.contacts_of(access, now))
    active = sorted((card for card in cards if card.active), key=lambda card: (card.name.casefold(), card.id))
    found, more = _found(active, search, lambda card: [card.name, card.email, card.tax_number, card.account_number])
    return ContactChoicesOut(contacts=[_choice(card) for card in found], more=more)


@router.get("/xero-items", response_model=ItemChoicesOut, dependencies=[Depends(one_at_a_time(Wait.XERO_ITEMS))])
def xero_items(caller: Annotated[Caller, Depends(caller)], search: Search = "") -> ItemChoicesOut:
    lists, now = caller.app.runtime.lists, caller.app.runtime.clock()
    items = of_xero(caller, lambda access: lists.items_of(access, now))
    ordered = sorted(items, key=lambda item: item.code)
    found, more = _found(ordered, search, lambda item: [item.code, item.name])
    return ItemChoicesOut(items=[xero_item(item) for item in found], more=more)


def _found(rows: Sequence[Row], search: str, texts: Callable[[Row], Iterable[str]]) -> tuple[list[Row], bool]:
    wanted = Asked(only=Only.ALL, search=search, after=None, limit=AT_ONCE)
    found = [row for row in rows if wanted.finds(texts(row))]
    return found[:AT_ONCE], len(found) > AT_ONCE


def _choice(card: ContactCard) -> ContactChoiceOut:
    about = card.email or card.tax_number or card.account_number
    return ContactChoiceOut(contact_id=card.id, name=card.name, about=about)
