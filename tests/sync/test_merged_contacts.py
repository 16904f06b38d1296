from __future__ import annotations

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.work.task import TaskStatus
from sandbox.xero import HARBOUR
from tests.sync.mapping_world import Mapped
from tests.sync.watching import CONTACTS, codes, sent, status
from tests.world import World


def linked_to(here: Mapped, contact_id: str) -> str:
    customer: str = here.world.who.sydney["id"]
    runtime = here.world.app.runtime
    assert link_customer(runtime, here.access, here.installation_id, TierAccountId(customer), XeroId(contact_id))
    return customer


def merge(here: Mapped, contact_id: str, into: str) -> None:
    here.world.xero.person(HARBOUR).merge(contact_id, into)


def billed(world: World) -> list[str]:
    return [invoice["Contact"] for invoice in world.books().invoices]


def test_the_link_follows_a_merged_contact_and_the_journal_says_so(world: World) -> None:
    here = Mapped(world)
    old, new = here.contact("Old Name"), here.contact("New Name")
    customer = linked_to(here, old)
    merge(here, old, new)
    order = world.buy(here.installation_id)
    world.sync(here.installation_id)
    assert status(world, here.installation_id, order) is TaskStatus.SYNCED
    assert (billed(world), here.linked) == (["New Name"], {customer: new})
    assert here.sentence("contact.merged") == (
        f"“Old Name” was merged into “New Name” in Harbour Cloud Ltd: {customer} is now billed to that contact."
    )


def test_a_contact_merged_twice_is_followed_to_the_end(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    first, second, third = (here.contact(name) for name in ("First", "Second", "Third"))
    customer = linked_to(here, first)
    merge(here, first, second)
    merge(here, second, third)
    sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert (billed(sqlite_world), here.linked) == (["Third"], {customer: third})


def test_a_contact_found_by_its_number_is_followed_before_it_is_adopted(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    customer = sqlite_world.who.sydney["id"]
    old, new = here.contact("Old Name", ContactNumber=customer), here.contact("New Name")
    merge(here, old, new)
    sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert (billed(sqlite_world), here.linked) == (["New Name"], {customer: new})
    assert sent(sqlite_world, "PUT", CONTACTS) == []


def test_one_that_was_archived_after_it_was_merged_stays_a_problem_and_a_circle_ends(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    one, other = here.contact("One"), here.contact("Other")
    customer = linked_to(here, one)
    merge(here, one, other)
    merge(here, other, one)
    order = sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert codes(sqlite_world, here.installation_id, order) == ["XI-302"]
    assert here.linked == {customer: one}
