"""Mappings out and in as CSV."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from tests.web.door import Caller, Door
from tests.web.test_mapping import SEAT, contact, item
from tests.world import World

FILES = "/api/mapping/files"


@pytest.fixture
def southern(world: World, door: Door) -> Caller:
    return door.of(world.who.southern, world.ready())


def rows(caller: Caller, part: str) -> list[dict[str, str]]:
    answer = caller.get(f"{FILES}/{part}")
    assert answer.status == 200, answer.body
    return list(csv.DictReader(StringIO(answer.body.decode("utf-8-sig"))))


def text(found: list[dict[str, str]]) -> bytes:
    written = StringIO()
    writer = csv.DictWriter(written, list(found[0]))
    writer.writeheader()
    writer.writerows(found)
    return written.getvalue().encode()


def problems(answer: Any) -> list[tuple[int, str, str]]:
    assert answer.status == 422, answer.body
    return [(one["row"], one["column"], one["problem"]) for one in answer.json()["rows"]]


@pytest.mark.parametrize("part", ["customers", "items", "fees"])
def test_an_unchanged_file_changes_nothing(world: World, southern: Caller, part: str) -> None:
    item(world, "SEAT")
    southern.put(f"/api/customers/{world.who.sydney['id']}/contact", {"contact_id": contact(world, "Rope Ltd")})
    southern.put("/api/mapping/fees", {"fees": [{"kind": "setup", "item_code": "SEAT"}]})
    answer = southern.post(f"{FILES}/{part}", southern.get(f"{FILES}/{part}").body)
    assert (answer.status, answer.json()["changed"]) == (200, 0)


def test_customers_are_linked_ruled_and_switched_by_a_file(world: World, southern: Caller) -> None:
    sydney, chosen = world.who.sydney["id"], contact(world, "Rope & Sail Ltd")
    found = rows(southern, "customers")
    row = next(one for one in found if one["Customer"] == sydney)
    row.update({"Contact": "Rope & Sail Ltd", "Account": "260", "Auto-sync": "on"})
    dry = southern.post(f"{FILES}/customers?dry_run=true", text(found)).json()
    assert (dry["changed"], dry["saved"]) == (1, False)
    assert rows(southern, "customers") != found
    assert southern.post(f"{FILES}/customers", text(found)).json()["changed"] == 1
    after = next(one for one in rows(southern, "customers") if one["Customer"] == sydney)
    assert (after["Contact id"], after["Account"], after["Auto-sync"]) == (chosen, "260", "on")
    row.update({"Contact": "", "Contact id": ""})
    assert southern.post(f"{FILES}/customers", text(found)).json()["changed"] == 1
    assert next(one for one in rows(southern, "customers") if one["Customer"] == sydney)["Contact id"] == ""


def test_every_wrong_cell_of_customers_is_told_and_nothing_is_saved(world: World, southern: Caller) -> None:
    for name in ("Twin", "Old"):
        contact(world, name, **({"ContactStatus": "ARCHIVED"} if name == "Old" else {}))
    sydney = world.who.sydney["id"]
    body = (
        f"Customer,Contact,Account,Auto-sync\r\n{sydney},Old,999,maybe\r\nTA-0-0-0,Twin,,\r\n{sydney},,,\r\n"
    ).encode()
    assert problems(southern.post(f"{FILES}/customers", body)) == [
        (2, "Contact", "No active contact has this name."),
        (2, "Account", "Account 999 does not exist in Harbour Cloud Ltd."),
        (2, "Auto-sync", "This is neither on nor off."),
        (3, "Customer", "There is no such customer."),
        (4, "Customer", "Row 2 is about the same."),
    ]
    assert all(one["Contact id"] == "" for one in rows(southern, "customers"))


def test_items_are_mapped_unmapped_and_left_without_an_item_by_a_file(world: World, southern: Caller) -> None:
    item(world, "SEAT")
    found = rows(southern, "items")
    first, second = found[0], found[1]
    first["Xero item"], second["Xero item"], second["Account"] = "SEAT", "(account only)", "260"
    assert southern.post(f"{FILES}/items", text(found)).json()["changed"] == 2
    after = rows(southern, "items")
    assert (after[0]["Xero item"], after[1]["Xero item"], after[1]["Account"]) == ("SEAT", "(account only)", "260")
    first["Xero item"] = ""
    assert southern.post(f"{FILES}/items", text(found)).json()["changed"] == 1
    assert rows(southern, "items")[0]["Xero item"] == ""


def test_every_wrong_cell_of_items_is_told(world: World, southern: Caller) -> None:
    item(world, "SEAT")
    found = rows(southern, "items")
    one, two = found[0]["Product item"], found[1]["Product item"]
    body = f"Product item;Xero item;Tax type\r\n{one};SEAT;\r\n{two};SEAT;\r\nPRD-0;NONE;NOTHING\r\n".encode()
    assert problems(southern.post(f"{FILES}/items", body)) == [
        (2, "Xero item", f"{two} is mapped to this item, too."),
        (3, "Xero item", f"{one} is mapped to this item, too."),
        (4, "Product item", "There is no such product item."),
        (4, "Xero item", "The Xero item NONE does not exist."),
        (4, "Tax type", "Tax type NOTHING cannot be used for sales in Harbour Cloud Ltd."),
    ]
    assert SEAT in {row["MPN"] for row in rows(southern, "items")}


def test_fees_are_mapped_by_a_file(world: World, southern: Caller) -> None:
    item(world, "FEE")
    body = b"Fee,Xero item,Account\r\nCancellation,FEE,260\r\n"
    assert southern.post(f"{FILES}/fees", body).json()["changed"] == 1
    fees = southern.get("/api/mapping/fees").json()["fees"]
    assert fees == [{"kind": "cancellation", "item_code": "FEE", "account": "260", "tax_type": ""}]
    wrong = b"Fee,Xero item\r\nTip,NONE\r\n"
    assert problems(southern.post(f"{FILES}/fees", wrong)) == [
        (2, "Fee", "There is no such kind of fee."),
        (2, "Xero item", "The Xero item NONE does not exist."),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"Account\r\n200\r\n", [(1, "Fee", "This column is missing.")]),
        (b"Fee,Fee,Colour\r\nsetup,,red\r\n", [
            (1, "Colour", "There is no column of this name."), (1, "Fee", "This column is there twice."),
        ]),
        (b"Fee,Account\r\nsetup\r\n", [(2, "", "This row has 1 cells and the header has 2.")]),
        (b"", [(1, "Fee", "This column is missing.")]),
        (b"," * 100 + b"Fee\r\n", [(1, "", "There are more than 100 columns.")]),
        (b"Fee\r\n" + b"setup\r\n" * 5001, [(3, "Fee", "Row 2 is about the same.")]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_table_says_what_it_lacks(
    southern: Caller, body: bytes, told: list[tuple[int, str, str]]
) -> None:
    found = problems(southern.post(f"{FILES}/fees", body))
    assert found[: len(told)] == told
