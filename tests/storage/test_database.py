from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from connect_ext.storage import installations
from connect_ext.storage.database import Database, normalised
from tests.storage.builders import NOW, US, an_installation


def test_a_transaction_commits_at_its_end(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
    with database.transaction() as tx:
        assert installations.find(tx, US) == an_installation()


def test_an_exception_rolls_everything_back(database: Database) -> None:
    def fails() -> None:
        with database.transaction() as tx:
            installations.record(tx, an_installation(), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with database.transaction() as tx:
        assert installations.find(tx, US) is None


def test_a_thread_knows_whether_it_is_in_a_transaction(database: Database) -> None:
    seen: list[bool] = []
    assert not database.in_transaction
    with database.transaction():
        assert database.in_transaction
        other = threading.Thread(target=lambda: seen.append(database.in_transaction))
        other.start()
        other.join()
    assert not database.in_transaction
    assert seen == [False]


def test_a_transaction_inside_a_transaction_is_refused_at_once(database: Database) -> None:
    with (
        database.transaction(),
        pytest.raises(RuntimeError, match="is open in this thread already"),
        database.transaction(),
    ):
        pass
    with database.transaction() as tx:
        assert tx.execute(text("SELECT 1")).scalar_one() == 1


def test_a_failed_statement_does_not_show_what_it_was_given(database: Database) -> None:
    with pytest.raises(DBAPIError) as raised, database.transaction() as tx:
        tx.execute(text("SELECT nothing FROM nowhere WHERE a = :a"), {"a": "hunter2"})
    assert "hunter2" not in str(raised.value)


def test_a_database_works_again_after_it_was_disposed_of(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
    database.dispose()
    with database.transaction() as tx:
        assert installations.find(tx, US) is not None


def test_a_forked_process_gets_connections_of_its_own(database: Database) -> None:
    with database.transaction() as tx:
        installations.record(tx, an_installation(), NOW)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with database.transaction() as tx:
                installations.record(tx, an_installation(account_name="Child"), NOW)
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    with database.transaction() as tx:
        assert installations.find(tx, US) == an_installation(account_name="Child")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_postgresql_address_means_the_same_driver(scheme: str) -> None:
    url = normalised(f"{scheme}://me:hunter2@db.example.com/books?sslmode=require")
    assert url.render_as_string(hide_password=False) == (
        "postgresql+psycopg://me:hunter2@db.example.com/books?sslmode=require"
    )


def test_the_repr_of_a_database_does_not_show_its_address() -> None:
    assert repr(Database("postgres://me:hunter2@db.example.com/books")) == "Database(postgresql)"


def test_sqlite_keeps_commits_through_a_power_cut_and_lets_readers_wait(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    full = 2
    with database.transaction() as tx:
        pragmas = {
            name: tx.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
        }
    database.dispose()
    assert pragmas == {"synchronous": full, "journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 15000}


def test_postgresql_gives_up_on_statements_and_locks_that_take_too_long(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.transaction() as tx:
        limits = [tx.execute(text(f"SHOW {name}")).scalar_one() for name in ("statement_timeout", "lock_timeout")]
    database.dispose()
    assert limits == ["30s", "10s"]


def test_a_file_that_is_no_database_is_an_error_and_leaves_no_transaction_open(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    path.write_bytes(b"This is not a database, and long enough to be told apart from one." * 20)
    database = Database(sqlite_url)
    with pytest.raises(sqlite3.DatabaseError), database.transaction():
        pass
    assert not database.in_transaction
