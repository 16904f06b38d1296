"""The first page's answer through the web door: 10 monthly licences at 12.50 AUD are 125.00."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door
from tests.web.test_tasks import buy, sync, taken_in
from tests.world import World

BEGINNING = [("connect", False), ("rules", False), ("mapping", False), ("first_sync", False)]


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def overview(caller: Caller) -> Any:
    """What the orders come to is found out after an answer, and before the next."""
    answer = caller.get("/api/overview")
    assert answer.status == 200, answer.body
    caller.door.world.wait()
    return answer.json()


def steps(caller: Caller) -> list[tuple[str, bool]]:
    return [(step["step"], step["done"]) for step in overview(caller)["steps"]]


def without_a_price(world: World, caller: Caller) -> list[str]:
    """Two orders while nobody has a price for anything."""
    settings = caller.get("/api/settings").json()
    chosen = {**settings["settings"], "price_sources": ["own_table"]}
    caller.put("/api/settings", {"version": settings["version"], "settings": chosen})
    world.wait()
    return [buy(world, caller) for _ in range(2)]


def test_a_new_installation_has_everything_before_it_and_nothing_to_count(world: World, door: Door) -> None:
    found = overview(door.of(world.who.southern, world.install(world.who.southern)))

    assert [(step["step"], step["done"]) for step in found["steps"]] == BEGINNING
    assert (found["currencies"], found["needs"], found["stopped"]) == ([], [], None)
    assert found["counts"] == {"all": 0, "needs_you": 0, "waiting": 0, "in_xero": 0, "ignored": 0}


def test_what_is_done_is_found_out_from_what_there_is(world: World, southern: Caller) -> None:
    assert steps(southern) == [("connect", True), ("rules", True), ("mapping", False), ("first_sync", False)]

    buy(world, southern)
    sync(world, southern)

    assert steps(southern) == [(step, True) for step, _ in BEGINNING]


def test_what_orders_come_to_stands_in_their_week_by_where_they_are(world: World, southern: Caller) -> None:
    """The 21st of November 2026 is a Saturday in Sydney: its week began on Monday the 16th."""
    buy(world, southern)
    sync(world, southern)
    buy(world, southern)
    overview(southern)
    [currency] = overview(southern)["currencies"]

    assert currency["currency"] == "AUD"
    assert [week["starts_on"] for week in currency["weeks"]][-2:] == ["2026-11-09", "2026-11-16"]
    assert len(currency["weeks"]) == 8
    assert currency["weeks"][-1] == {
        "starts_on": "2026-11-16", "in_xero": "125.00", "waiting": "125.00", "needs_you": "0.00", "orders": 2,
    }  # fmt: skip
    assert currency["weeks"][0]["orders"] == 0


def test_a_week_begins_on_the_organisations_monday(world: World, southern: Caller) -> None:
    """Sunday afternoon in London is Monday morning in Sydney."""
    world.later(days=1, hours=14)
    buy(world, southern)
    overview(southern)

    assert overview(southern)["currencies"][0]["weeks"][-1]["starts_on"] == "2026-11-23"


def test_orders_that_lack_the_same_price_are_one_cause(world: World, southern: Caller) -> None:
    without_a_price(world, southern)
    sync(world, southern)
    found = overview(southern)
    [cause] = found["needs"]

    assert (cause["orders"], cause["status"]) == (2, "attention")
    assert cause["problem"]["code"] == "XI-101"
    assert (cause["values"], found["more_needs"]) == ([], 0)
    assert found["counts"]["needs_you"] == 2


def test_what_the_platform_told_a_moment_ago_is_in_it(world: World, southern: Caller) -> None:
    buy(world, southern)

    assert overview(southern)["counts"]["waiting"] == 1


def test_a_connection_that_broke_says_why_and_since_when(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)
    world.xero.disconnect(HARBOUR)
    sync(world, southern)
    found = overview(southern)

    assert found["stopped"]["since"] == world.clock().isoformat()
    assert found["stopped"]["until"] is None
    assert found["stopped"]["why"]
    assert found["steps"][0] == {"step": "connect", "done": True}


def test_news_begin_to_count_with_the_first_visit(world: World, southern: Caller) -> None:
    first = overview(southern)["news"]
    assert (first["is_first"], first["count"]) == (True, 0)
    southern.post("/api/activity/visit", {"told": first["newest"]})
    without_a_price(world, southern)
    sync(world, southern)
    news = overview(southern)["news"]

    assert (news["is_first"], news["count"], news["matter"]) == (False, 2, 2)
    assert news["latest"].startswith("No price for")
    southern.post("/api/activity/visit", {"told": news["newest"]})
    assert overview(southern)["news"]["count"] == 0


def test_who_wants_all_tasks_is_told_of_all(world: World, door: Door) -> None:
    southern = door.of(world.who.southern, world.ready(notify="all_tasks"))
    southern.post("/api/activity/visit", {"told": overview(southern)["news"]["newest"]})
    buy(world, southern)
    news = overview(southern)["news"]

    assert (news["count"], news["matter"], news["latest"]) == (1, 0, "")


def test_nobody_sees_anything_of_another_installation(world: World, door: Door, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)
    albion = overview(door.of(world.who.albion, world.install(world.who.albion)))

    assert (albion["counts"]["all"], albion["currencies"], albion["needs"]) == (0, [], [])
