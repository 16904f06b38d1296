"""Settings that are made of several values, as JSON and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from pydantic import Field

from connect_ext.books.documents.organisation import PaymentTerms, TermKind
from connect_ext.books.documents.policies import ALL_USED, NO_FEE, CancellationFee, ContactDefaults, FeeRule
from connect_ext.books.money import Currency
from connect_ext.books.settings.rates import DatedRate
from connect_ext.web.door.shapes import Out

LONGEST_CODE = 10
"""Of an account (https://developer.xero.com/documentation/api/accounting/accounts)."""
LONGEST_TAX_TYPE = 50
CURRENCY = r"^[A-Z]{3}$"

AS_THEY_ARE = (
    "price_column",
    "cost_column_confirmed",
    "price_parameter",
    "number_template",
    "credit_number_template",
    "reductions",
    "reduction_days",
    "cancellation",
    "cancellation_days",
    "refund_lines",
    "recurring_source",
    "invoice_target",
    "closing_day",
    "sent_as",
    "email_invoices",
    "document_date",
    "line_amounts",
    "proration_display",
    "description_from",
    "trim_description",
    "several_products_per_item",
    "locked_period",
    "auto_sync_hour",
    "auto_sync_new_customers",
    "suggestions",
    "new_contacts",
    "changed_contacts",
    "new_contacts_seen",
    "notify",
)
"""Fields whose values are the same words inside and outside."""


class CancellationFeeBody(Out):
    """`value` is an amount without tax in `currency`, or a percentage."""

    rule: FeeRule = Field(default=NO_FEE.rule, description="What the value is.")
    value: Decimal = Field(default=Decimal(0), ge=0, max_digits=15, decimal_places=4, example="25.00")
    currency: str | None = Field(default=None, regex=CURRENCY, description="Of a fixed amount.")
    account: str = Field(
        default="", max_length=LONGEST_CODE, description="Account code; empty: that of the SKU class custom."
    )
    tax_type: str = Field(default="", max_length=LONGEST_TAX_TYPE, description="Empty: that of the SKU class custom.")

    class Config:
        extra = "forbid"

    def value_of(self) -> CancellationFee:
        return CancellationFee(
            rule=self.rule,
            value=self.value,
            currency=Currency(self.currency) if self.currency else None,
            account=self.account,
            tax_type=self.tax_type,
        )

    @classmethod
    def of(cls, fee: CancellationFee) -> CancellationFeeBody:
        return cls(rule=fee.rule, value=fee.value, currency=fee.currency, account=fee.account, tax_type=fee.tax_type)


class ContactDefaultsBody(Out):
    """true: use what the contact has in Xero, before what a product's mapping or these settings say; false: ignore."""

    terms: bool = Field(default=ALL_USED.terms, description="Payment terms, where due is null.")
    theme: bool = Field(default=ALL_USED.theme, description="The branding theme.")
    account: bool = Field(default=ALL_USED.account, description="The default sales account.")
    tracking: bool = Field(default=ALL_USED.tracking, description="The default tracking of sales.")
    discount: bool = Field(default=ALL_USED.discount, description="The discount, off every price of a source.")
    tax_type: bool = Field(default=ALL_USED.tax_type, description="The default tax rate of sales.")

    class Config:
        extra = "forbid"

    def value_of(self) -> ContactDefaults:
        return ContactDefaults(**self.dict())

    @classmethod
    def of(cls, chosen: ContactDefaults) -> ContactDefaultsBody:
        return cls(**asdict(chosen))


class PaymentTermsBody(Out):
    """In Xero's words."""

    days: int = Field(..., ge=0, le=366, description="So many days after, or this day of the month.")
    kind: TermKind = Field(..., description="What the days count from.")

    class Config:
        extra = "forbid"

    def value_of(self) -> PaymentTerms:
        return PaymentTerms(days=self.days, kind=self.kind)

    @classmethod
    def of(cls, terms: PaymentTerms) -> PaymentTermsBody:
        return cls(days=terms.days, kind=terms.kind)


class DatedRateBody(Out):
    """One unit of `source` is `rate` units of `target` from a day on."""

    source: str = Field(..., regex=CURRENCY, description="The currency of the price.")
    target: str = Field(..., regex=CURRENCY, description="The organisation's base currency.")
    since: date = Field(..., description="The first day of service that it holds for.")
    rate: Decimal = Field(..., gt=0, max_digits=15, decimal_places=8, example="1.5231")

    class Config:
        extra = "forbid"

    def value_of(self) -> DatedRate:
        return DatedRate(source=Currency(self.source), target=Currency(self.target), since=self.since, rate=self.rate)

    @classmethod
    def of(cls, rate: DatedRate) -> DatedRateBody:
        return cls(source=rate.source, target=rate.target, since=rate.since, rate=rate.rate)
