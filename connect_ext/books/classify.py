"""Which account code and which tax type a line takes (money §11), checked against the organisation's own lists."""

from __future__ import annotations

from connect_ext.books.order import Party, ProductItem
from connect_ext.books.organisation import Account, Organisation
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.books.settings import Settings

FOR_SALES = frozenset({"REVENUE", "SALES", "OTHERINCOME", "CURRLIAB", "LIABILITY", "TERMLIAB"})
"""Types of account that sales go to: revenue, or a liability for income in advance
(https://developer.xero.com/documentation/api/accounting/types#account-types)."""

NOT_KNOWN = "ZZ"
"""ISO 3166 leaves this code to users; CLDR uses it for a country that is not known."""


def account_code(item: ProductItem, settings: Settings, organisation: Organisation, ruled: str = "") -> str | Problem:
    """What a rule of the mapping says; else the account of the item's class, else the fallback. It must be active and
    not one of Xero's system accounts."""
    code = ruled or settings.accounts.get(item.sku_class) or settings.fallback_account
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
    is right.
    """
    country = party.address.country
    chosen = ruled or settings.tax_types_by_country.get(country or NOT_KNOWN)
    if chosen:
        return _usable(chosen, item, organisation)
    if not country:
        return problem(Code.TAX_COUNTRY_UNKNOWN, customer=party.name or party.id)
    if country != organisation.country:
        return problem(Code.TAX_RULE_MISSING, customer=party.name or party.id, country=country)
    account = organisation.account(code)
    return _usable(settings.tax_type or (account.tax_type if account else ""), item, organisation)


def _usable(chosen: str, item: ProductItem, organisation: Organisation) -> str | Problem:
    rate = organisation.tax_rate(chosen)
    if rate is not None and rate.active and rate.for_revenue:
        return chosen
    if rate is None:
        why = "does not exist"
    elif not rate.active:
        why = "is no longer active"
    else:
        why = "cannot be used for revenue"
    return problem(
        Code.TAX_TYPE_UNUSABLE, tax_type=chosen or "(none)", subject=item.mpn, why=why, organisation=organisation.name
    )
