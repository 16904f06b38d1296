"""One fixture: the story that a test's docstring tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stories.story import Story
from tests.world import World


@pytest.fixture
def story(request: pytest.FixtureRequest, sqlite_url: str) -> Iterator[Story]:
    world = World(sqlite_url)
    yield Story(world, request.function.__doc__)
    world.close()
