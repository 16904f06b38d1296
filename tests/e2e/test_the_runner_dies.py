"""The real, unmodified runner dies in the worst moments; the books stay right.

How the second test knows its moment: it holds the database's one write lock from before the answer leaves until after
the kill, so nothing can have been settled; and it kills only when the kernel says that every byte of the answer has
been read by the runner (`sandbox.received`).
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import update

from connect_ext.storage.database import Database
from connect_ext.storage.tables import intents, tasks
from sandbox.demo import Walk
from sandbox.xero import HARBOUR
from tests.require import require

pytestmark = pytest.mark.runner

INVOICES = "/api.xro/2.0/Invoices"


@pytest.fixture
def walk() -> Iterator[Walk]:
    """A stage with the real runner, up to the moment where settings are saved."""
    walk = Walk()
    with walk.stage:
        walk.install()
        walk.authorise()
        walk.choose_settings()
        yield walk
    assert walk.xero.violations == []


def test_a_kill_before_the_answer_arrives_leaves_one_invoice(walk: Walk) -> None:
    """Intent written, sent, Xero has made the invoice; every process dies before the answer comes."""
    order_one(walk)
    held = walk.xero.faults.hold_answer("PUT", INVOICES)
    walk.stage.call(walk.reseller, "POST", "/api/sync", json={})
    assert held.reached.wait(30)

    walk.stage.runner.kill()
    held.release()
    leases_run_out(walk)
    walk.stage.restart_runner()
    walk.sync()

    the_books_are_right(walk)


def test_a_kill_between_the_answer_and_its_settlement_leaves_one_invoice(walk: Walk) -> None:
    """The answer has arrived, but the database is busy; every process dies before the link is committed."""
    require(sys.platform == "linux", "Only Linux tells whether another process has read what was sent to it.")
    order_one(walk)
    held = walk.xero.faults.hold_answer("PUT", INVOICES)
    walk.stage.call(walk.reseller, "POST", "/api/sync", json={})
    assert held.reached.wait(30)

    with the_database_busy(walk):
        held.release()
        the_answer_is_read(walk)
        walk.stage.runner.kill()
    assert unsettled(walk) == 1
    leases_run_out(walk)
    walk.stage.restart_runner()
    walk.sync()

    the_books_are_right(walk)
    assert unsettled(walk) == 0


def order_one(walk: Walk) -> None:
    who = walk.marketplace
    request = walk.marketplace.world.place_purchase(walk.reseller, who.sydney, who.office, {"NRD-OFF-M": 4})
    walk.marketplace.world.approve(request["id"])
    assert walk.marketplace.world.settled()


def database_file(walk: Walk) -> str:
    return str(walk.stage.folder / "extension.db")


@contextmanager
def the_database_busy(walk: Walk) -> Iterator[None]:
    """Another writer holds SQLite's one write lock."""
    with closing(sqlite3.connect(database_file(walk), isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def the_answer_is_read(walk: Walk) -> None:
    """The runner has all of it, and waits at most fifteen seconds for the lock that we hold."""
    deadline = time.monotonic() + 10
    while not walk.stage.xero_has_been_heard("PUT", INVOICES):
        assert time.monotonic() < deadline, "the runner has not read the answer"
        time.sleep(0.01)


def the_books_are_right(walk: Walk) -> None:
    """One invoice from two calls with one key: under a key Xero's stand-in takes the very same bytes only."""
    assert len(walk.xero.books(HARBOUR).invoices) == 1
    assert [task["status"] for task in walk.result()["tasks"]] == ["synced"]
    first, again = (call for call in walk.xero.calls if (call.method, call.path) == ("PUT", INVOICES))
    assert first.key
    assert (again.key, again.status) == (first.key, 200)


def unsettled(walk: Walk) -> int:
    with closing(sqlite3.connect(database_file(walk))) as connection:
        found: int = connection.execute("SELECT count(*) FROM intents WHERE settled_at IS NULL").fetchone()[0]
        return found


def leases_run_out(walk: Walk) -> None:
    """As if more than the ninety seconds of a lease had passed since the kill."""
    database = Database(f"sqlite:///{database_file(walk)}")
    past = walk.stage.clock() - timedelta(seconds=1)
    with database.transaction() as tx:
        tx.execute(update(tasks).where(tasks.c.lease_until.is_not(None)).values(lease_until=past))
        tx.execute(update(intents).where(intents.c.lease_until.is_not(None)).values(lease_until=past))
    database.dispose()
