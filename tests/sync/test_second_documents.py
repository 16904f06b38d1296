"""Roads on which a second document could be made, each closed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from connect_ext.books.documents.document import Contact
from connect_ext.books.ids import InstallationId, TierAccountId, XeroId, contact_key
from connect_ext.books.orders.order import Address
from connect_ext.storage import intents
from connect_ext.sync.by_hand.asking import ask_for_sync
from connect_ext.sync.connection.tokens import Access, access
from connect_ext.sync.draining.batch import claim
from connect_ext.sync.mapping.customers import link_customer
from connect_ext.sync.runtime import LEASE
from connect_ext.sync.sending.posting import Poster
from connect_ext.work.failure import Failure
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.task import TaskStatus
from connect_ext.xero.encode import contacts_body
from sandbox.xero import FJORD, HARBOUR
from tests.sync.watching import CONTACTS, INVOICES, codes, sent, status
from tests.world import World

LOST = "/api.xro/2.0/Invoices"


@pytest.fixture
def lost(sqlite_world: World) -> tuple[World, InstallationId, dict[str, Any]]:
    """Xero has made the invoice, its answer was lost, and Xero has forgotten the key since."""
    world = sqlite_world
    southern = world.ready()
    order = world.buy(southern)
    world.xero.faults.lose_answer("PUT", LOST)
    world.sync(southern)
    assert status(world, southern, order) is TaskStatus.UNCERTAIN
    world.later(minutes=10)
    return world, southern, order


def test_a_draft_that_a_person_gave_another_contact_is_found(
    lost: tuple[World, InstallationId, dict[str, Any]],
) -> None:
    world, southern, order = lost
    made = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": "Harbour Group"}]})
    another = made["Contacts"][0]["ContactID"]
    world.xero.person(HARBOUR).write("POST", "Invoices/INV-0001", {"Contact": {"ContactID": another}})

    world.drain()
    world.sync(southern)

    assert codes(world, southern, order) == ["XI-403"]
    assert len(world.books().invoices) == 1


@pytest.mark.parametrize("chosen", [{"invoice_number_from": "marketplace"}, {"reference": "Cloud {request id}"}])
def test_settings_that_name_it_differently_do_not_hide_it(
    lost: tuple[World, InstallationId, dict[str, Any]], chosen: dict[str, str]
) -> None:
    world, southern, order = lost
    line = world.books().invoices[0]["LineItems"][0]
    changed = {"LineItems": [{"LineItemID": line["LineItemID"], "Description": line["Description"], "UnitAmount": 1}]}
    world.xero.person(HARBOUR).write("POST", "Invoices/INV-0001", changed)
    world.drain()
    assert codes(world, southern, order) == ["XI-403"]

    world.choose_settings(southern, **chosen)
    world.sync(southern)

    assert codes(world, southern, order) == ["XI-403"]
    assert len(world.books().invoices) == 1


def test_a_customer_linked_to_another_contact_does_not_hide_it(
    lost: tuple[World, InstallationId, dict[str, Any]],
) -> None:
    world, southern, order = lost
    made = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": "Harbour Group"}]})
    right = access(world.app.runtime, southern)
    assert isinstance(right, Access)
    customer = TierAccountId(world.who.sydney["id"])
    link_customer(world.app.runtime, right, southern, customer, XeroId(made["Contacts"][0]["ContactID"]))

    world.drain()
    world.sync(southern)

    assert len(world.books().invoices) == 1
    assert status(world, southern, order) is TaskStatus.SYNCED
    assert world.books().invoices[0]["Contact"] == "Harbour & Sons Pty Ltd", "the one that was sent is adopted as it is"


def test_what_was_sent_to_one_organisation_is_never_settled_in_another(
    lost: tuple[World, InstallationId, dict[str, Any]],
) -> None:
    world, southern, order = lost
    world.connect(southern, FJORD)
    world.drain()
    world.sync(southern)
    assert world.books(FJORD).invoices == ()
    assert status(world, southern, order) is TaskStatus.UNCERTAIN

    world.connect(southern, HARBOUR)
    world.drain()
    assert status(world, southern, order) is TaskStatus.SYNCED
    assert len(world.books().invoices) == 1


def test_two_installations_that_bill_one_order_in_one_organisation_each_make_their_own(sqlite_world: World) -> None:
    """A distributor and its reseller may keep their books in one organisation."""
    world = sqlite_world
    southern = world.ready()
    distributor = world.ready(world.who.distributor, billed_party="customer")
    order = world.buy(southern)
    world.tell(distributor, order)
    world.xero.faults.lose_answer("PUT", LOST)

    world.sync(southern)
    world.sync(distributor)
    world.later(minutes=10)
    world.drain()
    world.sync(distributor)

    references = Counter(invoice["Reference"] for invoice in world.books().invoices)
    assert references == {order["id"]: 2}
    assert status(world, southern, order) is TaskStatus.SYNCED
    assert status(world, distributor, order) is TaskStatus.SYNCED


def test_a_process_that_stood_still_before_the_call_looks_before_it_sends(sqlite_world: World) -> None:
    """Suspended between writing the intent and sending it, for longer than Xero remembers a key."""
    world = sqlite_world
    southern = world.ready()
    order = world.buy(southern)
    ask_for_sync(world.app.runtime, southern, None, "UR-1")
    right = access(world.app.runtime, southern)
    assert isinstance(right, Access)
    poster = Poster(runtime=world.app.runtime, access=right, worker="suspended")
    intent = written(world, poster, southern)

    world.later(minutes=8)
    answer = poster.send(intent, again=False)

    assert isinstance(answer, Failure)
    assert (answer.code, sent(world, "PUT", CONTACTS)) == ("too_late", [])
    assert status(world, southern, order) is TaskStatus.UNCERTAIN
    world.later(minutes=10)
    world.drain()
    assert status(world, southern, order) is TaskStatus.SYNCED
    assert (len(sent(world, "PUT", CONTACTS)), len(sent(world, "PUT", INVOICES))) == (1, 1)


def written(world: World, poster: Poster, installation_id: InstallationId) -> Intent:
    """The intent to make the customer's contact, committed by a worker that holds the order's task."""
    claimed = claim(poster, installation_id)
    contact = Contact(
        key=contact_key(TierAccountId(world.who.sydney["id"])),
        number=world.who.sydney["id"],
        name="Harbour & Sons Pty Ltd",
        first_name="",
        last_name="",
        email="",
        phone="",
        tax_number="",
        address=Address(),
    )
    draft = IntentDraft(
        installation_id=installation_id,
        tenant_id=poster.access.tenant_id,
        call=Call.CREATE_CONTACTS,
        parts=(IntentPart(key=contact.key, task_ids=tuple(claimed)),),
        body=contacts_body([contact]),
        generation=1,
    )
    now = world.clock()
    with world.app.runtime.database.transaction() as tx:
        return intents.write(tx, installation_id, poster.worker, draft, now, now + LEASE)
