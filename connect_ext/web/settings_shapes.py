"""The installation's settings as JSON: what is checked here is their shape, and not whether Xero knows an account."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import Field, validator

from connect_ext.books.document import LineAmountTypes
from connect_ext.books.ids import ProductId, XeroId
from connect_ext.books.money import Currency
from connect_ext.books.order import SkuClass
from connect_ext.books.organisation import PaymentTerms, TermKind
from connect_ext.books.policies import (
    CancellationFee,
    CancellationRule,
    DocumentDate,
    FeeRule,
    InvoiceTarget,
    LockedPeriod,
    ProrationDisplay,
    RecurringSource,
    ReductionRule,
    RefundLines,
    SentAs,
    TextSource,
)
from connect_ext.books.settings import AutoSync, BilledParty, NumberSource, PriceSource, Settings
from connect_ext.web.hold_shapes import HoldsBody, holds_body, rules_of
from connect_ext.web.shapes import Out

COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_CODE = 10
"""Of an account (https://developer.xero.com/documentation/api/accounting/accounts)."""
LONGEST_TAX_TYPE = 50


DEFAULTS = Settings()

AS_THEY_ARE = (
    "number_template",
    "reductions",
    "reduction_days",
    "cancellation",
    "cancellation_days",
    "refund_lines",
    "recurring_source",
    "invoice_target",
    "closing_day",
    "sent_as",
    "document_date",
    "line_amounts",
    "proration_display",
    "description_from",
    "trim_description",
    "several_products_per_item",
    "locked_period",
)
"""Fields whose values are the same words inside and outside."""


class CancellationFeeBody(Out):
    """`value` is an amount without tax in `currency`, or a percentage."""

    rule: FeeRule = DEFAULTS.cancellation_fee.rule
    value: Decimal = Field(default=Decimal(0), ge=0, max_digits=15, decimal_places=4, example="25.00")
    currency: str | None = Field(default=None, regex=r"^[A-Z]{3}$")
    account: str = Field(default="", max_length=LONGEST_CODE)
    tax_type: str = Field(default="", max_length=LONGEST_TAX_TYPE)

    class Config:
        extra = "forbid"


class PaymentTermsBody(Out):
    """In Xero's words."""

    days: int = Field(..., ge=0, le=366)
    kind: TermKind

    class Config:
        extra = "forbid"


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
    holds: HoldsBody = Field(default=HoldsBody(), description="What auto-sync leaves to a person.")
    start_date: date | None = Field(
        default=None,
        description="Orders approved before it are never synced by themselves; null: the day of the first connection.",
        example="2026-11-01",
    )
    yearly_accounts: dict[SkuClass, str] = Field(
        default={}, description="For items charged for a year or longer; where none is set, as in accounts."
    )
    number_template: str = Field(default=DEFAULTS.number_template, max_length=200)
    reductions: ReductionRule = DEFAULTS.reductions
    reduction_days: int = Field(default=DEFAULTS.reduction_days, ge=0, le=366)
    cancellation: CancellationRule = DEFAULTS.cancellation
    cancellation_days: int = Field(default=DEFAULTS.cancellation_days, ge=0, le=366)
    cancellation_fee: CancellationFeeBody = CancellationFeeBody()
    refund_lines: RefundLines = DEFAULTS.refund_lines
    recurring_source: RecurringSource = DEFAULTS.recurring_source
    in_arrears: list[str] = Field(default=[], description="Products charged when a period has ended, by id.")
    invoice_target: InvoiceTarget = DEFAULTS.invoice_target
    closing_day: int = Field(default=DEFAULTS.closing_day, ge=1, le=31)
    sent_as: SentAs = DEFAULTS.sent_as
    document_date: DocumentDate = DEFAULTS.document_date
    due: PaymentTermsBody | None = Field(default=None, description="null: the contact's, else the organisation's.")
    line_amounts: LineAmountTypes = DEFAULTS.line_amounts
    proration_display: ProrationDisplay = DEFAULTS.proration_display
    description_from: TextSource = DEFAULTS.description_from
    trim_description: bool = DEFAULTS.trim_description
    several_products_per_item: bool = DEFAULTS.several_products_per_item
    locked_period: LockedPeriod = DEFAULTS.locked_period

    class Config:
        extra = "forbid"

    @validator("accounts", "yearly_accounts", each_item=True)
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
        holds=rules_of(body.holds),
        start_date=body.start_date,
        yearly_accounts=dict(body.yearly_accounts),
        cancellation_fee=_fee(body.cancellation_fee),
        in_arrears=frozenset(ProductId(product) for product in body.in_arrears),
        due=PaymentTerms(days=body.due.days, kind=body.due.kind) if body.due else None,
        **{name: getattr(body, name) for name in AS_THEY_ARE},
    )


def _fee(body: CancellationFeeBody) -> CancellationFee:
    return CancellationFee(
        rule=body.rule,
        value=body.value,
        currency=Currency(body.currency) if body.currency else None,
        account=body.account,
        tax_type=body.tax_type,
    )


def body_of(found: Settings) -> SettingsBody:
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
        holds=holds_body(found.holds),
        start_date=found.start_date,
        yearly_accounts=dict(found.yearly_accounts),
        cancellation_fee=_fee_body(found.cancellation_fee),
        in_arrears=sorted(found.in_arrears),
        due=PaymentTermsBody(days=found.due.days, kind=found.due.kind) if found.due else None,
        **{name: getattr(found, name) for name in AS_THEY_ARE},
    )


def _fee_body(fee: CancellationFee) -> CancellationFeeBody:
    return CancellationFeeBody(
        rule=fee.rule, value=fee.value, currency=fee.currency, account=fee.account, tax_type=fee.tax_type
    )
