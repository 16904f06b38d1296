from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.processes import no_runner_is_left


@pytest.fixture(autouse=True)
def all_runners_end() -> Iterator[None]:
    with no_runner_is_left():
        yield
