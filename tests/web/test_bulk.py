"""What a person does with many orders at once."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from tests.web.door import Caller, Door
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def own(southern: Caller) -> InstallationId:
    return InstallationId(str(southern.page))


def rows(southern: Caller, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = southern.get(f"/api/tasks?{query}").json()["tasks"]
    return found


def two(world: World, southern: Caller) -> list[int]:
    for _ in range(2):
        world.buy(own(southern))
    return [row["id"] for row in rows(southern)]


def bulk(southern: Caller, act: str, tasks: list[int], reason: str = "") -> dict[str, int]:
    answer = southern.post("/api/tasks/bulk", {"act": act, "tasks": tasks, "reason": reason})
    assert answer.status == 200, answer.body
    found: dict[str, int] = answer.json()
    return found


def test_what_a_person_holds_nobody_sends_until_it_is_released(world: World, southern: Caller) -> None:
    tasks = two(world, southern)
    assert bulk(southern, "hold", tasks, "  wait for\nthe PO ") == {"done": 2, "left": 0}
    assert [(row["status"], row["reason"]) for row in rows(southern)] == [("held", "wait for the PO")] * 2
    world.sync(own(southern))
    assert not world.books().invoices

    assert bulk(southern, "release", tasks) == {"done": 2, "left": 0}
    assert {row["status"] for row in rows(southern)} == {"pending"}
    world.sync(own(southern))
    assert len(world.books().invoices) == 2


def test_ignored_orders_say_why_by_whom_and_since_when(world: World, southern: Caller) -> None:
    tasks = two(world, southern)
    assert bulk(southern, "ignore", tasks, "a test")["done"] == 2
    [first, _] = rows(southern, "view=ignored")
    assert (first["reason"], first["ignored"]["by"], first["ignored"]["user"]) == (
        "a test",
        "person",
        world.who.southern.user_id,
    )

    assert bulk(southern, "unignore", tasks)["done"] == 2
    assert {(row["status"], row["ignored"]) for row in rows(southern)} == {("pending", None)}


def test_what_the_product_has_ignored_says_so(world: World, southern: Caller) -> None:
    world.buy(own(southern), connection="test")
    [row] = rows(southern, "view=ignored")
    assert (row["ignored"]["by"], row["ignored"]["user"]) == ("event", "")


def test_what_is_in_xero_is_left_as_it_is(world: World, southern: Caller) -> None:
    tasks = two(world, southern)
    world.sync(own(southern))
    for act in ("hold", "release", "ignore", "unignore"):
        assert bulk(southern, act, tasks, "x") == {"done": 0, "left": 2}


@pytest.mark.parametrize("act", ["hold", "ignore"])
def test_a_reason_is_asked_for(world: World, southern: Caller, act: str) -> None:
    assert southern.post("/api/tasks/bulk", {"act": act, "tasks": [1], "reason": " "}).status == 422


def test_nobody_holds_the_orders_of_another(world: World, southern: Caller, door: Door) -> None:
    tasks = two(world, southern)
    other = door.of(world.who.albion, world.install(world.who.albion))
    for act in ("hold", "release", "ignore", "unignore"):
        assert bulk(other, act, tasks, "x") == {"done": 0, "left": 2}
    assert {row["status"] for row in rows(southern)} == {"pending"}
