from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy.engine import Connection

from connect_ext.books.ids import AssetId
from connect_ext.books.money import Amount, Currency
from connect_ext.storage import order_value, proposed, tasks
from connect_ext.storage.database import Database
from connect_ext.storage.proposed import Estimate
from connect_ext.work.task import TaskStatus
from tests.storage.builders import NOW, US, a_draft

A_WEEK = timedelta(days=7)
WEEKS = [NOW - A_WEEK, NOW]


def came(tx: Connection, order: str, at: datetime, amount: str | None = "10.00", currency: str = "AUD") -> None:
    """A new order that comes to so much."""
    task_id = tasks.store(tx, US, a_draft(order, asset_id=AssetId("AS-1"), due_at=None), at)
    if amount is not None:
        known = Amount(value=Decimal(amount), currency=Currency(currency))
        proposed.remember_amounts(tx, US, {task_id: Estimate(amount=known, seen=at)})


def by_week(tx: Connection, limit: int = 1000) -> list[tuple[int, str, str, int]]:
    found = order_value.by_week(tx, US, WEEKS, limit)
    return [(one.week, one.currency, str(one.value), one.orders) for one in found.weeks]


def test_orders_are_added_up_by_the_week_in_which_they_came(database: Database) -> None:
    with database.transaction() as tx:
        came(tx, "PR-1", NOW - A_WEEK - timedelta(seconds=1))
        came(tx, "PR-2", NOW - A_WEEK, "1.10")
        came(tx, "PR-3", NOW - timedelta(seconds=1), "2.20")
        came(tx, "PR-4", NOW, "99999999999.9999")

        assert by_week(tx) == [(0, "AUD", "3.3000", 2), (1, "AUD", "99999999999.9999", 1)]


def test_amounts_of_two_currencies_are_not_added_up(database: Database) -> None:
    with database.transaction() as tx:
        came(tx, "PR-1", NOW, "1")
        came(tx, "PR-2", NOW, "2", "NZD")

        assert by_week(tx) == [(1, "AUD", "1.0000", 1), (1, "NZD", "2.0000", 1)]


def test_each_status_has_its_own_sum_and_an_order_without_an_amount_has_none(database: Database) -> None:
    with database.transaction() as tx:
        came(tx, "PR-1", NOW)
        came(tx, "PR-2", NOW, None)
        found = order_value.by_week(tx, US, WEEKS, 1000)

    assert [(one.status, one.orders) for one in found.weeks] == [(TaskStatus.PENDING, 1)]
    assert found.whole_since == WEEKS[0]


def test_no_more_than_so_many_are_read_and_it_says_since_when_that_is_all(database: Database) -> None:
    with database.transaction() as tx:
        for hours in range(4):
            came(tx, f"PR-{hours}", NOW + timedelta(hours=hours))
        found = order_value.by_week(tx, US, WEEKS, 3)

    assert sum(one.orders for one in found.weeks) == 3
    assert found.whole_since == NOW + timedelta(hours=1)
