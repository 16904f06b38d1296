from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.pages.browser import chromium
from tests.pages.reseller import Reseller
from tests.pages.theatre import Theatre, theatre
from tests.pages.visits import Visits
from tests.processes import no_runner_is_left

PATIENCE_MS = 15_000
"""Both vendors, the runner and the browser may share one small machine."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for all tests of this folder, and gone before those of the next, which may want an asyncio of their own."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def stage(browser: Browser) -> Iterator[Theatre]:
    with no_runner_is_left(), theatre() as stage:
        yield stage


@pytest.fixture
def newcomer(stage: Theatre) -> Reseller:
    """Has not installed anything yet."""
    return stage.newcomer()


@pytest.fixture
def reseller(stage: Theatre) -> Reseller:
    """Has installed the extension, is connected to Xero and has chosen accounts."""
    return stage.newcomer().is_set_up()


@pytest.fixture
def visits(browser: Browser, stage: Theatre) -> Iterator[Visits]:
    """Afterwards nothing has gone wrong in any of the browsers that the test has not asked for."""
    visits = Visits(browser, stage)
    with ExitStack() as end:
        end.callback(visits.end)
        end.callback(stage.walk.xero.faults.clear)
        yield visits
        unexpected = visits.unexpected()
        assert not unexpected, "\n".join(unexpected)
