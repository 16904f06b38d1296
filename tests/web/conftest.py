"""One world behind the real doors; and after each test, whatever it was about: no secret has left."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from sandbox.connect.ids import secret
from sandbox.http import Request
from tests.web.door import Door
from tests.web.platform import Platform
from tests.world import World

THE_RUNNER_PRINTS_ADDRESSES = ("connect.eaas.runner", "httpx")
"""Its log has the address of each web call, and with it the code of a return from Xero; nothing else of ours."""


@pytest.fixture
def world(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    world = World(sqlite_url)
    monkeypatch.setenv("API_KEY", world.owner.api_key)  # as the runner has it
    yield world
    world.close()


@pytest.fixture
def platform(sqlite_url: str) -> Iterator[Platform]:
    """A world of its own, told of events only."""
    platform = Platform(World(sqlite_url))
    yield platform
    platform.settle()
    platform.world.close()


class Secrets:
    """What must never be seen: collected from the configuration and from what goes to Xero."""

    def __init__(self, world: World) -> None:
        config = world.config
        self._world = world
        self.known = {*config.encryption_keys, config.xero_client_secret, config.database_url, world.owner.api_key}
        self.codes: set[str] = set()
        world.watchers.append(self.watch)

    def watch(self, request: Request) -> None:
        self.known.add(request.headers.get("authorization", "").partition(" ")[2])
        self.codes.add(unquote(request.form.get("code", "")))

    def all(self) -> set[str]:
        identity = self._world.xero.identity
        keys = {secret(found["id"]) for found in self._world.marketplace.state.installations()}
        return {*self.known, *keys, *identity._access, *identity._refresh} - {""}


@pytest.fixture
def door(world: World, caplog: pytest.LogCaptureFixture) -> Iterator[Door]:
    caplog.set_level(logging.DEBUG)
    secrets, door = Secrets(world), Door(world=world)
    yield door
    assert world.app.wait(30)
    seen = [answer.body.decode(errors="replace") + str(answer.headers) for answer in door.answers]
    assert leaks(secrets.all() | secrets.codes - {""}, seen) == []
    records = [(record.name, record.getMessage() + str(record.exc_text)) for record in caplog.get_records("call")]
    assert leaks(secrets.all(), [text for _, text in records]) == []
    ours = [text for name, text in records if not name.startswith(THE_RUNNER_PRINTS_ADDRESSES)]
    assert leaks(secrets.codes - {""}, ours) == []


def leaks(secrets: set[str], texts: list[str]) -> list[str]:
    return [text for text in texts if any(secret in text for secret in secrets)]
