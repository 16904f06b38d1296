"""What an organisation allows, as Xero tells it; a proposal is checked against it before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from connect_ext.books.ids import TenantId, XeroId
from connect_ext.books.money import Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    code: str
    name: str
    type: str
    tax_type: str
    active: bool
    system: bool
    """System accounts (receivables, GST, rounding) cannot stand on an invoice line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    tax_type: str
    name: str
    active: bool
    for_revenue: bool
    effective_rate: Decimal
    for_liabilities: bool = True
    """Whether it goes with accounts such as income in advance."""
    automatic: bool = False
    """Whether Xero works the tax out by itself, address by address, as it does in the United States."""
    reverse_charge: bool = False
    """Whether whoever is billed owes the tax, and not the organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandingTheme:
    id: XeroId
    name: str


class TermKind(StrEnum):
    """Xero's four kinds of payment terms, in its own words
    (https://developer.xero.com/documentation/api/accounting/types#payment-terms)."""

    DAYS_AFTER_BILL_DATE = "DAYSAFTERBILLDATE"
    DAYS_AFTER_BILL_MONTH = "DAYSAFTERBILLMONTH"
    OF_CURRENT_MONTH = "OFCURRENTMONTH"
    OF_FOLLOWING_MONTH = "OFFOLLOWINGMONTH"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentTerms:
    days: int
    kind: TermKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One Xero company and the lists an invoice may choose from."""

    tenant_id: TenantId
    name: str
    country: str
    base_currency: Currency
    timezone: ZoneInfo
    currencies: frozenset[Currency]
    accounts: tuple[Account, ...]
    tax_rates: tuple[TaxRate, ...]
    themes: tuple[BrandingTheme, ...]
    sales_terms: PaymentTerms | None
    locked_until: date | None
    """The later of PeriodLockDate and EndOfYearLockDate; a document may not be dated on or before it."""
    pays_tax: bool = True
    """Whether it is registered for sales tax; else no line of it has any."""
    short_code: str = ""
    """Xero's name of the organisation in links to its pages; empty when Xero does not say."""

    @property
    def works_out_tax(self) -> bool:
        """United States sales tax: Xero's own tool decides how much, and nobody here can say so before."""
        return self.country == "US" and any(rate.automatic and rate.active for rate in self.tax_rates)

    def is_locked(self, day: date) -> bool:
        return self.locked_until is not None and day <= self.locked_until

    def account(self, code: str) -> Account | None:
        return next((account for account in self.accounts if account.code == code), None)

    def tax_rate(self, tax_type: str) -> TaxRate | None:
        return next((rate for rate in self.tax_rates if rate.tax_type == tax_type), None)
