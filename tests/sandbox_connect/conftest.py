from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import no_runner_is_left


@pytest.fixture(scope="module", autouse=True)
def all_runners_end() -> Iterator[None]:
    """For a module as a whole: its tests may share one runner."""
    with no_runner_is_left():
        yield
