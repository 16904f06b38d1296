"""The database of this process: its engine, its transactions, and its schema brought up to date at first use."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg.errors import DeadlockDetected, SerializationFailure
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from connect_ext.storage.migrate import migrate

UNREACHABLE = (OperationalError, InterfaceError, NoFreeConnection, sqlite3.OperationalError)
"""What is raised when the database does not answer. Its text names hosts, users and files: it is not repeated."""

SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 15000",
    "PRAGMA foreign_keys = ON",
    # In WAL mode NORMAL may lose the last commits at a power cut. A lost intent would be a second invoice.
    "PRAGMA synchronous = FULL",
)
CONNECT_SECONDS = 10
POSTGRES_SETTINGS = ("SET statement_timeout = '30s'", "SET lock_timeout = '10s'")
RECYCLE_SECONDS = 300


class Database:
    """One database. Safe to share between threads, and usable in a forked process: that gets an engine of its own."""

    def __init__(self, url: str) -> None:
        """`url` is `sqlite:///…`, `postgresql://…`, `postgres://…` or `postgresql+psycopg://…`. Nothing is opened."""
        self._url = normalised(url)
        self._engine: Engine | None = None
        self._process = 0
        self._lock = threading.Lock()
        self._here = threading.local()

    def __repr__(self) -> str:
        return f"Database({self._url.get_backend_name()})"

    @property
    def in_transaction(self) -> bool:
        """Whether this thread is inside `transaction()`."""
        return getattr(self._here, "process", 0) == os.getpid()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back by an exception. Enter and leave it in the same thread.

        The first one of a process brings the schema up to date. Raises `RuntimeError` inside another of this thread:
        on SQLite it would wait for itself.
        """
        if self.in_transaction:
            raise RuntimeError("a transaction is open in this thread already")
        engine = self._ready_engine()
        self._here.process = os.getpid()
        try:
            with engine.begin() as tx:
                yield tx
        finally:
            self._here.process = 0

    def dispose(self) -> None:
        """Closes all idle connections; the next transaction opens new ones."""
        with self._lock:
            engine, self._engine = self._engine, None
            if engine is not None:
                engine.dispose(close=self._process == os.getpid())

    def _ready_engine(self) -> Engine:
        with self._lock:
            if self._engine is not None and self._process == os.getpid():
                return self._engine
            if self._engine is not None:
                self._engine.dispose(close=False)  # inherited by a fork: the connections belong to the parent
            engine = an_engine(self._url)
            migrate(engine)
            self._engine, self._process = engine, os.getpid()
            return engine


def gave_way(error: BaseException) -> bool:
    """Whether a transaction was ended because it and another one were in each other's way: the database does answer
    (https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS)."""
    return isinstance(error, DBAPIError) and isinstance(error.orig, DeadlockDetected | SerializationFailure)


def normalised(url: str) -> URL:
    """The address with the driver that we use; `postgres://` is what hosters still write."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def an_engine(url: URL) -> Engine:
    """An engine that never shows parameters in an exception: they are other people's data."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_recycle=RECYCLE_SECONDS,
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )
    event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver then begins nothing by itself
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _begin_immediate(tx: Connection) -> None:
    """Takes the write lock at once: a reader that becomes a writer could not wait for its turn."""
    tx.exec_driver_sql("BEGIN IMMEDIATE")


def _prepare_postgres(connection: Any, _record: object) -> None:
    for setting in POSTGRES_SETTINGS:
        connection.execute(setting)
    connection.commit()
