"""The journal through the web door."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from tests.web.door import Caller, Door
from tests.web.test_tasks import buy, sync
from tests.world import World

ALL = "?show=all_tasks"


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def activity(caller: Caller, query: str = "") -> Any:
    answer = caller.get(f"/api/activity{query}")
    assert answer.status == 200, answer.body
    return answer.json()


def events(caller: Caller, query: str = "") -> list[str]:
    return [entry["event"] for entry in activity(caller, query)["entries"]]


def synced(world: World, caller: Caller) -> str:
    order = buy(world, caller)
    sync(world, caller)
    return order


def test_each_entry_says_who_what_and_what_it_means_for_the_books(world: World, southern: Caller) -> None:
    order = synced(world, southern)
    done, asked, came, *_ = activity(southern, ALL)["entries"]

    assert (done["who"], done["title"], done["order"]) == ("product", "Order synced", order)
    assert done["means"] == "The books agree with this order."
    assert (asked["who"], asked["user"], asked["about"]) == ("person", world.who.southern.user_id, "orders")
    assert (came["who"], came["event"], came["level"]) == ("event", "task.pending", "info")


def test_the_installations_level_is_shown_where_nobody_asks_for_another(world: World, door: Door) -> None:
    southern = door.of(world.who.southern, world.ready())
    synced(world, southern)
    found = activity(southern)
    assert (found["entries"], found["show"]) == ([], "errors_and_actions")

    settings = southern.get("/api/settings").json()
    southern.put("/api/settings", {**settings, "settings": {**settings["settings"], "notify": "all_tasks"}})

    assert events(southern)[0] == "settings.saved"
    assert activity(southern)["show"] == "all_tasks"


def test_it_is_narrowed_by_what_it_is_about_by_who_and_by_the_order(world: World, southern: Caller) -> None:
    order = synced(world, southern)
    another = synced(world, southern)

    assert all(event.startswith("connection.") for event in events(southern, f"{ALL}&about=connection"))
    assert "sync.asked" in events(southern, f"{ALL}&who=person")
    assert events(southern, f"{ALL}&order={order}") == ["task.synced", "task.pending"]
    assert events(southern, f"{ALL}&search={another}") == ["task.synced", "task.pending"]
    assert events(southern, f"{ALL}&search=nothing+like+it") == []


def test_pages_lead_to_older_ones(world: World, southern: Caller) -> None:
    synced(world, southern)
    whole = [entry["id"] for entry in activity(southern, ALL)["entries"]]
    first = activity(southern, f"{ALL}&limit=2")
    rest = activity(southern, f"{ALL}&before={first['next_before']}")

    assert [entry["id"] for entry in (*first["entries"], *rest["entries"])] == whole
    assert rest["next_before"] is None


def test_what_came_after_the_last_visit_is_new(world: World, southern: Caller) -> None:
    seen = activity(southern, ALL)["newest"]
    answer = southern.post("/api/activity/visit", {"seen": seen})
    assert answer.json() == {"seen": seen, "told": seen}
    synced(world, southern)

    assert [entry["event"] for entry in activity(southern, ALL)["entries"] if entry["is_new"]] == [
        "task.synced",
        "sync.asked",
        "task.pending",
    ]


def test_nobody_has_seen_what_has_not_happened(southern: Caller) -> None:
    newest = activity(southern)["newest"]

    assert southern.post("/api/activity/visit", {"seen": 2**62}).json() == {"seen": newest, "told": newest}


def test_the_file_has_what_the_list_has(world: World, southern: Caller) -> None:
    order = synced(world, southern)
    answer = southern.get(f"/api/activity.csv{ALL}&order={order}")
    titles, newest, oldest = csv.reader(StringIO(answer.body.decode("utf-8-sig")))

    assert answer.headers["content-disposition"] == 'attachment; filename="activity.csv"'
    assert titles[:2] == ["Time (UTC)", "Who"]
    assert (newest[1], newest[5], newest[8]) == ("product", "Order synced", order)
    assert (oldest[1], oldest[6]) == ("event", f"{order} is ready to sync.")


def test_the_file_knows_levels_too(world: World, southern: Caller) -> None:
    synced(world, southern)
    answer = southern.get("/api/activity.csv?show=errors_and_actions")

    assert len(list(csv.reader(StringIO(answer.body.decode("utf-8-sig"))))) == 1


@pytest.mark.parametrize("query", ["?show=some", "?about=weather", "?who=nobody", "?before=0", "?limit=201"])
def test_what_nobody_can_ask_for_is_refused(southern: Caller, query: str) -> None:
    assert southern.get(f"/api/activity{query}").status == 422


def test_nobody_sees_the_activity_of_another_installation(world: World, door: Door, southern: Caller) -> None:
    order = synced(world, southern)
    albion = door.of(world.who.albion, world.install(world.who.albion))

    assert activity(albion, ALL)["entries"] == []
    assert activity(albion, f"{ALL}&order={order}")["entries"] == []
