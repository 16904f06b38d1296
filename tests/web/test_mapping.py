"""The Mapping page: products, customers, fees, tracking, and the import of contacts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from sandbox.http import Response
from sandbox.xero import FJORD, HARBOUR
from tests.web.door import Caller, Door, problem
from tests.world import World

SEAT = "NRD-OFF-M"
"""An MPN of the demo's first product."""


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


@pytest.fixture
def albion(world: World, door: Door) -> Caller:
    installation_id = world.install(world.who.albion)
    world.connect(installation_id, FJORD)
    return door.of(world.who.albion, installation_id)


def contact(world: World, name: str, **fields: Any) -> str:
    made = world.xero.person(HARBOUR).write("PUT", "Contacts", {"Contacts": [{"Name": name, **fields}]})
    contact_id: str = made["Contacts"][0]["ContactID"]
    return contact_id


def item(world: World, code: str, **fields: Any) -> None:
    world.xero.person(HARBOUR).write("PUT", "Items", {"Items": [{"Code": code, **fields}]})


def products(caller: Caller) -> dict[str, dict[str, Any]]:
    """What the page shows of each product item, by MPN."""
    answer = caller.get("/api/mapping/items")
    assert answer.status == 200, answer.body
    return {row["mpn"] or row["product_item"]: row for row in answer.json()["product_items"]}


def customers(caller: Caller) -> dict[str, dict[str, Any]]:
    answer = caller.get("/api/mapping/customers")
    assert answer.status == 200, answer.body
    return {row["name"]: row for row in answer.json()["customers"]}


def save_item(caller: Caller, row: dict[str, Any], code: str | None, **more: Any) -> Response:
    body = {"product": row["product"], "item_code": code, **more}
    return caller.put(f"/api/mapping/items/{row['product_item']}", body)


def test_what_is_listed_is_shown_with_what_it_may_be(world: World, southern: Caller) -> None:
    item(world, SEAT, Name="Seat")
    item(world, "BOX", IsTrackedAsInventory=True)
    row = products(southern)[SEAT]
    assert (row["listed"], row["mappings"]) == (True, [])
    assert row["suggestions"] == [
        {"code": SEAT, "name": "Seat", "evidence": [f"The item code is the MPN {SEAT}."]}
    ]  # fmt: skip
    shown = southern.get("/api/mapping/xero-items").json()["items"]
    assert [(one["code"], one["mappable"]) for one in shown] == [("BOX", False), (SEAT, True)]


def test_a_product_is_mapped_and_unmapped(world: World, southern: Caller) -> None:
    item(world, "SEAT")
    row = products(southern)[SEAT]
    saved = save_item(southern, row, "SEAT", account="260")
    mapping = {
        "marketplace": None,
        "item_code": "SEAT",
        "account": "260",
        "tax_type": "",
        "usable": True,
        "to_be_added": False,
    }
    assert (saved.status, saved.json()) == (200, mapping)
    shown = products(southern)[SEAT]
    assert (shown["mappings"], shown["suggestions"]) == ([mapping], [])
    address = f"/api/mapping/items/{row['product_item']}"
    assert southern.delete(address).json() == {"product_item": row["product_item"]}
    assert products(southern)[SEAT]["mappings"] == []
    assert problem(southern.delete(address))["title"] == "not found"


def test_a_second_product_on_one_item_names_the_first(world: World, southern: Caller) -> None:
    item(world, "SEAT")
    first, second, *_ = products(southern).values()
    assert save_item(southern, first, "SEAT").status == 200
    refused = problem(save_item(southern, second, "SEAT"))
    assert (refused["status"], refused["title"]) == (409, "not mapped")
    assert refused["detail"].startswith(f"{first['product_item']} is mapped to the Xero item SEAT already.")
    assert save_item(southern, second, None, account="200").status == 200


def test_a_mapping_whose_item_no_line_may_name_says_so(world: World, southern: Caller) -> None:
    assert problem(save_item(southern, products(southern)[SEAT], "NONE"))["detail"] == (
        "The Xero item NONE does not exist in Harbour Cloud Ltd."
    )
    item(world, "SEAT")
    save_item(southern, products(southern)[SEAT], "SEAT")
    found = world.xero.person(HARBOUR)
    found.write("POST", "Items", {"Items": [{"Code": "SEAT", "IsSold": False}]})
    world.later(minutes=3)
    assert products(southern)[SEAT]["mappings"][0]["usable"] is False


def test_a_product_is_added_to_xero_with_all_its_parameters(world: World, southern: Caller) -> None:
    row = products(southern)[SEAT]
    address = f"/api/mapping/items/{row['product_item']}/xero-item"
    new = {
        "product": row["product"], "code": "SEAT", "name": "Seat", "description": "A seat", "unit_price": "10.5",
        "account": "260", "tax_type": "OUTPUT",
    }  # fmt: skip
    added = southern.post(address, new)
    assert (added.status, added.json()["code"]) == (200, "SEAT")
    (made,) = world.books().items
    assert (made["Name"], made["Description"], made["IsSold"]) == ("Seat", "A seat", True)
    assert {name: str(value) for name, value in made["SalesDetails"].items()} == {
        "UnitPrice": "10.5", "AccountCode": "260", "TaxType": "OUTPUT",
    }  # fmt: skip
    mapped = products(southern)[SEAT]["mappings"]
    assert [(one["item_code"], one["account"], one["usable"]) for one in mapped] == [("SEAT", "", True)]


def test_an_item_that_exists_or_is_not_known_to_is_said(world: World, southern: Caller) -> None:
    row = products(southern)[SEAT]
    address = f"/api/mapping/items/{row['product_item']}/xero-item"
    new = {"product": row["product"], "code": "SEAT", "name": "Seat"}
    world.xero.faults.lose_answer("PUT", "/api.xro/2.0/Items")
    assert problem(southern.post(address, new))["status"] == 502
    assert southern.post(address, new).status == 200
    item(world, "DESK", Name="Desk")
    refused = problem(southern.post(address, {**new, "code": "DESK"}))
    assert (refused["status"], refused["title"]) == (409, "not added")


def test_customers_are_suggested_with_evidence_and_linked_only_when_accepted(world: World, southern: Caller) -> None:
    sydney = world.who.sydney
    same = contact(world, "Other name", EmailAddress=sydney["contact_info"]["contact"]["email"])
    contact(world, sydney["name"], ContactStatus="ARCHIVED")
    row = customers(southern)[sydney["name"]]
    assert row["contact"] is None
    assert [(one["contact_id"] == same, one["active"]) for one in row["suggestions"]] == [(True, True), (False, False)]
    assert row["suggestions"][0]["evidence"][0].startswith("Both have the e-mail address ")
    archived = row["suggestions"][1]["contact_id"]

    def accept(contact_id: str) -> Any:
        body = {"pairs": [{"customer": sydney["id"], "contact_id": contact_id}]}
        return southern.post("/api/mapping/customers/accept", body).json()

    assert accept(archived) == {"linked": [], "left": [sydney["id"]]}
    assert accept(str(uuid4())) == {"linked": [], "left": [sydney["id"]]}
    assert accept(same) == {"linked": [sydney["id"]], "left": []}
    linked = customers(southern)[sydney["name"]]
    assert (linked["contact"], linked["suggestions"]) == (
        {"contact_id": same, "name": "Other name", "active": True},
        [],
    )


def test_a_link_is_taken_away_once(world: World, southern: Caller) -> None:
    customer, chosen = world.who.sydney["id"], contact(world, "Rope & Sail Ltd")
    address = f"/api/customers/{customer}/contact"
    assert southern.put(address, {"contact_id": chosen}).status == 200
    assert southern.delete(address).json() == {"customer": customer}
    assert customers(southern)[world.who.sydney["name"]]["contact"] is None
    assert problem(southern.delete(address))["title"] == "not found"


def test_a_rule_for_one_customer_is_kept_until_it_says_nothing(world: World, southern: Caller) -> None:
    sydney = world.who.sydney
    address = f"/api/mapping/customers/{sydney['id']}/rule"
    rule = {"account": "260", "tax_type": "EXEMPTOUTPUT", "new_contact": True}
    assert southern.put(address, rule).json() == rule
    row = customers(southern)[sydney["name"]]
    assert {name: row[name] for name in rule} == rule
    assert problem(southern.put(address, {"account": "999"}))["detail"] == (
        "Account 999 does not exist in Harbour Cloud Ltd."
    )
    southern.put(address, {})
    row = customers(southern)[sydney["name"]]
    assert (row["account"], row["new_contact"]) == ("", False)


def test_fees_and_tracking_are_saved_as_a_whole(world: World, southern: Caller) -> None:
    item(world, "FEE")
    world.xero.person(HARBOUR).track("Region", "South", "Rest", "Old", archived="Old")
    fees = {"fees": [{"kind": "cancellation", "item_code": "FEE", "account": "260", "tax_type": ""}]}
    assert southern.put("/api/mapping/fees", fees).json() == fees
    assert southern.get("/api/mapping/fees").json() == fees
    tracking = {"category": "Region", "by": "marketplace", "option": "Rest", "options": {"MP-1": "South"}}
    choices = {"fallback_item": "FEE", "tracking": [tracking]}
    assert southern.put("/api/mapping/choices", choices).json() == choices
    shown = {**choices, "categories": [{"name": "Region", "options": ["South", "Rest"]}]}
    assert southern.get("/api/mapping/choices").json() == shown
    assert problem(southern.put("/api/mapping/choices", {"fallback_item": "NONE"}))["status"] == 409
    old = {"tracking": [{**tracking, "options": {"MP-1": "Old"}}]}
    assert problem(southern.put("/api/mapping/choices", old))["detail"] == (
        "The tracking option “Old” is no active option of “Region” in Harbour Cloud Ltd."
    )
    assert southern.get("/api/mapping/choices").json() == shown


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("/api/mapping/fees", {"fees": [{"kind": "setup"}, {"kind": "setup"}]}),
        ("/api/mapping/choices", {"tracking": [{"category": "Region"}, {"category": "region"}]}),
        ("/api/mapping/choices", {"tracking": [{"category": name} for name in "abc"]}),
        ("/api/mapping/choices", {"tracking": [{"category": "A", "options": {"MP-1": "x" * 101}}]}),
        ("/api/mapping/items/PRD-1-0001", {"product": "PRD-1", "item_code": "x" * 31}),
        ("/api/mapping/items/PRD-1-0001", {"product": "PRD-1", "item_code": ""}),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_shape(southern: Caller, address: str, body: Any) -> None:
    assert problem(southern.put(address, body))["status"] == 422


def test_another_installation_sees_none_of_it(world: World, southern: Caller, albion: Caller) -> None:
    item(world, "SEAT")
    save_item(southern, products(southern)[SEAT], "SEAT")
    southern.put("/api/mapping/choices", {"fallback_item": "SEAT"})
    southern.put(f"/api/customers/{world.who.sydney['id']}/contact", {"contact_id": contact(world, "Rope Ltd")})
    assert all(row["mappings"] == [] for row in products(albion).values())
    assert albion.get("/api/mapping/choices").json() == {
        "fallback_item": "", "tracking": [], "categories": [],
    }  # fmt: skip
    assert albion.get("/api/mapping/xero-items").json()["items"] == []
    assert world.who.sydney["name"] not in customers(albion)
    assert problem(albion.delete(f"/api/customers/{world.who.sydney['id']}/contact"))["status"] == 404


def test_without_a_connection_each_page_says_so(world: World, door: Door) -> None:
    caller = door.of(world.who.albion, world.install(world.who.albion))
    for page in ("items", "customers", "fees", "choices", "imports"):
        assert problem(caller.get(f"/api/mapping/{page}"))["title"] == "not connected"


WHOLE = {
    "FirstName": "Robin", "LastName": "Reed", "EmailAddress": "robin@bluelake.example",
    "Addresses": [
        {"AddressType": "POBOX", "AddressLine1": "1 Shore Road", "City": "Sydney", "Region": "NSW",
         "PostalCode": "2000", "Country": "Australia"},
    ],
}  # fmt: skip


def names(world: World) -> list[str]:
    """Of all customers of the marketplace that carry a contact's id."""
    accounts = (found.value for found in world.marketplace.state.all("tier/accounts"))
    return [account["name"] for account in accounts if len(account["external_id"]) == len(str(uuid4()))]


def test_contacts_are_imported_all_that_are_complete_and_one_with_a_form(world: World, southern: Caller) -> None:
    lake, hill = contact(world, "Blue Lake", **WHOLE), contact(world, "Green Hill", FirstName="Ada")
    shown = southern.get("/api/mapping/imports").json()
    assert (shown["complete"], [one["contact_id"] for one in shown["contacts"]]) == (1, [lake, hill])
    assert shown["contacts"][0]["profile"]["country"] == "AU"
    assert "address_line1" in shown["contacts"][1]["missing"]

    everything = southern.post("/api/mapping/imports").json()
    (imported,) = everything["imported"]
    assert (imported["contact_id"], imported["customer"][:3], everything["left"]) == (lake, "TA-", 0)
    assert customers(southern)["Blue Lake"]["contact"]["contact_id"] == lake
    assert southern.post("/api/mapping/imports").json() == {"imported": [], "left": 0}

    form = {
        "last_name": "Lovelace", "email": "ada@greenhill.example", "address_line1": "2 Hill Road", "city": "Perth",
        "state": "WA", "postal_code": "6000", "country": "AU",
    }  # fmt: skip
    gaps = southern.post(f"/api/mapping/imports/{hill}", {}).json()
    assert gaps["customer"] is None
    assert gaps["why"].startswith("“Green Hill” lacks address_line1")
    assert southern.post(f"/api/mapping/imports/{hill}", form).json()["why"] == ""
    assert problem(southern.post(f"/api/mapping/imports/{hill}", form))["title"] == "not importable"
    assert names(world) == ["Blue Lake", "Green Hill"]
