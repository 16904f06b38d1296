"""The installation's settings, saved as a whole and only over the version that the person saw."""

from __future__ import annotations

import re
from typing import Annotated
from uuid import UUID

from connect.client import ConnectClient
from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field, validator

from connect_ext.books.ids import XeroId
from connect_ext.books.order import SkuClass
from connect_ext.books.settings import AutoSync, BilledParty, NumberSource, PriceSource, Settings
from connect_ext.storage import settings as stored
from connect_ext.sync import preferences
from connect_ext.sync.waking import keep_awake
from connect_ext.web.caller import Caller, caller
from connect_ext.web.clients import calling_installation, owner
from connect_ext.web.problem_details import changed_meanwhile
from connect_ext.web.shapes import Out

router = APIRouter(prefix="/settings", tags=["Settings"])

COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_CODE = 10
"""Of an account (https://developer.xero.com/documentation/api/accounting/accounts)."""
LONGEST_TAX_TYPE = 50


DEFAULTS = Settings()


class SettingsBody(Out):
    """Field by field as in `books.settings.Settings`."""

    price_sources: list[PriceSource] = Field(default=list(DEFAULTS.price_sources), min_items=1)
    billed_party: BilledParty = DEFAULTS.billed_party
    invoice_number_from: NumberSource = DEFAULTS.invoice_number_from
    reference: str = Field(default=DEFAULTS.reference, max_length=200)
    accounts: dict[SkuClass, str] = Field(
        default=dict(DEFAULTS.accounts), example={"licence": "200", "usage": "200", "custom": "260"}
    )
    fallback_account: str = Field(
        default=DEFAULTS.fallback_account,
        max_length=LONGEST_CODE,
        description="For a class of SKU without an account of its own.",
    )
    tax_type: str = Field(
        default=DEFAULTS.tax_type,
        max_length=LONGEST_TAX_TYPE,
        description="For customers of the organisation's own country; empty: the account's own.",
        example="OUTPUT",
    )
    tax_types_by_country: dict[str, str] = Field(
        default=dict(DEFAULTS.tax_types_by_country), example={"NZ": "EXEMPTEXPORT"}
    )
    branding_theme: UUID | None = Field(
        default=DEFAULTS.branding_theme, description="Xero's BrandingThemeID; null: Xero's default."
    )
    show_zero_lines: bool = DEFAULTS.show_zero_lines
    auto_sync: AutoSync = DEFAULTS.auto_sync

    class Config:
        extra = "forbid"

    @validator("accounts", each_item=True)
    def codes_are_short(cls, value: str) -> str:
        if len(value) > LONGEST_CODE:
            raise ValueError(f"an account code has at most {LONGEST_CODE} characters")
        return value

    @validator("tax_types_by_country", each_item=True)
    def tax_types_are_short(cls, value: str) -> str:
        if len(value) > LONGEST_TAX_TYPE:
            raise ValueError(f"a tax type has at most {LONGEST_TAX_TYPE} characters")
        return value

    @validator("tax_types_by_country")
    def countries_are_iso_codes(cls, value: dict[str, str]) -> dict[str, str]:
        wrong = [country for country in value if not COUNTRY.fullmatch(country)]
        if wrong:
            raise ValueError("countries are two capital letters, such as NZ")
        return value


class SettingsOut(Out):
    version: int
    settings: SettingsBody


class SettingsIn(BaseModel):
    version: int = Field(..., ge=0, description="The version that these settings were made from.")
    settings: SettingsBody

    class Config:
        extra = "forbid"


@router.get("", response_model=SettingsOut)
def read_settings(caller: Annotated[Caller, Depends(caller)]) -> SettingsOut:
    with caller.app.runtime.database.transaction() as tx:
        found = stored.load(tx, caller.installation_id)
    return SettingsOut(version=found.version, settings=_body(found.settings))


@router.put("", response_model=SettingsOut)
def save_settings(
    given: SettingsIn,
    caller: Annotated[Caller, Depends(caller)],
    owner: Annotated[ConnectClient, Depends(owner)],
    client: Annotated[ConnectClient, Depends(calling_installation)],
) -> SettingsOut:
    runtime = caller.app.runtime
    chosen = settings_of(given.settings)
    version = preferences.save_settings(runtime, caller.installation_id, chosen, given.version, caller.user_id)
    if version is None:
        raise changed_meanwhile("settings")
    caller.app.estimate_in_background(caller.installation_id, client)
    # Somebody may have deleted the schedule meanwhile. What was saved stays saved even if it cannot be made again.
    keep_awake(owner, caller.extension_id, caller.environment_id, runtime.clock())
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
        branding_theme=XeroId(str(body.branding_theme)) if body.branding_theme else None,
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
        branding_theme=UUID(found.branding_theme) if found.branding_theme else None,
        show_zero_lines=found.show_zero_lines,
        auto_sync=found.auto_sync,
    )
