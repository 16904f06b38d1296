"""Items that are added to Xero with the first order that names them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import ProductId, ProductItemId
from connect_ext.books.mapping.item import Item
from connect_ext.books.mapping.mapping import ItemMapping
from connect_ext.sync.mapping.mapping_items import NotMapped, unmap_item, want_item
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.mapping_world import Mapped
from tests.sync.test_adding_items import ITEMS, codes
from tests.sync.watching import INVOICES, Killed, dies, on, sent, status
from tests.sync.watching import codes as problems
from tests.world import World

SEAT = Item(code="SEAT", name="Seat", unit_price=Decimal("10.5"), account_code="260")


def wish(here: Mapped, order: dict[str, Any], item: Item = SEAT) -> ItemMapping:
    """For the first item of the order."""
    asset = order["asset"]
    wanted = ItemMapping(
        product_id=ProductId(asset["product"]["id"]),
        product_item=ProductItemId(asset["items"][0]["global_id"]),
        item_code=item.code,
    )
    runtime = here.world.app.runtime
    assert want_item(runtime, here.access, here.organisation, here.installation_id, item, wanted, "UR-1") is None
    return wanted


def test_the_item_is_made_before_the_first_invoice_that_names_it_and_once(world: World) -> None:
    here = Mapped(world)
    first, second = world.buy(here.installation_id), world.buy(here.installation_id)
    wish(here, first)
    assert codes(world) == []

    world.sync(here.installation_id)

    assert {status(world, here.installation_id, one) for one in (first, second)} == {TaskStatus.SYNCED}
    assert codes(world) == ["SEAT"]
    (made,) = world.books().items
    assert (made["Name"], made["SalesDetails"]["UnitPrice"]) == ("Seat", Decimal("10.5"))
    assert all(invoice["LineItems"][0]["ItemCode"] == "SEAT" for invoice in world.books().invoices)
    assert len(sent(world, "PUT", ITEMS)) == 1


def test_after_a_lost_answer_it_is_found_by_its_code_and_the_order_goes_on(world: World) -> None:
    here = Mapped(world)
    order = world.buy(here.installation_id)
    wish(here, order)
    world.xero.faults.lose_answer("PUT", ITEMS)
    world.sync(here.installation_id)
    assert world.books().invoices == ()
    world.later(minutes=20)
    world.drain()
    world.later(minutes=20)
    world.drain()
    assert status(world, here.installation_id, order) is TaskStatus.SYNCED
    assert codes(world) == ["SEAT"]
    assert len(world.books().invoices) == 1


def test_what_somebody_has_made_meanwhile_is_used(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    order = sqlite_world.buy(here.installation_id)
    wish(here, order)
    here.item("SEAT", Name="By hand")
    sqlite_world.sync(here.installation_id)
    assert status(sqlite_world, here.installation_id, order) is TaskStatus.SYNCED
    assert [item["Name"] for item in sqlite_world.books().items] == ["By hand"]


def test_an_item_that_xero_refuses_stops_its_orders_with_xeros_words_and_nothing_else(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    order = sqlite_world.buy(here.installation_id)
    wish(here, order)
    sqlite_world.xero.faults.find_wrong("PUT", ITEMS, "The code is reserved.")
    sqlite_world.sync(here.installation_id)
    assert status(sqlite_world, here.installation_id, order) is TaskStatus.ATTENTION
    assert "The code is reserved." in sqlite_world.task(here.installation_id, order["id"]).reason
    assert sqlite_world.books().invoices == ()


def test_an_item_that_a_person_has_renamed_since_is_not_made_again_by_itself(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    order = sqlite_world.buy(here.installation_id)
    wish(here, order)
    sqlite_world.sync(here.installation_id)
    (made,) = sqlite_world.books().items
    renamed = {"ItemID": made["ItemID"], "Code": "GONE"}
    sqlite_world.xero.person(HARBOUR).write("POST", "Items", {"Items": [renamed]})
    later = sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert problems(sqlite_world, here.installation_id, later) == ["XI-208"]


def test_dying_between_the_item_and_the_invoice_makes_neither_twice(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    order = sqlite_world.buy(here.installation_id)
    wish(here, order)
    sqlite_world.watchers.append(on("PUT", INVOICES, dies))
    with pytest.raises(Killed):
        sqlite_world.sync(here.installation_id)
    sqlite_world.later(minutes=30)
    sqlite_world.drain()
    sqlite_world.later(minutes=30)
    sqlite_world.drain()
    assert codes(sqlite_world) == ["SEAT"]
    assert len(sqlite_world.books().invoices) == 1


def test_a_wish_for_what_xero_has_or_cannot_book_is_refused(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    wanted = ItemMapping(product_id=ProductId("PRD-1"), product_item=ProductItemId("PRD-1-0001"), item_code="SEAT")
    own = (sqlite_world.app.runtime, here.access, here.organisation, here.installation_id)
    wrong = want_item(*own, Item(code="SEAT", name="Seat", account_code="999"), wanted, "UR-1")
    here.item("SEAT")
    taken = want_item(*own, SEAT, wanted, "UR-1")
    assert isinstance(wrong, NotMapped)
    assert wrong.why == "Account 999 does not exist in Harbour Cloud Ltd."
    assert isinstance(taken, NotMapped)
    assert taken.why.startswith("Harbour Cloud Ltd has an item SEAT already.")
    assert here.mappings.items == {}


def test_unmapping_takes_the_wish_away(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    wanted = wish(here, sqlite_world.buy(here.installation_id))
    assert "SEAT" in here.mappings.wanted
    unmap_item(sqlite_world.app.runtime, here.installation_id, here.access.tenant_id, wanted.key, "UR-1")
    assert here.mappings.wanted == {}
