from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from sandbox.xero import HARBOUR
from tests.web.door import Caller, Door, problem
from tests.world import World


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def synced(world: World, southern: Caller) -> tuple[str, dict[str, Any]]:
    ours = InstallationId(str(southern.page))
    order = world.buy(ours)
    world.sync(ours)
    (task,) = southern.get("/api/tasks").json()["tasks"]
    return f"/api/tasks/{task['id']}", order


def test_what_is_shown_is_undone(world: World, southern: Caller) -> None:
    task, order = synced(world, southern)
    shown = southern.get(f"{task}/undo").json()
    number = world.books().invoices[0]["InvoiceNumber"]
    assert shown == {
        "possible": True,
        "sentence": f"The draft invoice {number} is deleted.",
        "months": [],
        "digest": shown["digest"],
    }
    answer = southern.post(f"{task}/undo", {"digest": shown["digest"]})
    assert answer.status == 200, answer.body
    assert answer.json()["status"] == "attention"
    assert answer.json()["sentence"].startswith(f"{order['id']} was undone by ")
    after = southern.get(task).json()
    assert after["document"] is None
    assert [one["code"] for one in after["problems"]] == ["XI-812"]
    assert southern.get(f"{task}/undo").json()["possible"] is False


def test_another_undo_than_the_one_shown_is_refused(world: World, southern: Caller) -> None:
    task, _ = synced(world, southern)
    shown = southern.get(f"{task}/undo").json()
    world.xero.person(HARBOUR).approve(world.books().invoices[0]["InvoiceNumber"])
    refusal = problem(southern.post(f"{task}/undo", {"digest": shown["digest"]}))
    assert (refusal["status"], refusal["title"]) == (409, "changed meanwhile")
    assert world.books().invoices[0]["Status"] == "AUTHORISED"


def test_a_digest_is_needed(world: World, southern: Caller) -> None:
    task, _ = synced(world, southern)
    assert problem(southern.post(f"{task}/undo", {"digest": "yes"}))["status"] == 422


def test_the_orders_of_another_installation_cannot_be_undone(world: World, door: Door, southern: Caller) -> None:
    task, _ = synced(world, southern)
    albion = door.of(world.who.albion, world.ready(world.who.albion))
    assert problem(albion.get(f"{task}/undo"))["status"] == 404
    assert problem(albion.post(f"{task}/undo", {"digest": "0" * 32}))["status"] == 404
