"""A person links a customer while our own contact for it is on its way."""

from __future__ import annotations

from connect_ext.books.ids import InstallationId, TierAccountId, XeroId
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.work.task import TaskStatus
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import CONTACTS, events, on, open_intents, status
from tests.world import World


def link(world: World, installation_id: InstallationId) -> None:
    written = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": "Chosen by a person"}]})
    found = access(world.app.runtime, installation_id)
    assert isinstance(found, Access)
    contact = XeroId(written["Contacts"][0]["ContactID"])
    customer = TierAccountId(world.who.sydney["id"])
    assert link_customer(world.app.runtime, found, installation_id, customer, contact) is not None


def test_after_a_lost_answer_the_persons_choice_stands_and_nobody_is_held_up(world: World) -> None:
    ours = world.ready(auto_sync="every_five_minutes")
    theirs = world.ready(world.who.albion, FJORD, auto_sync="every_five_minutes")
    world.xero.faults.lose_answer("PUT", CONTACTS)
    mine = world.buy(ours)
    world.drain()
    link(world, ours)
    yours = world.buy(theirs, seller=world.who.albion, customer=world.who.leeds)
    world.later(minutes=7)
    world.drain()

    assert [status(world, ours, mine), status(world, theirs, yours)] == [TaskStatus.SYNCED] * 2
    assert [invoice["Contact"] for invoice in world.books().invoices] == ["Chosen by a person"]
    assert "contact.unused" in events(world, ours)
    assert open_intents(world, ours) == []


def test_a_choice_while_the_contact_is_being_made_stands(sqlite_world: World) -> None:
    world = sqlite_world
    installation_id = world.ready()
    order = world.buy(installation_id)
    other = world.buy(installation_id, customer=world.who.brisbane)
    world.watchers.append(on("PUT", CONTACTS, lambda _: link(world, installation_id)))
    world.sync(installation_id)
    world.later(minutes=2)
    world.drain()

    assert [status(world, installation_id, placed) for placed in (order, other)] == [TaskStatus.SYNCED] * 2
    billed = sorted(invoice["Contact"] for invoice in world.books().invoices)
    assert billed == ["Bräuer Design Studio", "Chosen by a person"]
