"""Brings a database's schema up to date, one process at a time, forward only."""

from __future__ import annotations

import sqlite3
import threading
import time

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

SCRIPTS = "connect_ext.storage:migrations"
LOCK = 7_305_151_119
"""The key of our advisory lock; any number that nothing else in this database uses."""
PATIENCE_SECONDS = 15

_one_at_a_time = threading.Lock()
"""Alembic keeps its context in module globals."""


def migrate(engine: Engine) -> None:
    """Runs what is missing in one transaction. Processes that start together wait for the first and find nothing to do.

    SQLite needs no other lock than the write lock that our transactions begin with.
    """
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with _one_at_a_time, engine.begin() as tx:
        if engine.dialect.name == "postgresql":
            tx.execute(text("SET LOCAL lock_timeout = 0"))
            tx.execute(text("SET LOCAL statement_timeout = 0"))
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        config = Config()
        config.set_main_option("script_location", SCRIPTS)
        config.attributes["connection"] = tx
        command.upgrade(config, "head")


def _use_wal(engine: Engine) -> None:
    """Switches the file to WAL once and for all. SQLite does not always wait for others that do the same just now."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            # At the first start only, and in no transaction: SQLite has no call that waits for this switch.
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
