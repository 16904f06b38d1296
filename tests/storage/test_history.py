from __future__ import annotations

from decimal import Decimal

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from connect_ext.books.ids import InstallationId
from connect_ext.books.money import Currency
from connect_ext.storage import history
from connect_ext.storage.database import Database
from connect_ext.storage.tables import tasks
from connect_ext.work.notice import NoticeKind
from connect_ext.work.task import TaskStatus
from tests.storage.builders import NOW, OTHERS, US

AUD, USD = Currency("AUD"), Currency("USD")


def made(tx: Connection, order: str, *, whose: InstallationId = US, **values: object) -> None:
    known = {
        "installation_id": whose,
        "order_key": order,
        "kind": NoticeKind.ASSET_REQUEST,
        "turn": "",
        "status": TaskStatus.SYNCED,
        "customer_id": "TA-1",
        "amount": Decimal("12.50"),
        "currency": "AUD",
        "reason": "",
        "problems": [],
        "payload": {},
        "attempts": 0,
        "created_at": NOW,
        "updated_at": NOW,
    }
    tx.execute(insert(tasks).values(**{**known, **values}))


def test_only_orders_with_documents_that_stand_are_counted_and_no_further_than_asked(database: Database) -> None:
    with database.transaction() as tx:
        for number in range(5):
            made(tx, f"PR-{number}")
        made(tx, "PR-6", status=TaskStatus.ATTENTION)
        made(tx, "PR-7", amount=None)
        made(tx, "PR-8", whose=OTHERS)
        assert history.documents_made(tx, US, 3) == 3
        assert history.documents_made(tx, US, 10) == 5
        assert history.documents_made(tx, US, 0) == 0
        assert history.documents_made(tx, OTHERS, 3) == 1


def test_the_last_amount_is_that_of_the_customers_newest_order_in_the_currency(database: Database) -> None:
    with database.transaction() as tx:
        made(tx, "PR-1", amount=Decimal(10))
        made(tx, "PR-2", amount=Decimal(20))
        made(tx, "PR-3", amount=Decimal(30), currency="USD")
        made(tx, "PR-4", amount=Decimal(40), customer_id="TA-2")
        made(tx, "PR-5", amount=Decimal(50), status=TaskStatus.HELD)
        made(tx, "PR-6", amount=Decimal(60), whose=OTHERS)
        found = history.last_amounts(tx, US, {("TA-1", AUD), ("TA-2", USD), ("TA-3", AUD)})
    assert found["TA-1"][AUD] == 20
    assert found["TA-2"] == {AUD: Decimal(40)}
    assert "TA-3" not in found
