"""Each test of storage runs on a new SQLite file and on a new PostgreSQL database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connect_ext.storage.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.dispose()
