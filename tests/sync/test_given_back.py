"""Orders that give back, from the marketplace to the books: what is made of them at once, in parts, and in the end."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import InstallationId
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.watching import INVOICES, Killed, codes, dies, on, open_intents, sent, status
from tests.world import World

NOTES = "/api.xro/2.0/CreditNotes"


@pytest.fixture
def reduced(sqlite_world: World) -> tuple[World, InstallationId, dict[str, Any]]:
    """Ten seats on an approved invoice, five more on a draft, then eight in all: the draft goes, and two seats of the
    approved invoice come back on a credit note."""
    world = sqlite_world
    us = world.ready(auto_sync="off")
    order = world.buy(us, {"NRD-OFF-M": 10})
    world.sync(us)
    world.xero.person(HARBOUR).approve("INV-0001")
    world.change(us, order, {"NRD-OFF-M": 15})
    world.sync(us)
    return world, us, world.change(us, order, {"NRD-OFF-M": 8})


def is_right(world: World, us: InstallationId, change: dict[str, Any]) -> None:
    books = world.books()
    assert status(world, us, change) is TaskStatus.SYNCED
    assert [one["Status"] for one in books.invoices] == ["AUTHORISED", "DELETED"]
    assert [f"{one['SubTotal']:.2f}" for one in books.credit_notes] == ["25.00"]
    assert open_intents(world, us) == []


def test_a_draft_goes_and_the_rest_comes_back_on_a_credit_note(
    reduced: tuple[World, InstallationId, dict[str, Any]],
) -> None:
    world, us, change = reduced
    world.sync(us)
    is_right(world, us, change)
    assert world.task(us, change["id"]).reason.startswith(
        "Draft credit note CN-0001 created in Harbour Cloud Ltd; invoice INV-0002 deleted."
    )


def test_what_is_refused_is_made_alone_though_the_draft_is_gone_by_then(
    reduced: tuple[World, InstallationId, dict[str, Any]],
) -> None:
    world, us, change = reduced
    world.xero.faults.find_wrong("PUT", NOTES, "Not now.")
    world.sync(us)
    assert codes(world, us, change) == ["XI-401"]
    world.sync(us)
    is_right(world, us, change)
    assert len(sent(world, "POST", INVOICES)) == 1


@pytest.mark.parametrize("path", [("POST", INVOICES), ("PUT", NOTES)])
@pytest.mark.parametrize("minutes", [1, 7])
def test_a_lost_answer_at_either_document_makes_nothing_twice(
    reduced: tuple[World, InstallationId, dict[str, Any]], path: tuple[str, str], minutes: int
) -> None:
    world, us, change = reduced
    world.xero.faults.lose_answer(*path)
    world.sync(us)
    assert status(world, us, change) is TaskStatus.UNCERTAIN
    world.later(minutes=minutes)
    world.drain()
    is_right(world, us, change)


def test_a_crash_between_the_two_leaves_the_credit_note_to_be_made(
    reduced: tuple[World, InstallationId, dict[str, Any]],
) -> None:
    world, us, change = reduced
    world.watchers.append(on("PUT", NOTES, dies))
    with pytest.raises(Killed):
        world.sync(us)
    world.app.runtime.database.dispose()
    world.later(minutes=10)
    world.drain()
    is_right(world, us, change)


def test_the_credit_is_set_off_once_it_is_approved(reduced: tuple[World, InstallationId, dict[str, Any]]) -> None:
    world, us, _ = reduced
    world.sync(us)
    world.xero.person(HARBOUR).approve("CN-0001")
    world.later(minutes=15)
    world.drain()
    assert str(world.books().invoice("INV-0001")["AmountDue"]) == "110.00"


@pytest.mark.parametrize(
    ("chosen", "word"), [("DRAFT", "Draft"), ("SUBMITTED", "Submitted"), ("AUTHORISED", "Approved")]
)
def test_invoices_are_made_with_the_status_that_was_chosen(sqlite_world: World, chosen: str, word: str) -> None:
    world = sqlite_world
    us = world.ready(sent_as=chosen)
    order = world.buy(us)
    world.sync(us)
    assert world.books().invoices[0]["Status"] == chosen
    assert world.task(us, order["id"]).reason == f"{word} invoice INV-0001 created in Harbour Cloud Ltd."
