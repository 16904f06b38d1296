"""What settings may choose from: accounts, tax types, currencies and themes, as Xero has them now."""

from __future__ import annotations

from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.mapping.classify import why_unusable
from connect_ext.sync.by_hand.returning import after_a_look
from connect_ext.sync.connection.asking_xero import ask_xero
from connect_ext.sync.connection.tokens import NotConnected
from connect_ext.sync.gathering.facts import JUST_NOW, KEPT_FOR, recent_facts
from connect_ext.web.door.caller import Caller, caller, not_connected
from connect_ext.web.door.clients import owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.shapes import Out

router = APIRouter(prefix="/organisation", tags=["Organisation"])


class AccountOut(Out):
    code: str = Field(..., example="200")
    name: str = Field(..., example="Sales")
    tax_type: str = Field(
        ..., description="What a line on this account has unless it says otherwise.", example="OUTPUT"
    )


class TaxTypeOut(Out):
    tax_type: str = Field(..., example="OUTPUT")
    name: str = Field(..., example="GST on Income")


class ThemeOut(Out):
    id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., example="Standard")


class OrganisationDetail(Out):
    name: str = Field(..., example="Harbour Cloud Ltd")
    country: str = Field(..., example="AU")
    base_currency: str = Field(..., example="AUD")
    currencies: list[str] = Field(..., example=["AUD", "USD"])
    accounts: list[AccountOut]
    tax_types: list[TaxTypeOut]
    themes: list[ThemeOut]


@router.get("", response_model=OrganisationDetail, dependencies=[Depends(one_at_a_time(Wait.ORGANISATION))])
def organisation(
    caller: Annotated[Caller, Depends(caller)],
    owner: Annotated[ConnectClient, Depends(owner)],
    fresh: Annotated[bool, Query(description="Whether it was changed in Xero a moment ago.")] = False,
) -> OrganisationDetail:
    """As it was two minutes ago at most, ten seconds when it is wanted `fresh`."""
    runtime, recent, age = caller.app.runtime, caller.app.recent_facts, JUST_NOW if fresh else KEPT_FOR
    found = ask_xero(runtime, caller.installation_id, lambda access: recent_facts(runtime, recent, access, age))
    if isinstance(found, NotConnected):
        raise not_connected(found)
    if after_a_look(runtime, caller.installation_id, found):
        caller.app.drain_in_background(owner, caller.extension_id)
    return _detail(found)


def _detail(facts: Organisation) -> OrganisationDetail:
    """Only what an invoice line may use: accounts that sales go to, and taxes on sales."""
    return OrganisationDetail(
        name=facts.name,
        country=facts.country,
        base_currency=facts.base_currency,
        currencies=sorted(facts.currencies),
        accounts=[
            AccountOut(code=a.code, name=a.name, tax_type=a.tax_type)
            for a in facts.accounts
            if a.code and why_unusable(a) is None
        ],
        tax_types=[
            TaxTypeOut(tax_type=rate.tax_type, name=rate.name)
            for rate in facts.tax_rates
            if rate.active and rate.for_revenue
        ],
        themes=[ThemeOut(id=theme.id, name=theme.name) for theme in facts.themes],
    )
