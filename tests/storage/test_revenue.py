from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from connect_ext.books.coverage.stretch import LineKey, Stretch
from connect_ext.books.days import Days
from connect_ext.books.ids import AssetId, DocumentKey, TenantId
from connect_ext.books.orders.glance import Glance, Named
from connect_ext.storage import coverage, revenue
from connect_ext.storage.database import Database
from connect_ext.storage.revenue import UNKNOWN, Billed
from tests.storage.builders import NOW, OTHERS, TENANT, US, store
from tests.storage.world import A_STRETCH

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.fixture
def tx(database: Database) -> Iterator[Connection]:
    with database.transaction() as tx:
        yield tx


def of_order(order: str, start: date = MARCH, end: date = APRIL, **changed: Any) -> Stretch:
    line = LineKey(document=DocumentKey(f"invoice:{order}"), mark=f"{order}/1")
    return replace(A_STRETCH, line=line, days=Days(start=start, end=end), **changed)


def credit(of: Stretch, dated: date, order: str = "PR-9") -> Stretch:
    return of.credited_by(LineKey(document=DocumentKey(f"credit:{order}"), mark=f"{order}/1"), dated)


def covered(tx: Connection, *stretches: Stretch, tenant: TenantId = TENANT) -> None:
    for one in stretches:
        assert coverage.add(tx, US, tenant, one.line.document, [one], NOW)


def bought(tx: Connection, order: str, customer: str, asset: str = "AS-1", name: str = "") -> None:
    store(tx, order, asset_id=asset, glance=Glance(customer=Named(id=customer, name=name or customer), product=None))


def billed(tx: Connection, start: date = MARCH, until: date = APRIL) -> Billed:
    return revenue.billed(tx, US, TENANT, start, until)


def test_what_pays_for_days_from_the_first_on_is_there_and_what_was_over_before_is_not(tx: Connection) -> None:
    january = date(2026, 1, 1)
    over = of_order("PR-1", january, MARCH, dated=january)
    running = of_order("PR-2", january, date(2026, 3, 2), dated=january)
    late = of_order("PR-3", january, MARCH, dated=MARCH)
    covered(tx, over, running, late)
    assert billed(tx).stretches == (running, late)


def test_documents_from_the_end_on_are_not_there(tx: Connection) -> None:
    line = of_order("PR-1")
    covered(tx, line, of_order("PR-2", dated=APRIL), credit(line, APRIL))
    assert billed(tx).stretches == (line,)


def test_a_line_comes_whole_with_all_its_credits(tx: Connection) -> None:
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    line = of_order("PR-1", january, february, dated=january)
    covered(tx, line, credit(line, february, "PR-8"))
    assert billed(tx).stretches == ()
    covered(tx, credit(line, MARCH))
    assert billed(tx).stretches == (line, credit(line, february, "PR-8"), credit(line, MARCH))


def test_what_was_released_and_what_is_of_another_organisation_is_not_there(tx: Connection) -> None:
    covered(tx, of_order("PR-1"))
    assert coverage.release(tx, US, TENANT, DocumentKey("invoice:PR-1")) == 1
    covered(tx, of_order("PR-2"), tenant=TenantId("another"))
    assert billed(tx).stretches == ()


def test_a_line_is_of_the_customer_of_its_own_order_even_after_a_transfer(tx: Connection) -> None:
    bought(tx, "PR-1", "TA-1", name="First")
    bought(tx, "PR-2", "TA-2", name="Second")
    covered(tx, of_order("PR-1"), of_order("PR-2"), of_order("opening balance"))
    found = billed(tx)
    assert [found.customers.of_line(one) for one in found.stretches] == ["TA-1", "TA-2", "TA-2"]
    assert found.customers.names == {"TA-1": "First", "TA-2": "Second"}


def test_what_no_order_is_known_of_has_no_customer(tx: Connection) -> None:
    store(tx, "PR-1", asset_id="AS-1")
    bought(tx, "PR-2", "TA-2", asset="AS-2")
    covered(tx, of_order("PR-1"))
    found = billed(tx)
    assert [found.customers.of_line(one) for one in found.stretches] == [UNKNOWN]


def test_a_customer_is_called_as_the_newest_order_says(tx: Connection) -> None:
    bought(tx, "PR-1", "TA-1", name="Old Name")
    bought(tx, "PR-2", "TA-1", name="New Name")
    covered(tx, of_order("PR-1"))
    assert billed(tx).customers.names == {"TA-1": "New Name"}


def test_assets_of_other_installations_lend_no_customer(tx: Connection) -> None:
    glance = Glance(customer=Named(id="TA-9", name="Theirs"), product=None)
    store(tx, "PR-1", OTHERS, asset_id="AS-1", glance=glance)
    covered(tx, of_order("PR-1"))
    assert billed(tx).customers.names == {}
    assert billed(tx).stretches[0].item.asset_id == AssetId("AS-1")
