"""An undo and the other orders of its subscription, or another organisation: nothing is given back twice."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.by_hand.undo_verdict import NotPossible
from connect_ext.books.ids import InstallationId
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.by_hand.undo import Shown
from connect_ext.sync.draining.batch import claim
from connect_ext.sync.runtime import new_worker
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD, HARBOUR
from tests.sync.test_undo import approved, asked, carried_out, looked_at, synced, undo, what
from tests.sync.usage import a_line, accepted, an_asset, billed, key_of
from tests.sync.watching import codes, status
from tests.world import World

NOTES = "/api.xro/2.0/CreditNotes"


def reduced(world: World, answer: str = "") -> tuple[InstallationId, dict[str, Any], dict[str, Any]]:
    """An approved invoice, and a reduction that a person has just asked for."""
    ours, order = synced(world)
    approved(world)
    world.later(days=3)
    if answer == "lost":
        world.xero.faults.lose_answer("PUT", NOTES)
    return ours, order, world.change(ours, order, {"NRD-OFF-M": 5})


def test_while_a_reduction_of_it_has_no_answer_an_invoice_is_not_undone(world: World) -> None:
    ours, order, less = reduced(world, "lost")
    world.sync(ours)
    assert status(world, ours, less) is TaskStatus.UNCERTAIN
    assert what(looked_at(world, ours, order)) == f"{less['id']} is on its way to Xero: wait until it has arrived."

    world.later(minutes=10)
    world.drain()

    assert status(world, ours, less) is TaskStatus.SYNCED
    assert what(looked_at(world, ours, order)) == (
        f"{less['id']} counts on what this order billed or gave back: undo that one first."
    )
    assert world.books().invoices[0]["Status"] == "AUTHORISED"


def test_a_reduction_that_a_worker_takes_after_the_undo_was_shown_comes_first(world: World) -> None:
    ours, order, _ = reduced(world)
    found = looked_at(world, ours, order)
    assert isinstance(found, Shown)
    ask_for_sync(world.app.runtime, ours, None, "UR-1")
    access = world.proposer(ours).access
    assert claim(Poster(runtime=world.app.runtime, access=access, worker=new_worker()), ours)

    assert isinstance(asked(world, ours, order, found.digest), NotPossible)
    assert status(world, ours, order) is TaskStatus.SYNCED


def test_what_is_in_another_organisation_is_not_taken_for_gone(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world)
    world.connect(ours, FJORD)
    assert what(looked_at(world, ours, order)) == (
        "Its invoice is in another organisation: connect to that one to undo it."
    )
    world.connect(ours, HARBOUR)
    assert isinstance(looked_at(world, ours, order), Shown)


def test_usage_that_was_undone_is_free_again_and_billed_once_more(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    asset = an_asset(world, ours)
    usage = {"id": key_of(accepted(world, ours, a_line(asset)), asset)}
    world.drain()
    world.sync(ours)
    undo(world, ours, usage)
    assert billed(world, ours) == {}

    world.sync_only(ours, usage["id"])

    assert [invoice["Status"] for invoice in world.books().invoices] == ["DELETED", "DRAFT"]
    assert set(billed(world, ours).values()) == {f"invoice:{usage['id']}"}


@pytest.mark.parametrize("said", ["pending", "failed"])
def test_what_was_undone_is_not_sent_after_the_marketplace_has_changed_its_mind(sqlite_world: World, said: str) -> None:
    world = sqlite_world
    ours, order = synced(world, auto_sync="every_five_minutes")
    undo(world, ours, order)
    for told in (said, "approved"):
        world.later(minutes=6)
        world.tell(ours, {**order, "status": told, "updated": world.clock().isoformat()})
        world.schedule_fires()
        assert codes(world, ours, order) == ["XI-812"]
    assert [invoice["Status"] for invoice in world.books().invoices] == ["DELETED"]


def test_what_is_told_while_an_undo_is_under_way_does_not_end_it(sqlite_world: World) -> None:
    world = sqlite_world
    ours, order = synced(world, auto_sync="every_five_minutes")
    asked(world, ours, order)
    world.tell(ours, {**order, "status": "failed", "updated": world.clock().isoformat()})
    world.drain()
    carried_out(world, ours)
    assert (status(world, ours, order), codes(world, ours, order)) == (TaskStatus.ATTENTION, ["XI-812"])
