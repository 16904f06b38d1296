"""The fixtures of the shell: worlds, and that no runner outlives its test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import no_runner_is_left
from tests.world import World


@pytest.fixture
def sqlite_world(sqlite_url: str) -> Iterator[World]:
    made = World(sqlite_url)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def all_runners_end() -> Iterator[None]:
    with no_runner_is_left():
        yield
