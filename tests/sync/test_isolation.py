from __future__ import annotations

import pytest

from connect_ext.storage import journal, task_list
from connect_ext.sync.connection.tokens import Access, NotConnected, access
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import status
from tests.world import World


def test_each_installation_syncs_its_own_orders_into_its_own_organisation(world: World) -> None:
    ours = world.ready()
    theirs = world.ready(world.who.albion, FJORD)
    mine = world.buy(ours)
    yours = world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.sync(ours)
    assert world.books(FJORD).invoices == (), "a Sync of one is none of the other"
    world.sync(theirs)

    assert [invoice["Reference"] for invoice in world.books(HARBOUR).invoices] == [mine["id"]]
    assert [invoice["Reference"] for invoice in world.books(FJORD).invoices] == [yours["id"]]
    with world.app.runtime.database.transaction() as tx:
        listed = task_list.list_page(tx, ours, statuses=None, before=None, limit=10)
        told = journal.page(tx, ours, limit=100)
    assert [task.order_key for task in listed] == [mine["id"]]
    assert not any(yours["id"] in entry.sentence for entry in told)


def test_the_same_order_is_another_task_for_the_distributor_and_for_the_reseller(sqlite_world: World) -> None:
    world = sqlite_world
    reseller, distributor = world.ready(), world.ready(world.who.distributor)
    order = world.buy(reseller)
    world.tell(distributor, order)
    world.sync(distributor)
    assert status(world, distributor, order) is TaskStatus.SYNCED
    world.sync(reseller)

    assert status(world, reseller, order) is TaskStatus.SYNCED
    billed = {invoice["Contact"]: str(invoice["SubTotal"]) for invoice in world.books().invoices}
    assert billed == {"Southern Cross Cloud": "102.50", "Harbour & Sons Pty Ltd": "125.00"}


def test_a_contact_of_another_organisation_cannot_be_linked(sqlite_world: World) -> None:
    world = sqlite_world
    ours = world.ready()
    written = world.xero.person(FJORD).write("PUT", "Contacts", {"Contacts": [{"Name": "Elsewhere"}]})
    found = access(world.app.runtime, ours)
    assert isinstance(found, Access)

    elsewhere = written["Contacts"][0]["ContactID"]
    assert link_customer(world.app.runtime, found, ours, world.who.sydney["id"], elsewhere) is None


def test_an_installation_without_a_connection_has_no_access_to_anybodys(sqlite_world: World) -> None:
    world = sqlite_world
    world.ready()
    theirs = world.install(world.who.albion)

    assert access(world.app.runtime, theirs) == NotConnected(why="")


@pytest.mark.parametrize("first", [True, False])
def test_a_broken_neighbour_holds_nobody_up(sqlite_world: World, first: bool) -> None:
    world = sqlite_world
    ours = world.ready(auto_sync="every_five_minutes")
    theirs = world.ready(world.who.albion, FJORD, auto_sync="every_five_minutes")
    orders = [
        lambda: world.buy(ours),
        lambda: world.buy(theirs, seller=world.who.albion, customer=world.who.leeds),
    ]
    placed = [place() for place in (orders if first else reversed(orders))]
    world.xero.disconnect(HARBOUR)
    world.schedule_fires()

    yours = placed[1] if first else placed[0]
    assert status(world, theirs, yours) is TaskStatus.SYNCED
