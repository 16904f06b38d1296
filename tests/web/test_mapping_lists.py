"""The Mapping page's long lists, its switches, its taxes, and what may be chosen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.door import Caller, Door, problem
from tests.web.test_mapping import SEAT, contact, item
from tests.world import World

LIST = "/api/mapping/customers"


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def names(found: dict[str, Any]) -> list[str]:
    return [row["name"] for row in found["customers"]]


def test_a_list_comes_page_by_page_each_row_once(world: World, southern: Caller) -> None:
    everybody = names(southern.get(LIST).json())
    seen, after, page = list[str](), "", dict[str, Any]()
    for _ in everybody:
        page = southern.get(f"{LIST}?limit=1{after}").json()
        seen += names(page)
        after = f"&after={page['next_after']}"
    assert seen == everybody
    assert page["next_after"] is None


def test_a_page_goes_on_behind_a_row_that_is_mapped_by_now(world: World, southern: Caller) -> None:
    first = southern.get(f"{LIST}?only=unmapped&limit=1").json()
    rest = names(southern.get(f"{LIST}?only=unmapped").json())[1:]
    chosen = contact(world, "Rope & Sail Ltd")
    southern.put(f"/api/customers/{first['customers'][0]['customer']}/contact", {"contact_id": chosen})
    assert names(southern.get(f"{LIST}?only=unmapped&after={first['next_after']}").json()) == rest


def test_words_are_found_in_names_ids_and_contacts(world: World, southern: Caller) -> None:
    sydney = world.who.sydney
    southern.put(f"/api/customers/{sydney['id']}/contact", {"contact_id": contact(world, "Rope & Sail Ltd")})
    for words in (sydney["name"].upper(), sydney["id"], "sail rope"):
        assert names(southern.get(f"{LIST}?search={words.replace('&', '%26')}").json()) == [sydney["name"]]
    assert names(southern.get(f"{LIST}?search=nobody").json()) == []


def test_what_waits_is_told_by_row_and_each_currency_by_itself(world: World, door: Door) -> None:
    ours = world.ready()
    southern = door.of(world.who.southern, ours)
    world.buy(ours)
    southern.get("/api/tasks")
    world.wait()
    row = next(row for row in southern.get(LIST).json()["customers"] if row["name"] == world.who.sydney["name"])
    assert row["waiting"]["orders"] == 1
    assert [one["currency"] for one in row["waiting"]["amounts"]] == ["AUD"]
    counts = southern.get(LIST).json()["counts"]
    assert counts["waiting"] == row["waiting"]
    products = southern.get("/api/mapping/items").json()["product_items"]
    assert next(one for one in products if one["mpn"] == SEAT)["waiting"] == row["waiting"]


def test_suggestions_are_accepted_all_at_once_but_for_what_is_in_doubt(world: World, southern: Caller) -> None:
    sydney = world.who.sydney
    email = sydney["contact_info"]["contact"]["email"]
    for name in ("One", "Two"):
        contact(world, name, EmailAddress=email)
    counts = southern.get(LIST).json()["counts"]
    assert (counts["suggested"], counts["clear"]) == (1, 0)
    assert southern.post(f"{LIST}/accept", {"pairs": None}).json() == {"linked": [], "left": []}
    sure = contact(world, "Head Office", TaxNumber=sydney["tax_id"])
    world.later(minutes=3)
    assert southern.get(LIST).json()["counts"]["clear"] == 1
    assert southern.post(f"{LIST}/accept", {"pairs": None}).json() == {"linked": [sydney["id"]], "left": []}
    row = next(row for row in southern.get(LIST).json()["customers"] if row["customer"] == sydney["id"])
    assert row["contact"]["contact_id"] == sure


def test_items_are_accepted_one_or_all(world: World, southern: Caller) -> None:
    item(world, SEAT)
    row = next(row for row in southern.get("/api/mapping/items").json()["product_items"] if row["mpn"] == SEAT)
    wrong = {"pairs": [{"product_item": row["product_item"], "code": "OTHER"}]}
    assert southern.post("/api/mapping/items/accept", wrong).json() == {"mapped": [], "left": [row["product_item"]]}
    accepted = southern.post("/api/mapping/items/accept", {"pairs": None}).json()
    assert accepted == {"mapped": [row["product_item"]], "left": []}
    assert southern.get("/api/mapping/items?only=suggested").json()["product_items"] == []


def test_the_switch_of_one_and_of_all_customers(world: World, southern: Caller) -> None:
    sydney = world.who.sydney["id"]

    def switched() -> dict[str, bool]:
        return {row["customer"]: row["auto_sync"] for row in southern.get(LIST).json()["customers"]}

    everybody = len(switched())
    assert southern.post(f"{LIST}/auto-sync", {"on": False, "customers": None}).json() == {
        "on": False, "customers": everybody, "left": 0,
    }  # fmt: skip
    assert set(switched().values()) == {False}
    one = southern.post(f"{LIST}/auto-sync", {"on": True, "customers": [sydney, "TA-9-9-9"]}).json()
    assert one["customers"] == 1
    assert [id_ for id_, on in switched().items() if on] == [sydney]


def test_contacts_and_items_are_found_by_a_few_letters(world: World, southern: Caller) -> None:
    contact(world, "Rope & Sail Ltd", EmailAddress="ann@rope.example")
    contact(world, "Sail Makers", ContactStatus="ARCHIVED")
    item(world, "SEAT", Name="Mail seat")
    found = southern.get("/api/mapping/contacts?search=sail").json()
    assert ([one["name"] for one in found["contacts"]], found["more"]) == (["Rope & Sail Ltd"], False)
    assert found["contacts"][0]["about"] == "ann@rope.example"
    assert [one["code"] for one in southern.get("/api/mapping/xero-items?search=mail").json()["items"]] == ["SEAT"]


def test_taxes_are_read_with_the_customers_of_each_country_and_saved_with_the_settings(
    world: World, southern: Caller
) -> None:
    before = southern.get("/api/mapping/taxes").json()
    assert before["home"] == "AU"
    saved = {
        "version": before["version"], "tax_type": "OUTPUT",
        "countries": [{"country": "NZ", "tax_type": "EXEMPTEXPORT"}],
    }  # fmt: skip
    after = southern.put("/api/mapping/taxes", saved).json()
    assert next(one for one in after["countries"] if one["country"] == "NZ")["tax_type"] == "EXEMPTEXPORT"
    assert southern.get("/api/settings").json()["settings"]["tax_types_by_country"] == {"NZ": "EXEMPTEXPORT"}
    assert problem(southern.put("/api/mapping/taxes", saved))["title"] == "changed meanwhile"
    twice = {**saved, "countries": saved["countries"] * 2}
    assert problem(southern.put("/api/mapping/taxes", twice))["status"] == 422
    wrong = {**saved, "version": after["version"], "tax_type": "NOTHING"}
    assert problem(southern.put("/api/mapping/taxes", wrong))["title"] == "not mapped"
