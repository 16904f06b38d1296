from __future__ import annotations

from decimal import Decimal

from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import Currency
from connect_ext.books.prices.price import FrozenPrice, Price
from connect_ext.books.settings.settings import PriceSource
from connect_ext.storage import endings, tasks
from connect_ext.storage.database import Database
from connect_ext.storage.frozen_prices import from_json, to_json
from connect_ext.storage.proposed import Frozen, freeze
from connect_ext.work.task import TaskStatus
from tests.storage.builders import NOW, US, a_draft, a_settlement, after, claim, store, task

A_PRICE = {
    2: FrozenPrice(
        product_item=ProductItemId("PRD-1-0001"),
        price=Price(
            amount=Decimal("0.333335000"),
            currency=Currency("AUD"),
            source=PriceSource.OWN_TABLE,
            evidence="your own price table, row for “ä”",
        ),
    )
}


def test_prices_are_read_as_they_were_frozen(database: Database) -> None:
    with database.transaction() as tx:
        first, second = store(tx, "PR-1"), store(tx, "PR-2")
        assert task(tx, first).prices == {}
        claim(tx)
        freeze(tx, US, "worker", {first: Frozen(prices=A_PRICE)})
        assert (task(tx, first).prices, task(tx, second).prices) == (A_PRICE, {})
        assert str(task(tx, first).prices[2].price.amount) == "0.333335000"
        freeze(tx, US, "worker", {})


def test_only_the_worker_that_holds_a_task_freezes_its_prices(database: Database) -> None:
    with database.transaction() as tx:
        held, free = store(tx, "PR-1"), store(tx, "PR-2", due_at=after(10))
        claim(tx)
        freeze(tx, US, "another", {held: Frozen(prices=A_PRICE)})
        freeze(tx, US, "worker", {free: Frozen(prices=A_PRICE)})
        assert task(tx, held).prices == task(tx, free).prices == {}


def test_prices_outlive_the_run_and_a_newer_notice(database: Database) -> None:
    with database.transaction() as tx:
        task_id = store(tx)
        claim(tx)
        freeze(tx, US, "worker", {task_id: Frozen(prices=A_PRICE)})
        endings.settle(tx, US, owner="worker", settlements={task_id: a_settlement(TaskStatus.ATTENTION)}, now=NOW)
        tasks.store(tx, US, a_draft(payload={"newer": True}), NOW)
        (claimed,) = claim(tx)
        assert (claimed.payload, claimed.prices) == ({"newer": True}, A_PRICE)


def test_a_source_of_another_version_is_left_out() -> None:
    stored = to_json(A_PRICE)
    stored["3"] = {**stored["2"], "source": "crystal_ball"}
    assert from_json(stored) == A_PRICE
    assert from_json(None) == {}
