from __future__ import annotations

from connect_ext.books.ids import TierAccountId
from connect_ext.books.mapping.mapping import CustomerRule
from connect_ext.storage import mappings
from connect_ext.work.task import TaskStatus
from tests.sync.mapping_world import Mapped
from tests.sync.watching import CONTACTS, codes, sent, status
from tests.world import World


def email_of(world: World) -> str:
    found: str = world.who.sydney["contact_info"]["contact"]["email"]
    return found


def pages(world: World) -> int:
    """Reads of all contacts."""
    return sum("where" not in call.url and "IDs" not in call.url for call in sent(world, "GET", CONTACTS))


def test_a_customer_that_xero_may_have_already_asks_and_gets_no_second_contact(world: World) -> None:
    here = Mapped(world)
    here.contact("Head Office", EmailAddress=email_of(world))
    order = world.buy(here.installation_id)
    world.sync(here.installation_id)
    assert codes(world, here.installation_id, order) == ["XI-305"]
    assert [contact["Name"] for contact in world.books().contacts] == ["Head Office"]
    assert world.books().invoices == ()


def test_once_a_person_says_that_it_is_another_business_its_contact_is_made(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    here.contact("Head Office", EmailAddress=email_of(sqlite_world))
    order = sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    rule = CustomerRule(customer=TierAccountId(sqlite_world.who.sydney["id"]), new_contact=True)
    with sqlite_world.app.runtime.database.transaction() as tx:
        mappings.save_customer(tx, here.installation_id, here.access.tenant_id, rule, sqlite_world.clock())
    sqlite_world.sync(here.installation_id)
    assert status(sqlite_world, here.installation_id, order) is TaskStatus.SYNCED
    assert len(sqlite_world.books().contacts) == 2


def test_what_was_put_right_in_xero_is_seen_at_the_next_sync(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    contact_id = here.contact("Head Office", EmailAddress=email_of(sqlite_world))
    order = sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    sqlite_world.later(seconds=15)
    changed = {"ContactID": contact_id, "EmailAddress": "other@example.com"}
    sqlite_world.xero.person(here.access.tenant_id).write("POST", "Contacts", {"Contacts": [changed]})
    sqlite_world.sync(here.installation_id)
    assert status(sqlite_world, here.installation_id, order) is TaskStatus.SYNCED


def test_contacts_are_read_once_for_the_new_customers_of_a_run_and_not_for_known_ones(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    who = sqlite_world.who
    for customer in (who.sydney, who.brisbane):
        sqlite_world.buy(here.installation_id, customer=customer)
        sqlite_world.sync(here.installation_id)
    assert pages(sqlite_world) == 1
    sqlite_world.later(minutes=5)
    sqlite_world.buy(here.installation_id)
    sqlite_world.sync(here.installation_id)
    assert pages(sqlite_world) == 1
