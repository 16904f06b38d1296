"""Wiring for all tests: a clean environment, no network, and the databases."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Postgres, a_server
from tests.require import require

# What a developer's shell may carry and the product, the runner or a client would obey.
PRODUCT_PREFIXES = ("XERO_", "CONNECT_")
FOREIGN = {
    "ALLOW_SQLITE", "API_ADDRESS", "API_KEY", "DATABASE_URL", "ENCRYPTION_KEYS", "ENVIRONMENT_ID", "INSTANCE_ID",
    "PORTAL_URL", "SERVER_ADDRESS",
    "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
    "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE",
    "PYTHONPATH", "PYTHONWARNINGS",
}  # fmt: skip
OURS = {"CONNECT_SAMPLES", "XERO_OPENAPI"}


def pytest_configure() -> None:
    for name in list(os.environ):
        foreign = name.upper() in FOREIGN or name.upper().startswith(PRODUCT_PREFIXES)
        if foreign and name not in OURS:
            del os.environ[name]
    sys.addaudithook(stay_on_this_machine)


def stay_on_this_machine(event: str, arguments: tuple[Any, ...]) -> None:
    """No test may reach the network: Python tells us of every connection before it is made."""
    if event != "socket.connect" or not isinstance(arguments[1], tuple):
        return
    host = arguments[1][0]
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise RuntimeError(f"A test tried to connect to {host}.")


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
