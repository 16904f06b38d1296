"""Wiring for all tests: a clean environment, no network, and the databases."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.connect_wire import mounted_until_the_end
from tests.clean import come_clean
from tests.postgres import Postgres, a_server
from tests.require import require


def pytest_configure() -> None:
    come_clean()


@pytest.fixture(autouse=True)
def stand_ins_of_connect_end_with_their_test() -> Iterator[None]:
    with mounted_until_the_end():
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """One server for the whole run."""
    can_run = "TEST_DATABASE_URL" in os.environ or sys.platform in ("linux", "darwin")
    require(can_run, "There is no PostgreSQL for this platform: set TEST_DATABASE_URL.")
    with a_server() as server:
        yield server


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A new, empty SQLite file."""
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """A new, empty database on a real PostgreSQL."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new, empty database of each kind that the product runs on: the test runs once for each."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
