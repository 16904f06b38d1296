"""What the tests of the books build: an ordinary order, organisation and facts, each changed by a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from connect_ext.books.documents.document import Invoice, LineItem
from connect_ext.books.documents.held import HeldContact, HeldInvoice, HeldLine
from connect_ext.books.documents.organisation import Account, BrandingTheme, Organisation, TaxRate
from connect_ext.books.facts.proposal import Account as Biller
from connect_ext.books.facts.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.ids import (
    AssetId,
    MarketplaceId,
    OrderKey,
    ProductId,
    ProductItemId,
    RequestId,
    TenantId,
    TierAccountId,
    XeroId,
)
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import (
    Address,
    BillingPeriod,
    Fee,
    FeeKind,
    Order,
    OrderType,
    Party,
    ProductItem,
    SkuClass,
)
from connect_ext.books.prices.price import NoPrice, Price, PriceQuestion, PriceRow, Quote
from connect_ext.books.problems.problem import Problem
from connect_ext.books.proposing.propose import propose
from connect_ext.books.settings.settings import PriceSource, Settings

AUD, USD, JPY, KWD = (Currency(code) for code in ("AUD", "USD", "JPY", "KWD"))

REQUEST = RequestId("PR-1895-0864-1238-001")
TODAY = date(2026, 11, 20)
CONTACT = XeroId("c0000000-0000-0000-0000-000000000001")
THEME = XeroId("70000000-0000-0000-0000-000000000001")
OURS = TierAccountId("TA-1000-0000-0001")


def a_party(**changes: Any) -> Party:
    default = {
        "id": TierAccountId("TA-2000-0000-0001"),
        "name": "Blue Lake Pty Ltd",
        "email": "accounts@bluelake.example",
        "address": Address(line1="1 Shore Road", city="Sydney", country="AU"),
    }
    return Party(**{**default, **changes})


def a_reseller(id_: str = OURS, **changes: Any) -> Party:
    return a_party(**{"id": TierAccountId(id_), "name": f"Reseller {id_}", **changes})


def an_item(**changes: Any) -> ProductItem:
    default = {
        "id": ProductItemId("PRD-276-377-545-0001"),
        "mpn": "MPN-SEAT",
        "name": "Seat",
        "unit": "seats",
        "sku_class": SkuClass.LICENCE,
        "period": BillingPeriod(months=1),
    }
    return ProductItem(**{**default, **changes})


def a_fee(number: int = 1, quantity: str = "2", kind: FeeKind = FeeKind.RECURRING, **item: Any) -> Fee:
    """A fee; a quantity that is no number is one that cannot be counted."""
    countable = quantity.replace(".", "", 1).isdigit()
    return Fee(
        number=number,
        kind=kind,
        product_item=an_item(**item),
        quantity=Decimal(quantity) if countable else None,
        quantity_text=quantity,
    )


def an_order(*fees: Fee, **changes: Any) -> Order:
    default = {
        "key": OrderKey(REQUEST),
        "type": OrderType.SALES,
        "request_id": REQUEST,
        "asset_id": AssetId("AS-1895-0864-1238"),
        "product_id": ProductId("PRD-276-377-545"),
        "product_name": "Harbour Mail",
        "marketplace_id": MarketplaceId("MP-12345"),
        "marketplace_name": "Australia",
        "customer": a_party(),
        "tier1": a_reseller(),
        "tier2": None,
        "fees": fees or (a_fee(),),
        "effective_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return Order(**{**default, **changes})


def an_account(code: str = "200", **changes: Any) -> Account:
    default = {
        "code": code,
        "name": "Sales",
        "type": "REVENUE",
        "tax_type": "OUTPUT",
        "active": True,
        "system": False,
    }
    return Account(**{**default, **changes})


def a_rate(tax_type: str = "OUTPUT", **changes: Any) -> TaxRate:
    default = {
        "tax_type": tax_type,
        "name": tax_type.title(),
        "active": True,
        "for_revenue": True,
        "effective_rate": Decimal(10),
    }
    return TaxRate(**{**default, **changes})


def an_organisation(**changes: Any) -> Organisation:
    default = {
        "tenant_id": TenantId("e0000000-0000-0000-0000-000000000001"),
        "name": "Harbour Cloud",
        "country": "AU",
        "base_currency": AUD,
        "timezone": ZoneInfo("Australia/Sydney"),
        "currencies": frozenset({AUD, JPY, KWD}),
        "accounts": (an_account(),),
        "tax_rates": (a_rate(), a_rate("EXEMPTOUTPUT")),
        "themes": (BrandingTheme(id=THEME, name="Standard"),),
        "sales_terms": None,
        "locked_until": None,
    }
    return Organisation(**{**default, **changes})


def some_settings(**changes: Any) -> Settings:
    return Settings(**{"fallback_account": "200", **changes})


def a_price(amount: str = "12.50", currency: Currency = AUD) -> Price:
    return Price(
        amount=Decimal(amount), currency=currency, source=PriceSource.PRICE_LIST, evidence="price list PL-1, st0p"
    )


def no_price(why: str = "column st0p is empty") -> NoPrice:
    return NoPrice(source=PriceSource.PRICE_LIST, why=why)


def facts(*quotes: Quote, by_fee: Mapping[int, tuple[Quote, ...]] | None = None, **changes: Any) -> Facts:
    """Facts in which every fee up to number 9 has the same quotes, unless `by_fee` says more."""
    default = {
        "settings": some_settings(),
        "organisation": an_organisation(),
        "account": Biller(role="reseller", tier_account_id=OURS),
        "today": TODAY,
        "quotes": dict.fromkeys(range(1, 10), quotes or (a_price(),)) if by_fee is None else by_fee,
        "held_contact": None,
        "portal_url": None,
    }
    return Facts(**{**default, **changes})


def a_held_contact(**changes: Any) -> HeldContact:
    return HeldContact(**{"id": CONTACT, "name": "Blue Lake", "number": None, "active": True, **changes})


def proposed(order: Order | None = None, about: Facts | None = None) -> Proposal:
    """The proposal of an order that has nothing wrong with it."""
    result = propose(order or an_order(), about or facts())
    assert isinstance(result, Proposal), result
    return result


def the_invoice(proposal: Proposal) -> Invoice:
    """The invoice of a proposal that has one."""
    assert proposal.invoice is not None, proposal
    return proposal.invoice


def problems_of(order: Order | None = None, about: Facts | None = None) -> tuple[Problem, ...]:
    result = propose(order or an_order(), about or facts())
    assert isinstance(result, tuple), result
    return result


def nothing_of(order: Order, about: Facts | None = None) -> str:
    """Why an order asks for no document."""
    result = propose(order, about or facts())
    assert isinstance(result, NothingToInvoice), result
    return result.reason


def invoice_of(order: Order | None = None, about: Facts | None = None) -> Invoice:
    return the_invoice(proposed(order, about))


def the_line(order: Order | None = None, about: Facts | None = None) -> LineItem:
    (line,) = the_invoice(proposed(order, about)).lines
    return line


def as_held(invoice: Invoice, **changes: Any) -> HeldInvoice:
    """The invoice as Xero would show it after creating it."""
    default = {
        "id": XeroId("10000000-0000-0000-0000-000000000001"),
        "number": invoice.number or "INV-0001",
        "status": "DRAFT",
        "contact_id": CONTACT,
        "currency": invoice.currency,
        "reference": invoice.reference,
        "url": invoice.url,
        "subtotal": invoice.subtotal,
        "total": invoice.subtotal,
        "lines": tuple(HeldLine(description=line.description, line_amount=line.line_amount) for line in invoice.lines),
    }
    return HeldInvoice(**{**default, **changes})


def a_row(price: str = "10", **changes: Any) -> PriceRow:
    """A row of the own price table that fits `a_question()`."""
    default = {
        "product_item": ProductItemId("PRD-276-377-545-0001"),
        "mpn": None,
        "marketplace_id": None,
        "customer_id": None,
        "period_months": None,
        "currency": AUD,
        "minimum_quantity": Decimal(0),
        "price": Decimal(price),
        "discount": Decimal(0),
        "valid_from": None,
        "valid_to": None,
    }
    return PriceRow(**{**default, **changes})


def a_question(**changes: Any) -> PriceQuestion:
    default = {
        "product_item": ProductItemId("PRD-276-377-545-0001"),
        "mpn": "MPN-SEAT",
        "marketplace_id": MarketplaceId("MP-12345"),
        "customer_id": TierAccountId("TA-2000-0000-0001"),
        "period_months": 1,
        "quantity": Decimal(2),
        "on": date(2026, 11, 1),
    }
    return PriceQuestion(**{**default, **changes})
