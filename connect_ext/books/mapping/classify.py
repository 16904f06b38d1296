"""Which account code and which tax type a line takes (money §11), checked against the organisation's own lists."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.organisation import Account, Organisation
from connect_ext.books.orders.order import Party, ProductItem
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.settings.settings import Settings

LIABILITIES = frozenset({"CURRLIAB", "LIABILITY", "TERMLIAB"})
FOR_SALES = frozenset({"REVENUE", "SALES", "OTHERINCOME"}) | LIABILITIES
"""Types of account that sales go to: revenue, or a liability for income in advance
(https://developer.xero.com/documentation/api/accounting/types#account-types)."""

NOT_KNOWN = "ZZ"
"""ISO 3166 leaves this code to users; CLDR uses it for a country that is not known."""


NO_TAX = "NONE"
"""The tax type of every line of a document without tax
(https://developer.xero.com/documentation/api/accounting/types#tax-rates)."""

A_YEAR = 12
"""Months; a longer period counts as one, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """Where a line is booked; `tax_rate` is the percentage that its tax type comes to."""

    account_code: str
    tax_type: str
    tax_rate: Decimal


NOWHERE = Posting(account_code="", tax_type="", tax_rate=Decimal(0))
"""Of what cannot be booked: a line there is never made."""


def posting_on(
    code: str, item: ProductItem, party: Party, settings: Settings, organisation: Organisation, ruled: str = ""
) -> Posting | Problem:
    """On a usable account; `ruled` is the tax type that a rule says, or nothing."""
    if line_amount_types(settings, organisation) is LineAmountTypes.NO_TAX:
        return Posting(account_code=code, tax_type=NO_TAX, tax_rate=Decimal(0))
    tax = tax_type(code, item, party, settings, organisation, ruled)
    if isinstance(tax, Problem):
        return tax
    rate = organisation.tax_rate(tax)
    return Posting(account_code=code, tax_type=tax, tax_rate=rate.effective_rate if rate else Decimal(0))


def line_amount_types(settings: Settings, organisation: Organisation) -> LineAmountTypes:
    """As the settings say; without tax where the organisation is not registered for any (money §11)."""
    return settings.line_amounts if organisation.pays_tax else LineAmountTypes.NO_TAX


def account_code(item: ProductItem, settings: Settings, organisation: Organisation, ruled: str = "") -> str | Problem:
    """What a rule of the mapping says; else the account of the item's class and period length, else the fallback. It
    must be active and not one of Xero's system accounts."""
    yearly = item.period is not None and item.period.months >= A_YEAR
    by_length = settings.yearly_accounts.get(item.sku_class) if yearly else None
    code = ruled or by_length or settings.accounts.get(item.sku_class) or settings.fallback_account
    if not code:
        return problem(Code.ACCOUNT_MISSING, sku_class=item.sku_class.value, subject=item.mpn)
    why = why_unusable(organisation.account(code))
    if why is None:
        return code
    return problem(Code.ACCOUNT_UNUSABLE, account=code, subject=item.mpn, why=why, organisation=organisation.name)


def why_unusable(account: Account | None) -> str | None:
    """Why sales cannot go to the account, as the end of a sentence; None when they can."""
    if account is None:
        return "does not exist"
    if not account.active:
        return "is archived"
    if account.system:
        return "is a system account, which Xero keeps for itself,"
    return None if account.type in FOR_SALES else "is no revenue account"


def tax_type(
    code: str, item: ProductItem, party: Party, settings: Settings, organisation: Organisation, ruled: str = ""
) -> str | Problem:
    """The tax type of a line on account `code`: what a rule of the mapping says; else a rule for the party's country;
    else, at home only, the installation's or the account's own. Abroad, or where the country is not known, no default
    is right; nor is one where Xero works the tax out by itself, until somebody has chosen (money §11).
    """
    country, account = party.address.country, organisation.account(code)
    chosen = ruled or settings.tax_types_by_country.get(country or NOT_KNOWN)
    if chosen:
        return _usable(chosen, account, item, organisation)
    if not country:
        return problem(Code.TAX_COUNTRY_UNKNOWN, customer=party.name or party.id)
    if country != organisation.country:
        return problem(Code.TAX_RULE_MISSING, customer=party.name or party.id, country=country)
    if organisation.works_out_tax and not settings.tax_type:
        return problem(Code.TAX_AUTOMATIC, organisation=organisation.name, subject=item.mpn)
    return _usable(settings.tax_type or (account.tax_type if account else ""), account, item, organisation)


def _usable(chosen: str, account: Account | None, item: ProductItem, organisation: Organisation) -> str | Problem:
    """Which tax types an account takes follows from its class
    (https://developer.xero.com/documentation/api/accounting/taxrates)."""
    rate, liability = organisation.tax_rate(chosen), account is not None and account.type in LIABILITIES
    if rate is None:
        why = "does not exist"
    elif rate.automatic:
        return problem(Code.TAX_AUTOMATIC, organisation=organisation.name, subject=item.mpn)
    elif not rate.active:
        why = "is no longer active"
    elif liability and not rate.for_liabilities:
        why = f"cannot be used for liabilities such as account {account.code if account else ''}"
    elif not liability and not rate.for_revenue:
        why = "cannot be used for revenue"
    else:
        return chosen
    return problem(
        Code.TAX_TYPE_UNUSABLE, tax_type=chosen or "(none)", subject=item.mpn, why=why, organisation=organisation.name
    )
