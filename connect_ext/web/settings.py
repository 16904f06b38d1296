"""The installation's settings, saved as a whole and only over the version that the person saw."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, validator

from connect_ext.books.ids import XeroId
from connect_ext.books.order import SkuClass
from connect_ext.books.settings import AutoSync, BilledParty, NumberSource, PriceSource, Settings
from connect_ext.storage import settings as stored
from connect_ext.web.problem_details import Refusal
from connect_ext.web.scope import Scope, scope

router = APIRouter(prefix="/settings", tags=["Settings"])

COUNTRY = re.compile(r"[A-Z]{2}")


class SettingsBody(BaseModel):
    """Field by field as in `books.settings.Settings`."""

    price_sources: list[PriceSource] = Field(default=[PriceSource.PRICE_LIST, PriceSource.OWN_TABLE], min_items=1)
    billed_party: BilledParty = BilledParty.DIRECTLY_BELOW
    invoice_number_from: NumberSource = NumberSource.XERO
    reference: str = Field(default="{po} {request id}", max_length=200)
    accounts: dict[SkuClass, str] = Field(default={}, example={"licence": "200", "usage": "200", "custom": "260"})
    fallback_account: str = Field(default="", max_length=10)
    tax_type: str = Field(default="", max_length=50)
    tax_types_by_country: dict[str, str] = Field(default={}, example={"NZ": "EXEMPTEXPORT"})
    branding_theme: str | None = None
    show_zero_lines: bool = False
    auto_sync: AutoSync = AutoSync.OFF

    class Config:
        extra = "forbid"

    @validator("tax_types_by_country")
    def countries_are_iso_codes(cls, value: dict[str, str]) -> dict[str, str]:
        wrong = [country for country in value if not COUNTRY.fullmatch(country)]
        if wrong:
            raise ValueError("countries are two capital letters, such as NZ")
        return value


class SettingsOut(BaseModel):
    version: int
    settings: SettingsBody


class SettingsIn(BaseModel):
    version: int = Field(..., ge=0, description="The version that these settings were made from.")
    settings: SettingsBody


@router.get("", response_model=SettingsOut)
def read_settings(scope: Annotated[Scope, Depends(scope)]) -> SettingsOut:
    with scope.app.runtime.database.transaction() as tx:
        found = stored.load(tx, scope.installation_id)
    return SettingsOut(version=found.version, settings=_body(found.settings))


@router.put("", response_model=SettingsOut)
def save_settings(given: SettingsIn, scope: Annotated[Scope, Depends(scope)]) -> SettingsOut:
    runtime = scope.app.runtime
    chosen = settings_of(given.settings)
    with runtime.database.transaction() as tx:
        version = stored.save(tx, scope.installation_id, chosen, given.version, runtime.clock())
    if version is None:
        raise Refusal(409, "changed_meanwhile", "Somebody saved other settings meanwhile. Load them and save again.")
    return SettingsOut(version=version, settings=_body(chosen))


def settings_of(body: SettingsBody) -> Settings:
    return Settings(
        price_sources=tuple(dict.fromkeys(body.price_sources)),
        billed_party=body.billed_party,
        invoice_number_from=body.invoice_number_from,
        reference=body.reference,
        accounts=dict(body.accounts),
        fallback_account=body.fallback_account,
        tax_type=body.tax_type,
        tax_types_by_country=dict(body.tax_types_by_country),
        branding_theme=XeroId(body.branding_theme) if body.branding_theme else None,
        show_zero_lines=body.show_zero_lines,
        auto_sync=body.auto_sync,
    )


def _body(found: Settings) -> SettingsBody:
    return SettingsBody(
        price_sources=list(found.price_sources),
        billed_party=found.billed_party,
        invoice_number_from=found.invoice_number_from,
        reference=found.reference,
        accounts=dict(found.accounts),
        fallback_account=found.fallback_account,
        tax_type=found.tax_type,
        tax_types_by_country=dict(found.tax_types_by_country),
        branding_theme=found.branding_theme,
        show_zero_lines=found.show_zero_lines,
        auto_sync=found.auto_sync,
    )
