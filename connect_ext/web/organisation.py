"""What settings may choose from: accounts, tax types, currencies and themes, as Xero has them now."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from connect_ext.books.organisation import Organisation
from connect_ext.sync.tokens import Access
from connect_ext.web.caller import connected

router = APIRouter(prefix="/organisation", tags=["Organisation"])


class AccountOut(BaseModel):
    code: str = Field(..., example="200")
    name: str = Field(..., example="Sales")
    tax_type: str = Field(
        ..., description="What a line on this account has unless it says otherwise.", example="OUTPUT"
    )


class TaxTypeOut(BaseModel):
    tax_type: str = Field(..., example="OUTPUT")
    name: str = Field(..., example="GST on Income")


class ThemeOut(BaseModel):
    id: str = Field(..., example="0f3b6d1c-0000-4000-8000-000000000001")
    name: str = Field(..., example="Standard")


class OrganisationDetail(BaseModel):
    name: str = Field(..., example="Harbour Cloud Ltd")
    country: str = Field(..., example="AU")
    base_currency: str = Field(..., example="AUD")
    currencies: list[str] = Field(..., example=["AUD", "USD"])
    accounts: list[AccountOut]
    tax_types: list[TaxTypeOut]
    themes: list[ThemeOut]


@router.get("", response_model=OrganisationDetail)
def organisation(found: Annotated[Access, Depends(connected)]) -> OrganisationDetail:
    return _detail(found.organisation.facts())


def _detail(facts: Organisation) -> OrganisationDetail:
    """Only what an invoice line may use: archived and system accounts and purchase taxes are left out."""
    return OrganisationDetail(
        name=facts.name,
        country=facts.country,
        base_currency=facts.base_currency,
        currencies=sorted(facts.currencies),
        accounts=[
            AccountOut(code=a.code, name=a.name, tax_type=a.tax_type)
            for a in facts.accounts
            if a.active and not a.system and a.code
        ],
        tax_types=[
            TaxTypeOut(tax_type=rate.tax_type, name=rate.name)
            for rate in facts.tax_rates
            if rate.active and rate.for_revenue
        ],
        themes=[ThemeOut(id=theme.id, name=theme.name) for theme in facts.themes],
    )
