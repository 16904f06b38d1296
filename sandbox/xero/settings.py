"""What an app reads before it writes: the organisation, its accounts, tax rates, currencies and themes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.xero.call import Call
from sandbox.xero.rendering import ms_day, ms_instant
from sandbox.xero.state import Account, Organisation, TaxRate
from sandbox.xero.where import Field, filtered, ordered
from sandbox.xero.words import Json

_CURRENCY_NAMES = {
    "AUD": "Australian Dollar",
    "USD": "US Dollar",
    "EUR": "Euro",
    "GBP": "British Pound",
    "JPY": "Japanese Yen",
}


def read_organisation(call: Call) -> Json:
    return {"Organisations": [_organisation(call.books.organisation)]}


def read_accounts(call: Call) -> Json:
    rows = [_account(call, account) for account in call.books.accounts.values()]
    return {"Accounts": _picked(rows, call, ("Code", "Name", "Status", "Type", "Class", "SystemAccount"))}


def read_tax_rates(call: Call) -> Json:
    rows = [_tax_rate(rate) for rate in call.books.rates.values()]
    return {"TaxRates": _picked(rows, call, ("TaxType", "Name", "Status"))}


def read_currencies(call: Call) -> Json:
    rows = [
        {"Code": code, "Description": _CURRENCY_NAMES.get(code, code)} for code in call.books.organisation.currencies
    ]
    return {"Currencies": _picked(rows, call, ("Code",))}


def read_themes(call: Call) -> Json:
    created = ms_instant(call.books.organisation.created_at)
    return {
        "BrandingThemes": [
            {"BrandingThemeID": theme.theme_id, "Name": theme.name, "SortOrder": order, "CreatedDateUTC": created}
            for order, theme in enumerate(call.books.themes.values())
        ]
    }


def _picked(rows: list[Json], call: Call, names: tuple[str, ...]) -> list[Json]:
    fields: dict[str, Field[Json]] = {name: _property(name) for name in names}
    return ordered(filtered(rows, call.query.get("where"), fields), call.query.get("order"), fields)


def _property(name: str) -> Callable[[Json], Any]:
    return lambda row: row.get(name)


def _organisation(organisation: Organisation) -> Json:
    shown: Json = {
        "OrganisationID": organisation.tenant_id,
        "Name": organisation.name,
        "LegalName": organisation.name,
        "PaysTax": True,
        "Version": organisation.version,
        "OrganisationType": "COMPANY",
        "OrganisationEntityType": "COMPANY",
        "BaseCurrency": organisation.base_currency,
        "CountryCode": organisation.country,
        "IsDemoCompany": False,
        "OrganisationStatus": "ACTIVE",
        "TaxNumber": organisation.tax_number,
        "FinancialYearEndDay": 30 if organisation.country == "AU" else 31,
        "FinancialYearEndMonth": 6 if organisation.country == "AU" else 3,
        "SalesTaxBasis": "ACCRUALS",
        "SalesTaxPeriod": "QUARTERLY",
        "DefaultSalesTax": "Tax Exclusive",
        "DefaultPurchasesTax": "Tax Exclusive",
        "CreatedDateUTC": ms_instant(organisation.created_at),
        "Timezone": organisation.timezone,
        "ShortCode": organisation.short_code,
        "Class": organisation.plan,
        "Edition": "BUSINESS",
        "Addresses": [],
        "Phones": [],
        "ExternalLinks": [],
        "PaymentTerms": {"Sales": organisation.sales_terms},
    }
    if organisation.period_lock:
        shown["PeriodLockDate"] = ms_day(organisation.period_lock)
    if organisation.year_lock:
        shown["EndOfYearLockDate"] = ms_day(organisation.year_lock)
    return shown


def _account(call: Call, account: Account) -> Json:
    shown: Json = {
        "AccountID": account.account_id,
        "Code": account.code,
        "Name": account.name,
        "Status": "ACTIVE" if account.active else "ARCHIVED",
        "Type": account.type,
        "Class": account.account_class,
        "TaxType": account.tax_type,
        "EnablePaymentsToAccount": False,
        "ShowInExpenseClaims": False,
        "ReportingCode": "",
        "HasAttachments": False,
        "UpdatedDateUTC": ms_instant(call.books.organisation.created_at),
        "AddToWatchlist": False,
    }
    if account.system:
        shown["SystemAccount"] = account.system
    if account.type == "BANK":
        shown |= {"BankAccountNumber": "0612345678", "BankAccountType": "BANK"}
        shown["CurrencyCode"] = call.books.organisation.base_currency
    return shown


def _tax_rate(rate: TaxRate) -> Json:
    return {
        "Name": rate.name,
        "TaxType": rate.tax_type,
        "ReportTaxType": rate.report_as,
        "CanApplyToAssets": "ASSET" in rate.applies_to,
        "CanApplyToEquity": "EQUITY" in rate.applies_to,
        "CanApplyToExpenses": "EXPENSE" in rate.applies_to,
        "CanApplyToLiabilities": "LIABILITY" in rate.applies_to,
        "CanApplyToRevenue": "REVENUE" in rate.applies_to,
        "DisplayTaxRate": rate.rate,
        "EffectiveRate": rate.rate,
        "Status": "ACTIVE" if rate.active else "DELETED",
        "TaxComponents": [{"Name": rate.name, "Rate": rate.rate, "IsCompound": False, "IsNonRecoverable": False}],
    }
