"""Xero's JSON as values: the organisation with its lists, and contacts as Xero holds them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from connect_ext.books.documents.document import Tracking
from connect_ext.books.documents.held import HeldContact
from connect_ext.books.documents.organisation import (
    Account,
    BrandingTheme,
    Organisation,
    PaymentTerms,
    TaxRate,
    TermKind,
)
from connect_ext.books.ids import TenantId, XeroId
from connect_ext.books.money import Currency
from connect_ext.xero.created import NO_ID
from connect_ext.xero.documents import invoice
from connect_ext.xero.shape import amount, amount_or_none, day_or_none, elements, text, text_or_none, wrong
from connect_ext.xero.timezones import zone

__all__ = ["contact", "invoice", "organisation", "sales_terms"]

Json = Mapping[str, Any]
NO_DISCOUNT = Decimal(0)

AUTOMATIC = "AVALARA"
"""Xero's word for sales tax that it works out (https://developer.xero.com/documentation/api/accounting/types#tax-rates).
"""

REVERSE_CHARGE = ("ECOUTPUT", "ECOUTPUTSERVICES", "DRCHARGESUPPLY")
"""Sales to businesses of the European Union, and of the trades that the United Kingdom lists: the customer accounts for
the tax (https://developer.xero.com/documentation/api/accounting/types#report-tax-types)."""


def organisation(
    tenant_id: TenantId, *, organisations: Any, accounts: Any, tax_rates: Any, currencies: Any, themes: Any
) -> Organisation:
    """The five answers as one value. Raises `WorldFailed` naming the path of what is missing."""
    found = elements(organisations, "Organisations")
    if not found:
        wrong("Organisations[0]", "is missing")
    own, path = found[0], "Organisations[0]"
    base = Currency(text(own, "BaseCurrency", path))
    locks = [day_or_none(own, name, path) for name in ("PeriodLockDate", "EndOfYearLockDate")]
    return Organisation(
        tenant_id=tenant_id,
        name=text(own, "Name", path),
        country=text_or_none(own, "CountryCode") or "",
        base_currency=base,
        timezone=zone(text_or_none(own, "Timezone") or ""),
        currencies=frozenset({base, *_currencies(currencies)}),
        accounts=_accounts(accounts),
        tax_rates=_tax_rates(tax_rates),
        themes=_themes(themes),
        sales_terms=sales_terms(own),
        locked_until=max((lock for lock in locks if lock), default=None),
        # Left out, it is asked about tax like everybody: a line without it needs the organisation to say so.
        pays_tax=own.get("PaysTax") is not False,
        short_code=text_or_none(own, "ShortCode") or "",
    )


def contact(item: Json, path: str) -> HeldContact:
    return HeldContact(
        id=XeroId(text(item, "ContactID", path)),
        name=text(item, "Name", path),
        number=text_or_none(item, "ContactNumber"),
        active=text(item, "ContactStatus", path) == "ACTIVE",
        sales_terms=sales_terms(item),
        email=text_or_none(item, "EmailAddress") or "",
        merged_to=_merged_to(item),
        branding_theme=_theme_of(item),
        account_code=text_or_none(item, "SalesDefaultAccountCode") or "",
        tracking=_tracking_of(item),
        discount=amount_or_none(item, "Discount", path) or NO_DISCOUNT,
        tax_type=text_or_none(item, "AccountsReceivableTaxType") or "",
        tax_number=text_or_none(item, "TaxNumber") or "",
    )


def _theme_of(item: Json) -> XeroId | None:
    theme = item.get("BrandingTheme")
    found = text_or_none(theme, "BrandingThemeID") if isinstance(theme, Mapping) else None
    return XeroId(found) if found and found != NO_ID else None


def _tracking_of(item: Json) -> tuple[Tracking, ...]:
    """Of sales; one without an option says nothing of a line
    (https://developer.xero.com/documentation/api/accounting/contacts)."""
    found = item.get("SalesTrackingCategories")
    rows = [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
    named = [(text_or_none(one, "TrackingCategoryName"), text_or_none(one, "TrackingOptionName")) for one in rows]
    return tuple(Tracking(category=category, option=option) for category, option in named if category and option)


def _merged_to(item: Json) -> XeroId | None:
    """Told of lists with pages (https://developer.xero.com/documentation/api/accounting/contacts)."""
    found = text_or_none(item, "MergedToContactID")
    return XeroId(found) if found and found != NO_ID else None


def sales_terms(item: Json) -> PaymentTerms | None:
    """The terms for sales; None when there are none, or of a kind that we do not know."""
    terms = item.get("PaymentTerms")
    sales = terms.get("Sales") if isinstance(terms, Mapping) else None
    if not isinstance(sales, Mapping):
        return None
    days, kind = sales.get("Day"), sales.get("Type")
    if not isinstance(days, int) or not isinstance(kind, str) or kind not in tuple(TermKind):
        return None
    return PaymentTerms(days=days, kind=TermKind(kind))


def _accounts(body: Any) -> tuple[Account, ...]:
    """The accounts that have a code: bank accounts may have none, and then no line can name them."""
    return tuple(
        Account(
            code=str(item["Code"]),
            name=text(item, "Name", f"Accounts[{position}]"),
            type=text_or_none(item, "Type") or "",
            tax_type=text_or_none(item, "TaxType") or "",
            active=text(item, "Status", f"Accounts[{position}]") == "ACTIVE",
            system=text_or_none(item, "SystemAccount") is not None,
        )
        for position, item in enumerate(elements(body, "Accounts"))
        if item.get("Code")
    )


def _tax_rates(body: Any) -> tuple[TaxRate, ...]:
    return tuple(
        TaxRate(
            tax_type=text(item, "TaxType", path),
            name=text(item, "Name", path),
            active=text(item, "Status", path) == "ACTIVE",
            for_revenue=item.get("CanApplyToRevenue") is True,
            for_liabilities=item.get("CanApplyToLiabilities") is True,
            effective_rate=amount(item, "EffectiveRate", path),
            automatic=AUTOMATIC in (item.get("TaxType"), item.get("ReportTaxType")),
            reverse_charge=_is_reverse_charge(item),
        )
        for position, item in enumerate(elements(body, "TaxRates"))
        for path in (f"TaxRates[{position}]",)
    )


def _is_reverse_charge(item: Json) -> bool:
    """A rate that a person has made is reported as an ordinary one: its name is all that tells."""
    return item.get("ReportTaxType") in REVERSE_CHARGE or "reverse charge" in str(item.get("Name")).lower()


def _currencies(body: Any) -> tuple[Currency, ...]:
    found = elements(body, "Currencies")
    return tuple(Currency(text(item, "Code", f"Currencies[{at}]")) for at, item in enumerate(found))


def _themes(body: Any) -> tuple[BrandingTheme, ...]:
    return tuple(
        BrandingTheme(id=XeroId(text(item, "BrandingThemeID", path)), name=text(item, "Name", path))
        for position, item in enumerate(elements(body, "BrandingThemes"))
        for path in (f"BrandingThemes[{position}]",)
    )
