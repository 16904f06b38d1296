"""What asks something of a person is posted to the operator's address: signed, in order, again until it is taken."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import urllib3

from connect_ext.app import App
from connect_ext.sync.schedule.telling import SIGNATURE, Outside, tell_outside
from sandbox.xero import FJORD
from tests.world import World

KEY = "k" * 32
HOLDS: dict[str, Any] = {"auto_sync": "every_five_minutes", "holds": {"first_documents": 3}}
BUDGET = timedelta(seconds=20)


class Receiver:
    """Takes the posts at the other end of the wire; answers what it is told to."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.posts: list[dict[str, Any]] = []

    def request(self, method: str, url: str, **kwargs: Any) -> urllib3.BaseHTTPResponse:
        self.posts.append({"method": method, "url": url, **kwargs})
        status = self.statuses.pop(0) if self.statuses else 204
        if not status:
            raise urllib3.exceptions.ConnectTimeoutError
        return urllib3.HTTPResponse(status=status, headers={"location": "https://elsewhere.example"})

    @property
    def outside(self) -> Outside:
        return Outside(url="https://hooks.example/xero", key=KEY, wire=self)

    def told(self) -> list[dict[str, Any]]:
        return [json.loads(post["body"]) for post in self.posts]


def tell(world: World, receiver: Receiver) -> int:
    return tell_outside(world.app.runtime, receiver.outside, BUDGET)


def test_each_installations_notices_leave_once_signed_and_in_the_journals_words(world: World) -> None:
    ours, theirs = world.ready(**HOLDS), world.ready(world.who.albion, FJORD, **HOLDS)
    order = world.buy(ours)
    world.drain()
    receiver = Receiver()
    assert [tell(world, receiver) for _ in range(2)] == [1, 0]

    [post], [body] = receiver.posts, receiver.told()
    assert (post["method"], post["url"], post["redirect"]) == ("POST", "https://hooks.example/xero", False)
    assert post["headers"][SIGNATURE] == hmac.new(KEY.encode(), post["body"], hashlib.sha256).hexdigest()
    assert body["installation"] == ours
    [notice] = body["notices"]
    assert (notice["event"], notice["title"]) == ("task.held", "Order is held for you")
    assert notice["sentence"].startswith(f"{order['id']} is among the first 3 documents")

    world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.drain()
    assert tell(world, receiver) == 1
    assert receiver.told()[-1]["installation"] == theirs


@pytest.mark.parametrize("status", [0, 302, 404, 500])
def test_what_is_not_taken_is_told_again(sqlite_world: World, status: int, caplog: pytest.LogCaptureFixture) -> None:
    world = sqlite_world
    ours = world.ready(**HOLDS)
    world.buy(ours)
    world.drain()
    receiver = Receiver(status)
    assert tell(world, receiver) == 0
    assert tell(world, receiver) == 0, "another worker may still be telling"
    world.later(minutes=5)
    assert tell(world, receiver) == 1

    assert receiver.posts[0]["body"] == receiver.posts[1]["body"]
    assert caplog.messages[-1] == f"telling.refused status={status}"
    assert "hooks.example" not in caplog.text


def test_who_is_told_for_the_first_time_hears_of_the_last_day(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(**HOLDS)
    world.buy(ours)
    world.drain()
    world.later(days=2)
    recent = world.buy(ours)
    world.drain()
    receiver = Receiver()
    assert tell(world, receiver) == 1
    assert receiver.told()[0]["notices"][0]["sentence"].startswith(recent["id"])


def test_the_schedule_tells_where_an_address_is_set_and_else_nobody(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready(**HOLDS)
    world.buy(ours)
    receiver = Receiver()
    told = replace(world.config, notice_webhook_url="https://hooks.example/xero", notice_webhook_key=KEY)
    service = world.marketplace.environment.service_id
    for config, posts in ((world.config, 0), (told, 1)):
        app = App(config, wire=world.wire, clock=world.clock, rest=world.clock.move, outside=receiver)
        app.tick(world.owner, service)
        assert len(receiver.posts) == posts
