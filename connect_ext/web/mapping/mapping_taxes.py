"""The Mapping page's taxes: which tax type the customers of each country have, and which countries wait for one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import Field, validator

from connect_ext.books.documents.organisation import Organisation
from connect_ext.storage import settings
from connect_ext.sync.by_hand.preferences import save_settings
from connect_ext.sync.connection.tokens import Access
from connect_ext.sync.gathering.facts import recent_facts
from connect_ext.sync.mapping.mapping_customers import CustomerMap, read_customers
from connect_ext.sync.mapping.mapping_items import unusable_codes
from connect_ext.web.connection.of_xero import of_xero
from connect_ext.web.door.caller import Caller, caller
from connect_ext.web.door.clients import calling_installation, owner
from connect_ext.web.door.in_flight import Wait, one_at_a_time
from connect_ext.web.door.problem_details import Refusal, changed_meanwhile
from connect_ext.web.door.shapes import Out
from connect_ext.web.mapping.mapping_shapes import TAX_TYPE_LENGTH, Strict

router = APIRouter(prefix="/mapping/taxes", tags=["Mapping"])

COUNTRY = r"^[A-Z]{2}(?!\n)$"


class CountryTaxBody(Strict):
    country: str = Field(..., regex=COUNTRY, description="ISO 3166; ZZ: where it is not known.", example="NZ")
    tax_type: str = Field(..., min_length=1, max_length=TAX_TYPE_LENGTH, example="EXEMPTEXPORT")


class TaxesBody(Strict):
    version: int = Field(..., ge=0, description="Of the settings, of which taxes are a part.", example=3)
    tax_type: str = Field(
        ..., max_length=TAX_TYPE_LENGTH, description="At home; empty: the account's own.", example="OUTPUT"
    )
    countries: list[CountryTaxBody] = Field(..., max_items=250, description="Each country once.")

    @validator("countries")
    def each_country_once(cls, value: list[CountryTaxBody]) -> list[CountryTaxBody]:
        if len({one.country for one in value}) < len(value):
            raise ValueError("name each country once")
        return value


class CountryTaxOut(Out):
    country: str = Field(..., description="ISO 3166; ZZ: where it is not known.", example="NZ")
    tax_type: str = Field(..., description="Empty: none yet, so its orders wait.", example="EXEMPTEXPORT")
    customers: int = Field(..., description="Of this country.", example=4)


class TaxesOut(Out):
    version: int = Field(..., description="Of the settings, of which taxes are a part.", example=3)
    home: str = Field(..., description="The organisation's own country.", example="AU")
    home_customers: int = Field(..., example=120)
    tax_type: str = Field(..., description="At home; empty: the account's own.", example="OUTPUT")
    countries: list[CountryTaxOut] = Field(..., description="With a rule, or with customers; without one first.")


@router.get("", response_model=TaxesOut, dependencies=[Depends(one_at_a_time(Wait.TAXES))])
def read_taxes(
    caller: Annotated[Caller, Depends(caller)], client: Annotated[ConnectClient, Depends(calling_installation)]
) -> TaxesOut:
    return _read(caller, client)


@router.put("", response_model=TaxesOut, dependencies=[Depends(one_at_a_time(Wait.MAPPING))])
def save_taxes(
    given: TaxesBody,
    caller: Annotated[Caller, Depends(caller)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
    owner: Annotated[ConnectClient, Depends(owner)],
) -> TaxesOut:
    """In place of all that were. Orders that waited for a tax type go on."""
    facts = of_xero(caller, lambda access: _facts(caller, access))
    for tax_type in [given.tax_type, *(one.tax_type for one in given.countries)]:
        if why := unusable_codes("", tax_type, facts):
            raise Refusal(409, "not_mapped", why)
    runtime, id_ = caller.app.runtime, caller.installation_id
    with runtime.database.transaction() as tx:
        former = settings.load(tx, id_).settings
    by_country = {one.country: one.tax_type for one in given.countries}
    chosen = replace(former, tax_type=given.tax_type, tax_types_by_country=by_country)
    if save_settings(runtime, id_, chosen, given.version, caller.user_id) is None:
        raise changed_meanwhile("settings")
    caller.app.estimate_in_background(id_, client)
    caller.app.drain_in_background(owner, caller.extension_id)
    return _read(caller, client)


def _read(caller: Caller, client: ConnectClient) -> TaxesOut:
    runtime, id_ = caller.app.runtime, caller.installation_id

    def read(access: Access) -> tuple[CustomerMap, Organisation]:
        return read_customers(runtime, client, access, id_), _facts(caller, access)

    found, facts = of_xero(caller, read)
    with runtime.database.transaction() as tx:
        stored = settings.load(tx, id_)
    rules = stored.settings.tax_types_by_country
    living = Counter(one.party.address.country or "ZZ" for one in found.customers)
    home = living.pop(facts.country, 0) if facts.country not in rules else living[facts.country]
    rows = [
        CountryTaxOut(country=country, tax_type=rules.get(country, ""), customers=living[country])
        for country in {*living, *rules}
    ]
    return TaxesOut(
        version=stored.version,
        home=facts.country,
        home_customers=home,
        tax_type=stored.settings.tax_type,
        countries=sorted(rows, key=lambda row: (bool(row.tax_type), row.country)),
    )


def _facts(caller: Caller, access: Access) -> Organisation:
    return recent_facts(caller.app.runtime, caller.app.recent_facts, access)
