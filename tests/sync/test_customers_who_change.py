"""A customer changes its details in the marketplace: its contact follows by itself, or waits for a person."""

from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.ids import TierAccountId, XeroId
from connect_ext.storage import contact_changes
from connect_ext.storage.contact_changes import WantedChange
from connect_ext.sync.customers.deciding import apply, keep
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.sync.mapping.mapping_customers import unlink_customer
from connect_ext.work.changed_contact import ChangeState
from sandbox.xero import HARBOUR
from tests.sync.mapping_world import Mapped
from tests.sync.watching import CONTACTS, Killed, dies, on, open_intents, sent, told
from tests.world import World

MOVED: dict[str, Any] = {
    "address_line1": "9 Quay Street", "address_line2": "", "city": "Sydney", "state": "NSW",
    "postal_code": "2000", "country": "AU",
}  # fmt: skip


class Customer:
    """Sydney's, with a contact that its first order has made."""

    def __init__(self, world: World, **chosen: Any) -> None:
        self.world = world
        self.here = Mapped(world, world.ready(**chosen))
        world.buy(self.here.installation_id)
        world.sync(self.here.installation_id)

    @property
    def id(self) -> TierAccountId:
        return TierAccountId(self.world.who.sydney["id"])

    @property
    def contact(self) -> dict[str, Any]:
        [found] = [one for one in self.world.books().contacts if one["ContactID"] == self.here.linked[self.id]]
        return dict(found)

    def hears(self, number: int = 1, *, name: str = "Harbour & Daughters Pty Ltd", **contact_info: Any) -> str:
        """The event of an accepted request that changes it."""
        was = self.world.who.sydney
        account = {**was, "name": name, "contact_info": {**was["contact_info"], **contact_info}}
        given = {"id": f"TAR-1-2-3-00{number}", "status": "accepted", "account": account}
        return str(self.world.events({"id": self.here.installation_id}).on_customer(given).status)

    @property
    def proposed(self) -> tuple[WantedChange, ...]:
        with self.world.app.runtime.database.transaction() as tx:
            return contact_changes.shown(tx, self.here.installation_id, self.here.access.tenant_id, 10)

    def states(self) -> dict[str, ChangeState]:
        own = (self.here.installation_id, self.here.access.tenant_id)
        with self.world.app.runtime.database.transaction() as tx:
            found = [contact_changes.find(tx, *own, f"TAR-1-2-3-00{number}") for number in range(1, 10)]
        return {one.request_id[-1]: one.state for one in found if one is not None}

    def apply(self, digest: str | None = None) -> WantedChange | None:
        chosen = digest or self.proposed[0].looked.digest
        return apply(self.world.app.runtime, self.here.access, self.here.installation_id, self.id, chosen, "UR-1")

    def keep(self) -> bool:
        digest = self.proposed[0].looked.digest
        return keep(self.world.app.runtime, self.here.access, self.here.installation_id, self.id, digest, "UR-1")

    def edited_in_xero(self, **fields: Any) -> None:
        self.world.xero.person(HARBOUR).write("POST", f"Contacts/{self.contact['ContactID']}", {"Contacts": [fields]})

    def told(self, event: str) -> list[str]:
        return told(self.world, self.here.installation_id, event)

    def posts(self) -> int:
        return len(sent(self.world, "POST", CONTACTS))


def test_the_contact_follows_by_itself_at_the_next_turn_with_only_what_differs(world: World) -> None:
    customer = Customer(world, changed_contacts="follow")
    before = customer.contact
    assert customer.hears(**MOVED) == "success"
    assert customer.contact == before, "an event is only written down"
    world.drain()

    now = customer.contact
    assert now["Name"] == "Harbour & Daughters Pty Ltd"
    [address] = now["Addresses"]
    assert (address["AddressLine1"], address["City"], address["PostalCode"]) == ("9 Quay Street", "Sydney", "2000")
    assert {name: now.get(name) for name in ("EmailAddress", "FirstName", "ContactNumber", "TaxNumber")} == {
        name: before.get(name) for name in ("EmailAddress", "FirstName", "ContactNumber", "TaxNumber")
    }
    [sentence] = customer.told("contact.changed")
    assert sentence == (
        f"The contact “{before['Name']}” in Harbour Cloud Ltd follows what the marketplace says (TAR-1-2-3-001): "
        "name and address."
    )
    world.drain()
    assert (customer.posts(), customer.states()) == (1, {"1": ChangeState.DONE})


def test_a_second_change_follows_the_first_although_xero_does_not_say_any_more_what_we_made(world: World) -> None:
    customer = Customer(world, changed_contacts="follow")
    for number, name in enumerate(("Second Name", "Third Name"), start=1):
        customer.hears(number, name=name)
        world.drain()
        assert customer.contact["Name"] == name
    assert customer.states() == {"1": ChangeState.DONE, "2": ChangeState.DONE}


def test_unless_told_otherwise_a_person_sees_what_differs_and_applies_it(world: World) -> None:
    customer = Customer(world)
    before = customer.contact["Name"]
    customer.hears()
    world.drain()
    [proposed] = customer.proposed
    assert [(one.field, one.held, one.said) for one in proposed.looked.differences] == [
        ("name", before, "Harbour & Daughters Pty Ltd")
    ]
    assert (customer.contact["Name"], customer.posts()) == (before, 0)
    [sentence] = customer.told("contact.change_proposed")
    assert sentence == (
        "Harbour & Daughters Pty Ltd has changed its details in the marketplace (TAR-1-2-3-001): the name of its "
        f"contact “{before}” in Harbour Cloud Ltd would change."
    )

    done = customer.apply()
    assert done is not None
    assert (done.state, customer.contact["Name"]) == (ChangeState.DONE, "Harbour & Daughters Pty Ltd")
    assert (customer.proposed, customer.apply(proposed.looked.digest)) == ((), None)


def test_what_a_person_keeps_stays_and_is_not_asked_again_until_the_next_request(sqlite_world: World) -> None:
    customer = Customer(sqlite_world)
    before = customer.contact["Name"]
    customer.hears()
    sqlite_world.drain()
    assert customer.keep()
    customer.hears()
    sqlite_world.drain()
    assert (customer.contact["Name"], customer.proposed) == (before, ())
    assert customer.told("contact.change_kept") == [
        f"The contact “{before}” in Harbour Cloud Ltd keeps its name, whatever the marketplace says (TAR-1-2-3-001)."
    ]

    customer.hears(2)
    sqlite_world.drain()
    assert [one.request_id for one in customer.proposed] == ["TAR-1-2-3-002"]


def test_of_several_requests_the_last_counts_in_whatever_order_they_come(sqlite_world: World) -> None:
    customer = Customer(sqlite_world)
    customer.hears(2, name="Second Name")
    customer.hears(1, name="First Name")
    customer.hears(3, name="Third Name")
    customer.hears(3, name="Third Name")
    sqlite_world.drain()
    [proposed] = customer.proposed
    assert [one.said for one in proposed.looked.differences] == ["Third Name"]
    assert customer.states() == {"1": ChangeState.REPLACED, "2": ChangeState.REPLACED, "3": ChangeState.PROPOSED}


def test_where_activity_only_tells_nothing_is_proposed(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="tell")
    customer.hears()
    customer.hears()
    sqlite_world.drain()
    assert (len(customer.told("contact.outdated")), customer.proposed, customer.posts()) == (1, (), 0)


def test_a_change_of_nothing_that_a_contact_says_is_done_without_a_word(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="follow")
    customer.hears(name=sqlite_world.who.sydney["name"])
    sqlite_world.drain()
    assert (customer.states(), customer.posts(), customer.told("contact.changed")) == ({"1": ChangeState.DONE}, 0, [])


def test_what_somebody_has_changed_in_xero_is_only_proposed(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="follow")
    customer.edited_in_xero(Name="Harbour (Sydney)")
    customer.hears()
    sqlite_world.drain()
    [proposed] = customer.proposed
    assert (proposed.looked.reason, customer.posts()) == ("Somebody has changed in Xero: name.", 0)

    customer.hears(2, name="Harbour (Sydney)", **MOVED)
    sqlite_world.drain()
    assert customer.proposed == (), "the name is what Xero says already, and nobody has changed the address there"
    assert customer.contact["Addresses"][0]["AddressLine1"] == "9 Quay Street"


def test_a_contact_that_was_there_before_or_is_shared_or_archived_is_only_proposed(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="follow")
    runtime, here = sqlite_world.app.runtime, customer.here
    made, theirs = customer.contact["ContactID"], here.contact("Theirs")
    link_customer(runtime, here.access, here.installation_id, customer.id, XeroId(theirs))
    customer.hears(1)
    sqlite_world.drain()
    [proposed] = customer.proposed
    assert proposed.looked.reason == "The contact was in Xero before: what it says there may be meant so."

    brisbane = TierAccountId(sqlite_world.who.brisbane["id"])
    link_customer(runtime, here.access, here.installation_id, brisbane, XeroId(theirs))
    customer.hears(2)
    sqlite_world.drain()
    [proposed] = customer.proposed
    assert proposed.looked.reason == f"It is the contact of {brisbane}, too."

    sqlite_world.xero.person(HARBOUR).merge(theirs, made)
    customer.hears(3)
    sqlite_world.drain()
    [proposed] = customer.proposed
    assert proposed.looked.reason.startswith("The contact is archived or merged in Xero")
    refused = customer.apply()
    assert refused is not None
    assert (refused.state, customer.posts()) == (ChangeState.PROPOSED, 0)


def test_what_has_changed_since_it_was_shown_is_shown_again_and_not_sent(sqlite_world: World) -> None:
    customer = Customer(sqlite_world)
    customer.hears()
    sqlite_world.drain()
    customer.edited_in_xero(Name="Another Name")
    again = customer.apply()
    assert again is not None
    assert (again.state, [one.held for one in again.looked.differences]) == (ChangeState.PROPOSED, ["Another Name"])
    assert (customer.posts(), customer.contact["Name"]) == (0, "Another Name")


def test_a_taken_name_is_told_and_waits_for_a_person(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="follow")
    customer.here.contact("Harbour & Daughters Pty Ltd")
    customer.hears()
    sqlite_world.drain()
    [proposed] = customer.proposed
    assert "already assigned to another contact" in proposed.looked.reason
    assert (len(customer.told("contact.change_refused")), customer.posts()) == (1, 1)
    sqlite_world.later(hours=1)
    sqlite_world.drain()
    assert customer.posts() == 1, "nothing is tried again by itself"


@pytest.mark.parametrize("minutes", [2, 30])
def test_a_lost_answer_is_found_out_and_the_contact_is_changed_once(world: World, minutes: int) -> None:
    """Within six minutes the same bytes go again under the same key, later Xero is read."""
    customer = Customer(world, changed_contacts="follow")
    world.xero.faults.lose_answer("POST", CONTACTS)
    customer.hears(**MOVED)
    world.drain()
    assert (customer.told("contact.changed"), len(open_intents(world, customer.here.installation_id))) == ([], 1)

    world.later(minutes=minutes)
    world.drain()
    assert len(customer.told("contact.changed")) == 1
    assert (customer.states(), open_intents(world, customer.here.installation_id)) == ({"1": ChangeState.DONE}, [])
    assert customer.posts() == (2 if minutes == 2 else 1)

    customer.hears(2, name="Third Name", **MOVED)
    world.drain()
    assert customer.contact["Name"] == "Third Name", "what we have changed ourselves is nobody's edit"


def test_whatever_happens_between_writing_and_sending_the_change_arrives_once(world: World) -> None:
    customer = Customer(world, changed_contacts="follow")
    customer.hears()
    world.watchers.append(on("POST", CONTACTS, dies))
    with pytest.raises(Killed):
        world.drain()
    world.later(minutes=10)
    world.drain()
    assert customer.contact["Name"] == "Harbour & Daughters Pty Ltd"
    assert customer.states() == {"1": ChangeState.DONE}


def test_a_contact_that_is_edited_between_the_look_and_the_call_is_looked_at_again(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="follow")
    customer.hears()
    reads = []

    def edits(request: Any) -> None:
        if request.method == "GET" and request.path == CONTACTS:
            reads.append(request)
            if len(reads) == 2:
                customer.edited_in_xero(EmailAddress="new@harbour.example")

    sqlite_world.watchers.append(edits)
    sqlite_world.drain()
    assert customer.posts() == 0
    sqlite_world.later(minutes=1)
    sqlite_world.drain()
    assert (customer.contact["Name"], customer.contact["EmailAddress"]) == (
        "Harbour & Daughters Pty Ltd", "new@harbour.example",
    )  # fmt: skip


def test_xero_away_leaves_it_for_later(sqlite_world: World) -> None:
    customer = Customer(sqlite_world, changed_contacts="follow")
    customer.hears()
    sqlite_world.xero.faults.lose_answer("GET", CONTACTS)
    sqlite_world.drain()
    sqlite_world.later(minutes=5)
    sqlite_world.drain()
    assert customer.contact["Name"] == "Harbour & Daughters Pty Ltd"


def test_an_unmapped_customer_is_left(sqlite_world: World) -> None:
    customer = Customer(sqlite_world)
    customer.hears()
    own = (customer.here.installation_id, customer.here.access.tenant_id)
    unlink_customer(sqlite_world.app.runtime, *own, customer.id, "UR-1")
    sqlite_world.drain()
    assert (customer.proposed, customer.states()) == ((), {"1": ChangeState.LEFT})
