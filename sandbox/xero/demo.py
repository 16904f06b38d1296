"""The sandbox's Xero: two apps, one user, an Australian and a British organisation with small charts of accounts."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from sandbox.clock import Clock
from sandbox.xero.contract import Contract
from sandbox.xero.identity import CLIENT_ID, CLIENT_SECRET, OWN_CLIENT_ID, OWN_CLIENT_SECRET
from sandbox.xero.state import Account, Books, Organisation, TaxRate, Theme
from sandbox.xero.words import Json
from sandbox.xero.world import XeroWorld

HARBOUR = "5f1d2a3c-8b47-4e0e-9a61-3c1f0a7be001"
FJORD = "a94c7e10-2d5b-4b8f-8f3a-6e2b9c4df002"

_SALES = frozenset({"ASSET", "EQUITY", "LIABILITY", "REVENUE"})
_PURCHASES = frozenset({"ASSET", "EQUITY", "EXPENSE", "LIABILITY"})
_ALL = _SALES | _PURCHASES
_CREATED = datetime(2024, 7, 1, tzinfo=UTC)


def demo_xero(clock: Clock, contract: Contract | None = None) -> XeroWorld:
    """A world with nothing connected yet; register a redirect URI before asking for consent."""
    world = XeroWorld(clock, contract=contract)
    world.register_app(CLIENT_ID, CLIENT_SECRET, "Marketplace Books")
    world.register_app(OWN_CLIENT_ID, OWN_CLIENT_SECRET, "Our Own Books")
    world.add_organisation(_harbour())
    world.add_organisation(_fjord())
    return world


def _harbour() -> Books:
    organisation = Organisation(
        tenant_id=HARBOUR,
        name="Harbour Cloud Ltd",
        base_currency="AUD",
        country="AU",
        version="AU",
        timezone="AUSEASTERNSTANDARDTIME",
        zone=ZoneInfo("Australia/Sydney"),
        short_code="!hArb1",
        tax_number="51 824 753 556",
        currencies={"AUD": Decimal(1), "USD": Decimal("0.652300"), "EUR": Decimal("0.561800")},
        sales_terms=_terms(30, "DAYSAFTERBILLDATE"),
        created_at=_CREATED,
    )
    rates = [
        _rate("OUTPUT", "GST on Income", "10", "OUTPUT", _SALES),
        _rate("INPUT", "GST on Expenses", "10", "INPUT", _PURCHASES),
        _rate("EXEMPTOUTPUT", "GST Free Income", "0", "EXEMPTOUTPUT", _SALES),
        _rate("EXEMPTEXPORT", "GST Free Exports", "0", "EXEMPTEXPORT", _SALES),
        _rate("BASEXCLUDED", "BAS Excluded", "0", "BASEXCLUDED", _ALL),
    ]
    accounts = _accounts(HARBOUR, sales_tax="OUTPUT", purchase_tax="INPUT", no_tax="BASEXCLUDED", tax_name="GST")
    return Books(organisation, accounts, rates, _themes(HARBOUR))


def _fjord() -> Books:
    organisation = Organisation(
        tenant_id=FJORD,
        name="Fjord Reseller AS",
        base_currency="GBP",
        country="GB",
        version="UK",
        timezone="GMTSTANDARDTIME",
        zone=ZoneInfo("Europe/London"),
        short_code="!fJrd2",
        tax_number="GB123456789",
        currencies={"GBP": Decimal(1), "EUR": Decimal("1.142500")},
        sales_terms=_terms(20, "OFFOLLOWINGMONTH"),
        created_at=_CREATED,
    )
    rates = [
        _rate("OUTPUT2", "20% (VAT on Income)", "20", "OUTPUT", _SALES),
        _rate("INPUT2", "20% (VAT on Expenses)", "20", "INPUT", _PURCHASES),
        _rate("ZERORATEDOUTPUT", "Zero Rated Income", "0", "OUTPUT", _SALES),
        _rate("ECZROUTPUTSERVICES", "Zero Rated EC Services", "0", "ECOUTPUTSERVICES", _SALES),
        _rate("NONE", "No VAT", "0", "NONE", _ALL),
    ]
    accounts = _accounts(FJORD, sales_tax="OUTPUT2", purchase_tax="INPUT2", no_tax="NONE", tax_name="VAT")
    return Books(organisation, accounts, rates, _themes(FJORD))


def _accounts(tenant: str, *, sales_tax: str, purchase_tax: str, no_tax: str, tax_name: str) -> list[Account]:
    rows: list[tuple[str, str, str, str, str, str | None, bool]] = [
        ("090", "Business Bank Account", "BANK", "ASSET", no_tax, None, True),
        ("200", "Sales", "REVENUE", "REVENUE", sales_tax, None, True),
        ("205", "Sales of the Former Shop", "REVENUE", "REVENUE", sales_tax, None, False),
        ("260", "Other Revenue", "REVENUE", "REVENUE", sales_tax, None, True),
        ("310", "Cost of Goods Sold", "DIRECTCOSTS", "EXPENSE", purchase_tax, None, True),
        ("610", "Accounts Receivable", "CURRENT", "ASSET", no_tax, "DEBTORS", True),
        ("800", "Accounts Payable", "CURRLIAB", "LIABILITY", no_tax, "CREDITORS", True),
        ("820", tax_name, "CURRLIAB", "LIABILITY", no_tax, "GST", True),
        ("830", "Income in Advance", "CURRLIAB", "LIABILITY", sales_tax, None, True),
        ("860", "Rounding", "CURRLIAB", "LIABILITY", no_tax, "ROUNDING", True),
    ]
    return [
        Account(
            account_id=_id(tenant, f"account {code}"),
            code=code,
            name=name,
            type=kind,
            account_class=account_class,
            tax_type=tax,
            system=system,
            active=active,
        )
        for code, name, kind, account_class, tax, system, active in rows
    ]


def _rate(tax_type: str, name: str, percent: str, report_as: str, applies_to: frozenset[str]) -> TaxRate:
    return TaxRate(tax_type=tax_type, name=name, rate=Decimal(percent), report_as=report_as, applies_to=applies_to)


def _themes(tenant: str) -> list[Theme]:
    return [Theme(theme_id=_id(tenant, f"theme {name}"), name=name) for name in ("Standard", "Cloud subscriptions")]


def _terms(day: int, kind: str) -> Json:
    return {"Day": day, "Type": kind}


def _id(tenant: str, name: str) -> str:
    """The same in every run, so that a demo can be told twice."""
    return str(uuid5(NAMESPACE_URL, f"{tenant} {name}"))
