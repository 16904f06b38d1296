from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.sync.intake.intake import take_in_everything
from sandbox.connect.accounts import Account
from sandbox.xero import Problem
from tests.web.door import Caller, Door, problem
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@pytest.fixture
def albion(world: World, door: Door) -> Caller:
    return door.of(world.who.albion, world.install(world.who.albion))


def installation_of(caller: Caller) -> InstallationId:
    return InstallationId(caller.options["installation_id"])


def buy(world: World, caller: Caller, seller: Account | None = None) -> str:
    order: str = world.buy(installation_of(caller), seller=seller)["id"]
    return order


def taken_in(world: World, caller: Caller, number: int) -> list[str]:
    """So many orders, known to the product and asked for by nobody; the newest first."""
    orders = [buy(world, caller) for _ in range(number)]
    take_in_everything(world.app.runtime, installation_of(caller))
    return orders[::-1]


def listed(caller: Caller, query: str = "") -> Any:
    """What the orders come to is found out after the answer, and before anything else happens in the test."""
    answer = caller.get(f"/api/tasks{query}")
    assert answer.status == 200, answer.body
    caller.door.world.wait()
    return answer.json()


def orders(page: Any) -> list[str]:
    return [task["order"] for task in page["tasks"]]


def sync(world: World, caller: Caller, **body: Any) -> int:
    answer = caller.post("/api/sync", body)
    assert answer.status == 202, answer.body
    assert world.app.wait(30)
    asked: int = answer.json()["asked"]
    return asked


def test_nothing_ordered_is_an_empty_page(southern: Caller) -> None:
    counts = {"all": 0, "needs_you": 0, "waiting": 0, "in_xero": 0, "ignored": 0}
    assert listed(southern) == {"tasks": [], "next_before": None, "counts": counts, "working": 0}


def test_what_the_platform_told_a_moment_ago_is_on_the_list(world: World, southern: Caller) -> None:
    order = buy(world, southern)
    assert orders(listed(southern)) == [order]


def test_what_it_comes_to_is_found_out_after_the_answer(world: World, door: Door) -> None:
    """10 monthly licences at 12.50 AUD, before tax."""
    installation_id = world.ready()
    world.buy(installation_id)
    southern = door.of(world.who.southern, installation_id)
    assert listed(southern)["tasks"][0]["amount"] is None
    world.wait()
    assert listed(southern)["tasks"][0]["amount"] == {"value": "125.00", "currency": "AUD"}


def test_what_it_comes_to_is_found_out_at_a_look_after_xeros_limit(world: World, door: Door) -> None:
    installation_id = world.ready()
    world.buy(installation_id)
    southern = door.of(world.who.southern, installation_id)
    world.xero.faults.rate_limit("GET", "/api.xro/2.0/Organisation", Problem.MINUTE, retry_after=30)
    listed(southern)
    world.wait()
    world.later(minutes=2)
    assert listed(southern)["tasks"][0]["amount"] is None
    world.wait()
    assert listed(southern)["tasks"][0]["amount"] == {"value": "125.00", "currency": "AUD"}


def test_a_page_has_the_newest_first_and_leads_to_the_next(world: World, southern: Caller) -> None:
    newest_first = taken_in(world, southern, 5)
    first = listed(southern, "?limit=2")
    second = listed(southern, f"?limit=2&before={first['next_before']}")
    third = listed(southern, f"?limit=2&before={second['next_before']}")

    assert orders(first) + orders(second) + orders(third) == newest_first
    assert third["next_before"] is None


def test_a_task_is_shown_as_people_know_it(world: World, southern: Caller) -> None:
    [order] = taken_in(world, southern, 1)
    [task] = listed(southern)["tasks"]

    assert (task["order"], task["order_type"], task["status"]) == (order, "Sales", "pending")
    assert task["asset"].startswith("AS-")
    assert (task["due_at"], task["problems"]) == (None, [])


def test_the_list_can_be_narrowed_to_statuses(world: World, southern: Caller) -> None:
    second, first = taken_in(world, southern, 2)
    chosen = next(task["id"] for task in listed(southern)["tasks"] if task["order"] == first)
    sync(world, southern, tasks=[chosen])

    assert orders(listed(southern, "?status=synced")) == [first]
    assert orders(listed(southern, "?status=pending")) == [second]
    assert orders(listed(southern, "?status=pending&status=synced")) == [second, first]
    assert orders(listed(southern, "?status=held")) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?status=lilac-canary", "status.0"),
        ("?limit=0", "limit"),
        ("?limit=201", "limit"),
        ("?before=lilac-canary", "before"),
        ("?before=0", "before"),
        (f"?before={2**63}", "before"),
    ],
)
def test_a_page_that_cannot_be_is_refused_by_field(southern: Caller, query: str, field: str) -> None:
    answer = southern.get(f"/api/tasks{query}")

    assert (answer.status, [found["field"] for found in problem(answer)["fields"]]) == (422, [field])
    assert "canary" not in answer.body.decode()


def test_a_synced_task_shows_its_documents_and_its_journal(world: World, southern: Caller) -> None:
    order = buy(world, southern)
    assert sync(world, southern) == 1
    [task] = listed(southern)["tasks"]
    detail = southern.get(f"/api/tasks/{task['id']}").json()

    [invoice] = world.books().invoices
    assert {name: detail[name] for name in task} == task
    assert detail["status"] == "synced"
    documents = {found["document"]: (found["xero_id"], found["number"]) for found in detail["documents"]}
    assert documents[f"invoice:{order}"] == (invoice["InvoiceID"], invoice["InvoiceNumber"])
    assert detail["journal"][0]["event"] == "task.synced"
    assert all(entry["sentence"].endswith(".") for entry in detail["journal"])


def test_a_task_that_needs_a_person_says_what_to_do_and_where(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.ready(accounts={}))
    buy(world, caller)
    sync(world, caller)
    [task] = listed(caller)["tasks"]

    assert task["status"] == "attention"
    assert all(found["code"].startswith("XI-") and found["advice"] for found in task["problems"])
    assert {found["screen"] for found in task["problems"]} == {"settings"}


def test_the_tasks_of_another_installation_do_not_exist_here(world: World, southern: Caller, albion: Caller) -> None:
    taken_in(world, southern, 1)
    [task] = listed(southern)["tasks"]

    theirs, nobodys = albion.get(f"/api/tasks/{task['id']}"), albion.get("/api/tasks/999999")
    assert listed(albion)["tasks"] == []
    assert (theirs.status, problem(theirs)) == (404, problem(nobodys))


@pytest.mark.parametrize("task_id", ["lilac-canary", "0", "-1", "1.5", str(2**63)])
def test_what_is_no_task_number_is_refused(southern: Caller, task_id: str) -> None:
    answer = southern.get(f"/api/tasks/{task_id}")

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, "task_id")
    assert "canary" not in answer.body.decode()


def test_syncing_everything_counts_what_was_told_a_moment_ago(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)
    buy(world, southern)

    assert sync(world, southern) == 2
    assert len(world.books().invoices) == 2


def test_syncing_chosen_tasks_leaves_the_others(world: World, southern: Caller) -> None:
    taken_in(world, southern, 3)
    chosen = [task["id"] for task in listed(southern)["tasks"]][:2]

    assert sync(world, southern, tasks=chosen) == 2
    assert len(world.books().invoices) == 2
    assert len(listed(southern, "?status=pending")["tasks"]) == 1


def test_syncing_again_asks_for_nothing_more(world: World, southern: Caller) -> None:
    buy(world, southern)
    sync(world, southern)

    assert sync(world, southern) == 0
    assert len(world.books().invoices) == 1


def test_tasks_of_another_installation_count_nothing_and_stay(world: World, southern: Caller, albion: Caller) -> None:
    taken_in(world, southern, 2)
    theirs = [task["id"] for task in listed(southern)["tasks"]]

    assert sync(world, albion, tasks=theirs) == 0
    assert sync(world, albion) == 0
    assert [task["status"] for task in listed(southern)["tasks"]] == ["pending", "pending"]
    assert world.books().invoices == ()


def test_syncing_no_tasks_syncs_none(world: World, southern: Caller) -> None:
    taken_in(world, southern, 1)

    assert sync(world, southern, tasks=[]) == 0
    assert world.books().invoices == ()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"task": [1]}, "task"),
        ({"tasks": ["lilac-canary"]}, "tasks.0"),
        ({"tasks": [1, 1.5]}, "tasks.1"),
        ({"tasks": [True]}, "tasks.0"),
        ({"tasks": [0]}, "tasks.0"),
        ({"tasks": [2**63]}, "tasks.0"),
        ({"tasks": 7}, "tasks"),
        ({"tasks": list(range(1, 1002))}, "tasks"),
        ({"tasks": [1], "shown": {"2": "nothing"}}, "shown"),
        ({"tasks": [], "shown": {"1": "nothing"}}, "shown"),
        ({"shown": {"1": "nothing"}}, "shown"),
        ({"tasks": [1], "shown": {"1": "lilac-canary"}}, "shown.1"),
        ({"tasks": [1], "shown": {"lilac-canary": "nothing"}}, "shown.__key__"),
        ({"tasks": [1], "shown": ["nothing"]}, "shown"),
    ],
)
def test_a_wish_that_is_not_understood_syncs_nothing(
    world: World, southern: Caller, body: dict[str, Any], field: str
) -> None:
    taken_in(world, southern, 1)
    answer = southern.post("/api/sync", body)

    assert (answer.status, problem(answer)["fields"][0]["field"]) == (422, field)
    assert "canary" not in answer.body.decode()
    assert world.books().invoices == ()


def test_syncing_without_a_connection_keeps_the_tasks(world: World, door: Door) -> None:
    caller = door.of(world.who.southern, world.install(world.who.southern))
    buy(world, caller)

    assert sync(world, caller) == 1
    assert [task["status"] for task in listed(caller)["tasks"]] == ["pending"]
