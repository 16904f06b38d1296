"""Orders that cannot be sent are told of before anybody asks for them, by what they wait for."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.books.problems.problem import Code, problem
from connect_ext.storage.foreseen import Foreseen, foresee
from tests.web.door import Caller, Door
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def own(southern: Caller) -> InstallationId:
    return InstallationId(str(southern.page))


def chosen(southern: Caller, **changes: Any) -> None:
    now = southern.get("/api/settings").json()
    answer = southern.put("/api/settings", {"version": now["version"], "settings": {**now["settings"], **changes}})
    assert answer.status == 200, answer.body


def listed(world: World, southern: Caller, query: str = "") -> list[dict[str, Any]]:
    """Once everything is found out."""
    southern.get("/api/tasks")
    assert world.app.wait(60)
    found: list[dict[str, Any]] = southern.get(f"/api/tasks?{query}").json()["tasks"]
    return found


def test_two_orders_without_an_account_are_one_cause_that_settings_mend(world: World, southern: Caller) -> None:
    before = southern.get("/api/settings").json()["settings"]
    chosen(southern, accounts={}, fallback_account="")
    for _ in range(2):
        world.buy(own(southern))
    tasks = listed(world, southern)
    assert {task["status"] for task in tasks} == {"attention"}

    [cause] = southern.get("/api/tasks/causes").json()["causes"]
    assert (cause["code"], cause["orders"], cause["problem"]["screen"]) == ("XI-201", 2, "settings")
    assert cause["title"] == "No revenue account for licence items"
    assert cause["tasks"] == [task["id"] for task in tasks]
    assert listed(world, southern, "problem=XI-201") == tasks
    assert listed(world, southern, "problem=XI-101") == []

    chosen(southern, accounts=before["accounts"], fallback_account=before["fallback_account"])
    assert southern.get("/api/tasks/causes").json() == {"causes": [], "all": True}
    assert {(task["status"], task["estimated"]) for task in listed(world, southern)} == {("pending", True)}
    assert not world.books().invoices, "nobody has asked for them"


def test_a_look_that_finds_nothing_in_the_way_takes_the_problem_away(world: World, southern: Caller) -> None:
    """A price that the marketplace has meanwhile: nothing of ours was changed."""
    order = world.buy(own(southern))
    [task] = listed(world, southern)
    found = world.task(own(southern), order["id"])
    missing = Foreseen(problems=(problem(Code.PRICE_MISSING, subject="M-1", tried="no list"),), seen=found.updated_at)
    with world.app.runtime.database.transaction() as tx:
        assert foresee(tx, own(southern), {found.id: missing}, world.clock()) == 1
    assert listed(world, southern)[0]["status"] == "attention"

    assert southern.get(f"/api/tasks/{task['id']}/preview").json()["problems"] == []
    [after] = listed(world, southern)
    assert (after["status"], after["problems"], after["amount"]) == ("pending", [], task["amount"])
