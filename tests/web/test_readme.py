"""The calls that the README shows to people are served, and take the bodies that it shows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest

from tests.house.project import ROOT
from tests.web.door import Door
from tests.world import World

CALL = re.compile(r"`(GET|PUT|POST|DELETE) (/api/[^`]+)`(?: `([^`]+)`)?")
AS_READ = "{…}"
"""Stands for what was read before."""
FILE = b"MPN,Currency,Price\r\nM-1,AUD,1\r\n"
NO_SUCH_CALL, NOT_ALLOWED, SHAPED_WRONG, OURS = 404, 405, 422, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    method: str
    url: str
    body: str | None


def calls() -> list[Call]:
    text = (ROOT / "README.md").read_text()
    return [Call(method=method, url=url, body=body or None) for method, url, body in CALL.findall(text)]


def test_the_readme_shows_calls() -> None:
    assert len(calls()) > 20


@pytest.mark.parametrize("call", calls(), ids=lambda call: f"{call.method} {call.url}")
def test_what_the_readme_shows_is_understood(world: World, door: Door, call: Call) -> None:
    """One that names what this world does not have may be refused: it has the shape of a call all the same."""
    installation = world.ready()
    caller = door.of(world.who.southern, installation)
    world.buy(installation)
    assert [task["id"] for task in caller.get("/api/tasks").json()["tasks"]] == [1]
    body = call.body
    if body and AS_READ in body:
        body = body.replace(AS_READ, json.dumps(caller.get(call.url).json()["settings"]))
    sent = FILE if call.url.startswith("/api/prices/file?version") else json.loads(body) if body else None
    answer = caller.send(call.method, call.url, sent)
    assert answer.status not in (NO_SUCH_CALL, NOT_ALLOWED, SHAPED_WRONG), answer.body
    assert answer.status < OURS, answer.body
