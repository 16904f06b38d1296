from __future__ import annotations

import json
from typing import Any

import pytest

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import TierAccountId, XeroId, contact_key
from connect_ext.books.mapping.profile import Profile, profile_of
from connect_ext.storage import installations, links
from connect_ext.sync.mapping.import_customers import Imported, Importing, ImportOutcome, NotImported, importable
from sandbox.http import Request, Response, json_response
from tests.cloudblue.fake_connect import FakeConnect, error
from tests.sync.mapping_world import Mapped
from tests.sync.watching import Killed
from tests.world import World

PARENT = TierAccountId("TA-4444-5555-6666")
SHORE = {"AddressType": "POBOX", "AddressLine1": "1 Shore Road", "City": "Sydney", "Region": "NSW"}
WHOLE: dict[str, Any] = {
    "FirstName": "Robin",
    "LastName": "Reed",
    "EmailAddress": "robin@bluelake.example",
    "Addresses": [{**SHORE, "PostalCode": "2000"}],
}


class Place:
    """One installation whose Connect creates customers; `lose` loses so many answers about them."""

    def __init__(self, world: World) -> None:
        self.here = Mapped(world)
        self.connect = FakeConnect()
        self.connect.collections["tier/accounts"] = []
        self.connect.answers["POST", "tier/accounts"] = self._create
        self.lose = 0
        with world.app.runtime.database.transaction() as tx:
            installations.note_tier_account(tx, self.here.installation_id, PARENT)

    def _create(self, request: Request) -> Response:
        sent = json.loads(request.body)
        made = self.connect.collections["tier/accounts"]
        made.append({**sent, "id": f"TA-9-{len(made) + 1}"})
        self.lose -= 1
        return error(502, "GW_1") if self.lose >= 0 else json_response(201, made[-1])

    @property
    def created(self) -> list[str]:
        return [account["name"] for account in self.connect.collections["tier/accounts"]]

    def wanted(self, *contacts: str) -> dict[XeroId, Profile]:
        cards = {card.id: card for card in self.here.access.organisation.contact_cards()}
        return {XeroId(one): profile_of(cards[XeroId(one)], "AU") for one in contacts}

    def run(self, *contacts: str) -> tuple[ImportOutcome, ...]:
        importing = Importing(
            runtime=self.here.world.app.runtime, client=self.connect.client,
            installation_id=self.here.installation_id, tenant_id=self.here.access.tenant_id, user_id="UR-1",
        )  # fmt: skip
        return importing.run(self.wanted(*contacts))


def test_contacts_become_customers_below_the_account_and_are_linked(world: World) -> None:
    place = Place(world)
    lake, hill = (place.here.contact(name, **WHOLE) for name in ("Blue Lake", "Green Hill"))
    found = place.run(lake, hill)
    assert found == (
        Imported(contact_id=XeroId(lake), customer=TierAccountId("TA-9-1"), found=False),
        Imported(contact_id=XeroId(hill), customer=TierAccountId("TA-9-2"), found=False),
    )
    assert place.here.linked == {"TA-9-1": lake, "TA-9-2": hill}
    assert {account["parent"]["id"] for account in place.connect.collections["tier/accounts"]} == {PARENT}
    assert place.here.sentence("customer.imported") == (
        "The contact “Blue Lake” was imported as customer TA-9-1 and is linked to it."
    )


def test_a_contact_that_is_linked_is_not_imported_again(sqlite_world: World) -> None:
    place = Place(sqlite_world)
    lake = place.here.contact("Blue Lake", **WHOLE)
    place.run(lake)
    (again,) = place.run(lake)
    assert again == NotImported(contact_id=XeroId(lake), why="The contact is linked to TA-9-1 already.")
    assert place.created == ["Blue Lake"]


def test_after_a_lost_answer_the_customer_is_found_and_linked_and_not_made_again(world: World) -> None:
    place = Place(world)
    lake = place.here.contact("Blue Lake", **WHOLE)
    place.lose = 1
    (lost,) = place.run(lake)
    assert isinstance(lost, NotImported)
    assert lost.perhaps
    assert place.here.linked == {}
    (early,) = place.run(lake)
    assert early == NotImported(contact_id=XeroId(lake), why="An import of this contact is under way.")
    world.later(minutes=3)
    assert place.run(lake) == (Imported(contact_id=XeroId(lake), customer=TierAccountId("TA-9-1"), found=True),)
    assert (place.created, place.here.linked) == (["Blue Lake"], {"TA-9-1": lake})


def test_what_was_certainly_refused_may_be_tried_at_once_and_stops_no_other(sqlite_world: World) -> None:
    place = Place(sqlite_world)
    lake, hill = (place.here.contact(name, **WHOLE) for name in ("Blue Lake", "Green Hill"))
    answer = place.connect.answers["POST", "tier/accounts"]

    def first_refuses(request: Request) -> Response:
        place.connect.answers["POST", "tier/accounts"] = answer
        return error(400, "VAL_001")

    place.connect.answers["POST", "tier/accounts"] = first_refuses
    refused, made = place.run(lake, hill)
    assert isinstance(refused, NotImported)
    assert (refused.perhaps, "VAL_001" in refused.why) == (False, True)
    assert isinstance(made, Imported)
    (again,) = place.run(lake)
    assert isinstance(again, Imported)
    assert place.created == ["Green Hill", "Blue Lake"]


def test_a_process_that_dies_has_written_its_wish_first(sqlite_world: World) -> None:
    place = Place(sqlite_world)
    lake = place.here.contact("Blue Lake", **WHOLE)
    answer = place.connect.answers["POST", "tier/accounts"]
    assert callable(answer)

    def dies_after(request: Request) -> Response:
        answer(request)
        raise Killed

    place.connect.answers["POST", "tier/accounts"] = dies_after
    with pytest.raises(Killed):
        place.run(lake)
    (early,) = place.run(lake)
    assert isinstance(early, NotImported)
    sqlite_world.later(minutes=3)
    (found,) = place.run(lake)
    assert found == Imported(contact_id=XeroId(lake), customer=TierAccountId("TA-9-1"), found=True)


def test_a_customer_that_a_person_has_linked_elsewhere_stays_there(sqlite_world: World) -> None:
    place = Place(sqlite_world)
    lake, hill = (place.here.contact(name, **WHOLE) for name in ("Blue Lake", "Green Hill"))
    place.run(lake)
    link = Link(key=contact_key(TierAccountId("TA-9-1")), xero_id=XeroId(hill))
    with sqlite_world.app.runtime.database.transaction() as tx:
        links.relink(tx, place.here.installation_id, place.here.access.tenant_id, link, now=sqlite_world.clock())
    (found,) = place.run(lake)
    assert isinstance(found, NotImported)
    assert "linked to another contact" in found.why
    assert (place.created, place.here.linked) == (["Blue Lake"], {"TA-9-1": hill})


def test_a_profile_with_gaps_asks_nobody(sqlite_world: World) -> None:
    place = Place(sqlite_world)
    bare = place.here.contact("Bare")
    (found,) = place.run(bare)
    assert isinstance(found, NotImported)
    assert found.why.startswith("“Bare” lacks address_line1, city,")
    assert place.created == []


def test_active_contacts_that_nobody_is_linked_to_may_be_imported_by_name(sqlite_world: World) -> None:
    here = Mapped(sqlite_world)
    linked = here.contact("Linked")
    for name, fields in (
        ("beta", {}),
        ("Alpha", WHOLE),
        ("Gone", {"ContactStatus": "ARCHIVED"}),
        ("Maker", {"IsSupplier": True}),
        ("Both", {"IsSupplier": True, "IsCustomer": True}),
    ):
        here.contact(name, **fields)
    found = importable(here.access.organisation.contact_cards(), {TierAccountId("TA-1"): XeroId(linked)}, "AU")
    assert [(one.contact.name, bool(one.missing)) for one in found] == [
        ("Alpha", False), ("beta", True), ("Both", True),
    ]  # fmt: skip
