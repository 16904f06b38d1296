"""The installation's settings as JSON: what is checked here is their shape, and not whether Xero knows an account."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from pydantic import Field, validator

from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.policies import (
    DocumentDate,
    InvoiceTarget,
    LockedPeriod,
    Notify,
    ProrationDisplay,
    RecurringSource,
    SentAs,
    TextSource,
)
from connect_ext.books.documents.reference import PLACEHOLDERS
from connect_ext.books.ids import ProductId, XeroId
from connect_ext.books.orders.order import SkuClass
from connect_ext.books.settings.settings import BilledParty, NumberSource, Settings
from connect_ext.web.settings.automation_shapes import AutomationBody
from connect_ext.web.settings.giving_back_shapes import GivingBackSettings
from connect_ext.web.settings.hold_shapes import HoldsBody, holds_body, rules_of
from connect_ext.web.settings.price_shapes import PriceSettings
from connect_ext.web.settings.settings_parts import (
    AS_THEY_ARE,
    LONGEST_CODE,
    LONGEST_TAX_TYPE,
    CancellationFeeBody,
    ContactDefaultsBody,
    DatedRateBody,
    PaymentTermsBody,
)

COUNTRY = re.compile(r"[A-Z]{2}")
PLACEHOLDER = re.compile(r"\{[^}]*\}?")


DEFAULTS = Settings()


class SettingsBody(AutomationBody, GivingBackSettings, PriceSettings):
    """Field by field as in `books.settings.Settings`."""

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
    holds: HoldsBody = Field(default=HoldsBody(), description="What auto-sync leaves to a person.")
    start_date: date | None = Field(
        default=None,
        description="Orders approved before it are never synced by themselves; null: the day of the first connection.",
        example="2026-11-01",
    )
    yearly_accounts: dict[SkuClass, str] = Field(
        default={}, description="For items charged for a year or longer; where none is set, as in accounts."
    )
    number_template: str = Field(
        default=DEFAULTS.number_template,
        max_length=200,
        description="Of invoices numbered by the marketplace; {po}, {request id}, {asset} and {customer} are filled.",
    )
    credit_number_template: str = Field(
        default=DEFAULTS.credit_number_template, max_length=200, description="The same of credit notes."
    )
    recurring_source: RecurringSource = Field(
        default=DEFAULTS.recurring_source, description="What says that a billing period begins."
    )
    in_arrears: list[str] = Field(default=[], description="Products charged when a period has ended, by id.")
    invoice_target: InvoiceTarget = Field(
        default=DEFAULTS.invoice_target, description="Which invoice an order's charges go to."
    )
    closing_day: int = Field(
        default=DEFAULTS.closing_day,
        ge=1,
        le=31,
        description="Of the month, clamped into it: when it is over, invoices per month are closed.",
    )
    sent_as: SentAs = Field(default=DEFAULTS.sent_as, description="The status that a document is made with.")
    email_invoices: bool = Field(
        default=DEFAULTS.email_invoices,
        description="E-mail each invoice that is approved here, once ten approved documents were sent by a person.",
    )
    document_date: DocumentDate = Field(
        default=DEFAULTS.document_date, description="service_start is never in the future, and never locked."
    )
    due: PaymentTermsBody | None = Field(default=None, description="null: the contact's, else the organisation's.")
    contact_defaults: ContactDefaultsBody = Field(
        default=ContactDefaultsBody(), description="What a contact's own defaults in Xero do to its invoices."
    )
    line_amounts: LineAmountTypes = Field(
        default=DEFAULTS.line_amounts, description="Whether the amounts of the lines have the tax in them."
    )
    proration_display: ProrationDisplay = Field(
        default=DEFAULTS.proration_display,
        description="Part of a period: in the unit price, or as a line at full price and one that adjusts it.",
    )
    description_from: TextSource = Field(
        default=DEFAULTS.description_from, description="Whose name of the item a line has."
    )
    trim_description: bool = Field(
        default=DEFAULTS.trim_description,
        description="To the product's name; service dates of another month than the invoice's stay.",
    )
    several_products_per_item: bool = Field(
        default=DEFAULTS.several_products_per_item,
        description="Whether several product items may be mapped to one item of Xero.",
    )
    locked_period: LockedPeriod = Field(
        default=DEFAULTS.locked_period, description="What becomes of a document whose date Xero has locked."
    )
    notify: Notify = Field(
        default=DEFAULTS.notify, description="What Activity shows first, and pop-ups tell of; everything is kept."
    )

    class Config:
        extra = "forbid"

    @validator("reference", "number_template", "credit_number_template")
    def placeholders_are_known(cls, value: str) -> str:
        unknown = [found for found in PLACEHOLDER.findall(value) if found not in PLACEHOLDERS]
        if unknown:
            raise ValueError(f"the placeholders are {', '.join(PLACEHOLDERS)}")
        return value

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
        prices_with_tax=frozenset(body.prices_with_tax),
        markup=dict(body.markup),
        currency_rates=tuple(rate.value_of() for rate in body.currency_rates),
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
        contact_defaults=body.contact_defaults.value_of(),
        price_parameters={ProductId(product): name for product, name in body.price_parameters.items()},
        start_date=body.start_date,
        yearly_accounts=dict(body.yearly_accounts),
        cancellation_fee=body.cancellation_fee.value_of(),
        reductions_by_product={ProductId(product): rule for product, rule in body.reductions_by_product.items()},
        cancellations_by_product={ProductId(product): rule for product, rule in body.cancellations_by_product.items()},
        in_arrears=frozenset(ProductId(product) for product in body.in_arrears),
        due=body.due.value_of() if body.due else None,
        **{name: getattr(body, name) for name in AS_THEY_ARE},
    )


def body_of(found: Settings) -> SettingsBody:
    return SettingsBody(
        price_sources=list(found.price_sources),
        prices_with_tax=sorted(found.prices_with_tax),
        markup=dict(found.markup),
        currency_rates=[DatedRateBody.of(rate) for rate in found.currency_rates],
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
        contact_defaults=ContactDefaultsBody.of(found.contact_defaults),
        price_parameters={str(product): name for product, name in found.price_parameters.items()},
        start_date=found.start_date,
        yearly_accounts=dict(found.yearly_accounts),
        cancellation_fee=CancellationFeeBody.of(found.cancellation_fee),
        reductions_by_product={str(product): rule for product, rule in found.reductions_by_product.items()},
        cancellations_by_product={str(product): rule for product, rule in found.cancellations_by_product.items()},
        in_arrears=sorted(found.in_arrears),
        due=PaymentTermsBody.of(found.due) if found.due else None,
        **{name: getattr(found, name) for name in AS_THEY_ARE},
    )
