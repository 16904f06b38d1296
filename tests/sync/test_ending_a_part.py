from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from connect_ext.books.by_hand.ends import End, Wish
from connect_ext.books.ids import InstallationId
from connect_ext.books.prices.edits import FeeEdit
from connect_ext.storage.coverage_tables import coverage
from connect_ext.sync.by_hand.editing import save_edits
from connect_ext.sync.by_hand.ends import Ended, end_by_hand
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import status
from tests.world import World

NOTES = "/api.xro/2.0/CreditNotes"


def credited(world: World, ours: InstallationId) -> list[tuple[str, str, int]]:
    """What gives back, of which invoice, and how many."""
    own = select(coverage).where(coverage.c.installation_id == ours, coverage.c.credits_document.is_not(None))
    with world.app.runtime.database.transaction() as tx:
        rows = tx.execute(own.order_by(coverage.c.id)).all()
    return [(row.document_key.partition(":")[0], row.credits_document[-3:], int(row.quantity)) for row in rows]


def half_made(world: World) -> tuple[InstallationId, dict[str, Any]]:
    """Ten on a draft and five on an approved invoice; twelve are given up, and Xero refuses the credit note."""
    ours = world.ready()
    order = world.buy(ours)
    world.sync(ours)
    world.change(ours, order, {"NRD-OFF-M": 15})
    world.sync(ours)
    world.xero.person(HARBOUR).approve("INV-0002")
    world.later(days=5)
    less = world.change(ours, order, {"NRD-OFF-M": 3})
    world.xero.faults.find_wrong("PUT", NOTES, "No.")
    world.sync(ours)
    assert status(world, ours, less) is TaskStatus.ATTENTION
    return ours, less


def test_what_an_order_has_given_back_already_is_not_given_back_again_by_its_end(sqlite_world: World) -> None:
    world = sqlite_world
    ours, less = half_made(world)
    assert credited(world, ours) == [("change", "001", 7)]

    wish = Wish(end=End.BILLED_ELSEWHERE)
    assert isinstance(end_by_hand(world.proposer(ours), world.task(ours, less["id"]), wish, "UR-1"), Ended)

    assert credited(world, ours) == [("change", "001", 7), ("elsewhere", "002", 5)]


def test_what_is_made_in_part_is_edited_no_more(sqlite_world: World) -> None:
    world = sqlite_world
    ours, less = half_made(world)
    edits = {1: FeeEdit(quantity=Decimal(5))}
    assert not save_edits(world.app.runtime, ours, world.task(ours, less["id"]).id, edits, "UR-1")
    assert world.task(ours, less["id"]).edits == {}
