from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import StatementError

from connect_ext.books.ids import MarketplaceId, ProductItemId, TierAccountId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import PriceRow
from connect_ext.storage import prices
from connect_ext.storage.database import Database
from connect_ext.storage.types import NotStorable
from tests.storage.builders import OTHERS, US

FULL = PriceRow(
    product_item=ProductItemId("PRD-1-0001"),
    mpn="MPN",
    marketplace_id=MarketplaceId("MP-1"),
    customer_id=TierAccountId("TA-1"),
    period_months=12,
    currency=Currency("EUR"),
    minimum_quantity=Decimal("2.5"),
    price=Decimal("99999999999.9999"),
    discount=Decimal("33.3333"),
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
)
BARE = PriceRow(
    product_item=None,
    mpn="MPN",
    marketplace_id=None,
    customer_id=None,
    currency=Currency("JPY"),
    minimum_quantity=Decimal(0),
    price=Decimal("0.0001"),
    valid_from=None,
    valid_to=None,
)


def test_an_installation_without_prices_has_no_rows(database: Database) -> None:
    with database.transaction() as tx:
        assert prices.rows(tx, US) == ()


def test_prices_come_back_exactly_and_in_their_order(database: Database) -> None:
    with database.transaction() as tx:
        prices.replace_all(tx, US, [FULL, BARE, FULL])
        assert prices.rows(tx, US) == (FULL, BARE, FULL)


def test_a_new_table_takes_the_place_of_the_old_one(database: Database) -> None:
    with database.transaction() as tx:
        prices.replace_all(tx, US, [FULL, BARE])
        prices.replace_all(tx, US, [BARE])
        assert prices.rows(tx, US) == (BARE,)
        prices.replace_all(tx, US, [])
        assert prices.rows(tx, US) == ()


def test_saves_are_counted_and_only_the_newest_version_is_followed_by_another(database: Database) -> None:
    with database.transaction() as tx:
        assert prices.version(tx, US) == 0
        assert prices.count_up(tx, US, 1) is None
        assert prices.count_up(tx, US, 0) == 1
        assert prices.count_up(tx, US, 0) is None
        assert prices.count_up(tx, US, 1) == 2
        assert (prices.version(tx, US), prices.version(tx, OTHERS)) == (2, 0)


def test_a_price_that_cannot_be_kept_exactly_is_refused_and_the_old_table_stays(database: Database) -> None:
    with database.transaction() as tx:
        prices.replace_all(tx, US, [FULL])
    with pytest.raises(StatementError) as raised, database.transaction() as tx:
        prices.replace_all(tx, US, [replace(BARE, price=Decimal("0.00001"))])
    assert isinstance(raised.value.orig, NotStorable)
    with database.transaction() as tx:
        assert prices.rows(tx, US) == (FULL,)
