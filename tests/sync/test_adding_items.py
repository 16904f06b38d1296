from __future__ import annotations

from decimal import Decimal

import pytest

from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.mapping import ItemMapping
from connect_ext.sync.mapping.add_item import Adding, Unclear
from connect_ext.sync.mapping.mapping_items import NotMapped
from connect_ext.work.failure import WorldFailed
from sandbox.xero import HARBOUR, Problem
from tests.sync.mapping_world import Mapped
from tests.sync.test_mapping_items import DESK, a_mapping
from tests.sync.watching import Killed, dies, on, sent
from tests.world import World

ITEMS = "/api.xro/2.0/Items"
SEAT = Item(code="SEAT", name="Seat", unit_price=Decimal("10.5"), account_code="260")


def add(here: Mapped, item: Item = SEAT, wanted: ItemMapping | None = None) -> XeroId | NotMapped | Unclear:
    adding = Adding(
        runtime=here.world.app.runtime, access=here.access, organisation=here.organisation,
        installation_id=here.installation_id, user_id="UR-1",
    )  # fmt: skip
    return adding.add(item, wanted or a_mapping(item.code))


def codes(world: World) -> list[str]:
    return [item["Code"] for item in world.books().items]


def test_a_product_is_added_mapped_and_told(world: World) -> None:
    here = Mapped(world)
    made = add(here)
    (item,) = world.books().items
    assert (item["ItemID"], item["Name"], item["SalesDetails"]["UnitPrice"]) == (made, "Seat", Decimal("10.5"))
    assert here.mappings.items == {a_mapping().key: a_mapping()}
    assert here.events[-2:] == ["item.asked", "item.added"]


def test_after_a_lost_answer_the_item_is_found_by_its_code_and_not_made_again(world: World) -> None:
    here = Mapped(world)
    world.xero.faults.lose_answer("PUT", ITEMS)
    assert isinstance(add(here), Unclear)
    assert here.mappings.items == {a_mapping().key: a_mapping()}
    assert isinstance(add(here), str)
    assert codes(world) == ["SEAT"]
    assert len(sent(world, "PUT", ITEMS)) == 1
    assert here.events[-3:] == ["item.asked", "item.unclear", "item.added"]


def test_when_the_lost_call_did_nothing_the_next_press_makes_the_item(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    sqlite_world.xero.faults.break_before("PUT", ITEMS)
    assert isinstance(add(here), Unclear)
    assert isinstance(add(here), str)
    assert codes(sqlite_world) == ["SEAT"]


def test_a_process_that_dies_after_the_call_leaves_a_wish_that_the_next_press_completes(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    sqlite_world.xero.faults.lose_answer("PUT", ITEMS)
    sqlite_world.watchers.append(on("PUT", ITEMS, dies))
    with pytest.raises(Killed):
        add(here)
    assert here.events[-1] == "item.asked"
    assert isinstance(add(here), Unclear)
    assert isinstance(add(here), str)
    assert codes(sqlite_world) == ["SEAT"]


def test_a_code_that_xero_has_already_is_said_and_nothing_changes(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    here.item("SEAT", Name="Somebody's seat")
    assert add(here) == NotMapped(
        why="Harbour Cloud Ltd has an item SEAT already (“Somebody's seat”). Map to it, or choose another code."
    )
    assert here.mappings.items == {}
    assert sent(sqlite_world, "PUT", ITEMS) == []


def test_what_xero_refuses_or_does_not_take_leaves_the_former_mapping(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    add(here)
    former = here.mappings
    sqlite_world.xero.faults.find_wrong("PUT", ITEMS, "Not this one.")
    refused = add(here, Item(code="CHAIR", name="Chair"))
    assert refused == NotMapped(why="Xero refused the item CHAIR: Not this one.")
    assert here.mappings == former
    sqlite_world.xero.faults.rate_limit("PUT", ITEMS, Problem.MINUTE)
    with pytest.raises(WorldFailed):
        add(here, Item(code="STOOL", name="Stool"), a_mapping("STOOL", product_item=DESK))
    assert here.mappings == former
    assert codes(sqlite_world) == ["SEAT"]


def test_an_account_that_cannot_be_used_is_said_before_anything_is_asked(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    found = add(here, Item(code="SEAT", name="Seat", account_code="999"))
    assert found == NotMapped(why="Account 999 does not exist in Harbour Cloud Ltd.")
    assert sent(sqlite_world, "GET", ITEMS) == []
    assert [one["Code"] for one in sqlite_world.books(HARBOUR).items] == []
