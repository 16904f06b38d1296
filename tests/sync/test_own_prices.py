from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connect_ext.books.facts.proposal import Account
from connect_ext.books.mapping.mapping import NO_MAPPINGS
from connect_ext.books.orders.order import BillingPeriod, SkuClass
from connect_ext.books.prices.price import NoPrice, Price, PriceRow, Quote
from connect_ext.books.settings.settings import BilledParty, PriceSource
from connect_ext.sync.gathering.pricing import Sources
from tests.books.builders import a_fee, a_row, an_order, an_organisation, some_settings

NOBODY: Any = None
"""The price list is no source here, so the marketplace is not asked."""


def the_quote(*rows: PriceRow, source: PriceSource, zone: str, at: datetime, **item: Any) -> Quote:
    sources = Sources(
        settings=some_settings(price_sources=(source,), billed_party=BilledParty.CUSTOMER),
        account=Account(role="distributor", tier_account_id=None),
        rows=rows,
        reader=NOBODY,
        organisation=an_organisation(timezone=ZoneInfo(zone)),
        mappings=NO_MAPPINGS,
        items={},
    )
    ((quote,),) = sources.quotes_of(an_order(a_fee(**item), effective_at=at), {}).values()
    return quote


def price_of(
    *rows: PriceRow, zone: str = "UTC", at: datetime = datetime(2026, 11, 1, tzinfo=UTC), **item: Any
) -> Decimal:
    quote = the_quote(*rows, source=PriceSource.OWN_TABLE, zone=zone, at=at, **item)
    assert isinstance(quote, Price)
    return quote.amount


def test_usage_amounts_say_nothing_of_what_is_not_used() -> None:
    quote = the_quote(source=PriceSource.USAGE, zone="UTC", at=datetime(2026, 11, 1, tzinfo=UTC))
    assert quote == NoPrice(source=PriceSource.USAGE, why="no usage file says what MPN-SEAT costs")


@pytest.mark.parametrize(("zone", "price"), [("UTC", 1), ("Australia/Sydney", 2), ("America/Los_Angeles", 1)])
def test_a_row_is_valid_by_the_day_on_which_the_service_starts_in_the_zone_of_the_organisation(
    zone: str, price: int
) -> None:
    rows = (a_row("1", valid_to=date(2026, 6, 30)), a_row("2", valid_from=date(2026, 7, 1)))
    assert price_of(*rows, zone=zone, at=datetime(2026, 6, 30, 14, 0, tzinfo=UTC)) == price


@pytest.mark.parametrize(
    ("item", "price"),
    [
        ({"period": BillingPeriod(months=1)}, 1),
        ({"period": BillingPeriod(months=12)}, 12),
        ({"period": BillingPeriod(months=36)}, 99),
        ({"period": None, "sku_class": SkuClass.CUSTOM}, 50),
        ({"period": None, "sku_class": SkuClass.USAGE}, 99),
    ],
)
def test_a_row_for_a_billing_period_is_for_items_that_are_charged_so(item: dict[str, Any], price: int) -> None:
    rows = (a_row("1", period_months=1), a_row("12", period_months=12), a_row("50", period_months=0), a_row("99"))
    assert price_of(*rows, **item) == price
