from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Connection

from connect_ext.storage import whole_installation
from connect_ext.storage.columns import metadata
from connect_ext.storage.database import Database
from connect_ext.storage.whole_installation import Place
from tests.storage.builders import OTHERS, US, connect, store
from tests.storage.world import everything_of_us


def all_rows(tx: Connection, table: str, limit: int) -> list[Any]:
    found: list[Any] = []
    after: Place | None = None
    while True:
        rows, after = whole_installation.page(tx, US, table, after, limit)
        found += rows
        if after is None:
            return found


def test_every_row_of_every_table_is_on_exactly_one_page(database: Database) -> None:
    with database.transaction() as tx:
        everything_of_us(tx)
        for table in whole_installation.table_names():
            whole = all_rows(tx, table, 1000)
            assert whole, table
            assert all_rows(tx, table, 1) == whole, table


def test_tokens_are_on_no_page(database: Database) -> None:
    with database.transaction() as tx:
        everything_of_us(tx)
        rows = all_rows(tx, "authorisations", 10)

    assert rows
    assert not any("tokens" in row for row in rows)


def test_whoever_is_erased_is_in_no_table_and_others_keep_what_they_have(database: Database) -> None:
    with database.transaction() as tx:
        connect(tx, OTHERS)
        store(tx, installation_id=OTHERS)
        before = theirs(tx)
        everything_of_us(tx)

        assert whole_installation.erase(tx, US) > len(whole_installation.table_names())
        assert [table for table in whole_installation.table_names() if all_rows(tx, table, 10)] == []
        assert theirs(tx) == before
        assert whole_installation.erase(tx, US) == 0


def test_what_is_not_of_one_installation_is_named_here(database: Database) -> None:
    """Xero's limits, which all share, and when the operator was mailed: nothing of anybody's customers."""
    assert set(metadata.tables) - set(whole_installation.table_names()) == {"pauses", "call_budgets", "digests"}


def theirs(tx: Connection) -> list[Any]:
    names = whole_installation.table_names()
    return [whole_installation.page(tx, OTHERS, table, None, 1000) for table in names]
