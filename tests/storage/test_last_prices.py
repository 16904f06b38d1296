from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.ids import AssetId, DocumentKey, ProductItemId
from connect_ext.books.money import Amount, Currency
from connect_ext.storage import coverage
from connect_ext.storage.database import Database
from connect_ext.storage.last_prices import AT_ONCE, last_prices
from connect_ext.work.task import TaskStatus
from tests.storage.builders import NOW, OTHERS, TENANT, US
from tests.storage.test_history import made
from tests.storage.world import A_STRETCH, ASSET

SEAT = A_STRETCH.item.product_item
AUD = Currency("AUD")


def billed(tx: Connection, order: str, price: str, **changes: Any) -> None:
    """A line of the order's invoice, at that price."""
    rate = A_STRETCH.rate
    assert rate is not None
    line = LineKey(document=DocumentKey(f"invoice:{order}"), mark=f"{order}/1")
    stretch: Stretch = replace(A_STRETCH, line=line, rate=replace(rate, unit_price=Decimal(price)), **changes)
    assert coverage.add(tx, US, TENANT, line.document, [stretch], NOW)


def price(amount: str) -> Amount:
    return Amount(value=Decimal(amount), currency=AUD)


def test_the_last_price_is_that_of_the_customers_newest_line_of_the_item(database: Database) -> None:
    other, of_other = AssetId("AS-2"), replace(A_STRETCH.item, asset_id=AssetId("AS-2"))
    with database.transaction() as tx:
        made(tx, "PR-1", asset_id=ASSET)
        made(tx, "PR-2", asset_id=other, customer_id="TA-2")
        billed(tx, "PR-1", "10")
        billed(tx, "PR-3", "12.5")
        billed(tx, "PR-2", "99", item=of_other)
        found = last_prices(tx, US, TENANT, {("TA-1", SEAT), ("TA-2", SEAT), ("TA-3", SEAT)})
    assert found == {"TA-1": {SEAT: price("12.5")}, "TA-2": {SEAT: price("99")}}


def test_credits_and_what_does_not_stand_or_was_billed_elsewhere_has_no_price(database: Database) -> None:
    credited = LineKey(document=DocumentKey("invoice:PR-1"), mark="PR-1/1")
    with database.transaction() as tx:
        made(tx, "PR-1", asset_id=ASSET)
        billed(tx, "PR-1", "10")
        billed(tx, "PR-2", "11", credits=credited)
        billed(tx, "PR-3", "12", state=CoverageState.BILLED_ELSEWHERE)
        billed(tx, "PR-4", "13", state=CoverageState.WAIVED)
        billed(tx, "PR-5", "14")
        assert coverage.release(tx, US, TENANT, DocumentKey("invoice:PR-5"))
        assert last_prices(tx, US, TENANT, {("TA-1", SEAT)}) == {"TA-1": {SEAT: price("10")}}


def test_what_was_never_billed_is_left_out_and_others_are_not_seen(database: Database) -> None:
    with database.transaction() as tx:
        made(tx, "PR-1", asset_id=ASSET, status=TaskStatus.HELD)
        billed(tx, "PR-1", "10")
        assert last_prices(tx, US, TENANT, {("TA-1", SEAT), ("TA-1", ProductItemId("PRD-9"))}) == {}
        assert last_prices(tx, OTHERS, TENANT, {("TA-1", SEAT)}) == {}
        assert last_prices(tx, US, TENANT, ()) == {}


def test_any_number_is_asked_for_at_once(database: Database) -> None:
    with database.transaction() as tx:
        made(tx, "PR-1", asset_id=ASSET)
        billed(tx, "PR-1", "10")
        wanted = {(f"TA-{number}", SEAT) for number in range(2 * AT_ONCE + 1)}
        assert last_prices(tx, US, TENANT, wanted) == {"TA-1": {SEAT: price("10")}}
