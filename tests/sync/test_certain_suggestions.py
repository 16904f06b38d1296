from __future__ import annotations

from connect_ext.work.task import TaskStatus
from tests.sync.mapping_world import Mapped
from tests.sync.watching import codes, status
from tests.world import World

SEAT = "NRD-OFF-M"


def test_the_contact_with_the_same_tax_number_is_taken_where_the_setting_says_so(world: World) -> None:
    here = Mapped(world, world.ready(suggestions="apply_certain"))
    tax_id = world.who.sydney["tax_id"]
    contact = here.contact("Head Office", TaxNumber=tax_id)
    order = world.buy(here.installation_id)
    world.sync(here.installation_id)
    assert status(world, here.installation_id, order) is TaskStatus.SYNCED
    assert here.linked == {world.who.sydney["id"]: contact}
    assert "by the setting for suggestions: Both have the tax number" in here.sentence("contact.linked")


def test_two_contacts_with_the_same_tax_number_still_ask(sqlite_world: World) -> None:
    here = Mapped(sqlite_world, sqlite_world.ready(suggestions="apply_certain"))
    for name in ("Head Office", "Branch"):
        here.contact(name, TaxNumber=sqlite_world.who.sydney["tax_id"])
    order = sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert codes(sqlite_world, here.installation_id, order) == ["XI-305"]
    assert here.linked == {}


def test_what_is_only_likely_still_asks(sqlite_world: World) -> None:
    here = Mapped(sqlite_world, sqlite_world.ready(suggestions="apply_certain"))
    email = sqlite_world.who.sydney["contact_info"]["contact"]["email"]
    here.contact("Head Office", EmailAddress=email)
    order = sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert codes(sqlite_world, here.installation_id, order) == ["XI-305"]


def test_the_item_whose_code_is_the_mpn_is_mapped_by_the_order_that_needs_it(world: World) -> None:
    here = Mapped(world, world.ready(suggestions="apply_certain"))
    here.item(SEAT, Name="Seat")
    world.buy(here.installation_id)
    world.sync(here.installation_id)
    (invoice,) = world.books().invoices
    assert {line.get("ItemCode") for line in invoice["LineItems"]} == {SEAT}
    assert [one.item_code for one in here.mappings.items.values()] == [SEAT]
    assert "item.mapped" in here.events


def test_without_the_setting_nothing_is_mapped_by_itself(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    here.item(SEAT, Name="Seat")
    sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert here.mappings.items == {}
