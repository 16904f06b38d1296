from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.processes import runners


@pytest.fixture(autouse=True)
def no_runner_is_left_behind() -> Iterator[None]:
    before = runners()
    yield
    assert runners() <= before, "a cextrun of this test is still running"
