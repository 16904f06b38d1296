from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.ids import XeroId
from connect_ext.books.mapping.item import HeldItem, Item
from connect_ext.books.orders.order import Address
from connect_ext.work.failure import WorldFailed
from connect_ext.work.intent import Call
from connect_ext.xero.contact_cards import contact_card
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.decode import contact
from connect_ext.xero.encode import NotExact
from connect_ext.xero.items import held_item, items_body
from tests.xero.test_organisation import organisation
from tests.xero.wires import ScriptedWire, reply

SEAT = {"ItemID": "i-1", "Code": "SEAT", "Name": "Seat", "IsSold": True, "IsTrackedAsInventory": False}


def sent(item: Item) -> Any:
    return json.loads(items_body([item]), parse_float=Decimal)["Items"]


def test_an_item_leaves_with_what_it_says_and_nothing_else() -> None:
    whole = Item(
        code="SEAT", name="Seat", description="A seat", unit_price=Decimal("10.1234"), account_code="200",
        tax_type="OUTPUT",
    )  # fmt: skip
    assert sent(whole) == [
        {
            "Code": "SEAT",
            "Name": "Seat",
            "Description": "A seat",
            "SalesDetails": {"UnitPrice": Decimal("10.1234"), "AccountCode": "200", "TaxType": "OUTPUT"},
            "IsSold": True,
        }
    ]
    assert sent(Item(code="SEAT", name="")) == [{"Code": "SEAT", "IsSold": True}]
    assert sent(Item(code="S", name="", unit_price=Decimal(0)))[0]["SalesDetails"] == {"UnitPrice": 0}


def test_what_is_too_long_is_cut_but_never_a_code() -> None:
    (cut,) = sent(Item(code="S", name="n" * 60, description="d" * 5000))
    assert (len(cut["Name"]), len(cut["Description"])) == (50, 4000)
    for code in ("", "x" * 31):
        with pytest.raises(ValueError, match="30 characters"):
            items_body([Item(code=code, name="n")])


@pytest.mark.parametrize("price", ["0.00001", "NaN", "100000000000"])
def test_a_price_that_would_change_on_its_way_is_refused(price: str) -> None:
    with pytest.raises(NotExact):
        items_body([Item(code="S", name="n", unit_price=Decimal(price))])


def test_an_item_is_read_with_its_sales_details() -> None:
    details = {"UnitPrice": Decimal("10.5"), "AccountCode": "260", "TaxType": "EXEMPT"}
    assert held_item({**SEAT, "Description": "A seat", "SalesDetails": details}, "Items[0]") == HeldItem(
        id=XeroId("i-1"), code="SEAT", name="Seat", description="A seat", sold=True, tracked=False,
        unit_price=Decimal("10.5"), account_code="260", tax_type="EXEMPT",
    )  # fmt: skip


def test_stock_and_what_is_not_for_sale_cannot_stand_on_a_line() -> None:
    assert held_item(SEAT, "I").mappable
    assert not held_item({**SEAT, "IsTrackedAsInventory": True}, "I").mappable
    assert not held_item({**SEAT, "IsSold": False}, "I").mappable


def test_items_come_in_one_call_and_by_code_in_one_for_fifty() -> None:
    wire = ScriptedWire(reply({"Items": [SEAT]}))
    assert [one.code for one in organisation(wire).items()] == ["SEAT"]
    wire = ScriptedWire(reply({"Items": [SEAT]}), reply({"Items": []}))
    assert len(organisation(wire).items_by_code(['S"1', *map(str, range(50))])) == 1
    assert wire.sent[0].query["where"].startswith('Code=="S\\"1" OR Code=="0"')


def test_an_item_is_created_or_refused_with_xeros_own_words() -> None:
    body = items_body([Item(code="SEAT", name="Seat"), Item(code="DESK", name="Desk")])
    refusal = {
        "ItemID": "00000000-0000-0000-0000-000000000000",
        "Code": "DESK",
        "StatusAttributeString": "ERROR",
        "ValidationErrors": [{"Message": "Price List Item with Code 'DESK' already exists"}],
    }
    wire = ScriptedWire(reply({"Items": [SEAT, refusal]}))
    made, refused = organisation(wire).create(Call.CREATE_ITEMS, body, "key-1")
    assert isinstance(made, Accepted)
    assert (made.xero_id, made.number) == ("i-1", "SEAT")
    assert refused == Refused(messages=("Price List Item with Code 'DESK' already exists",))
    (call,) = wire.sent
    assert (call.method, call.query) == ("PUT", {"summarizeErrors": "false", "unitdp": "4"})


def test_a_contact_says_where_it_was_merged_to() -> None:
    merged = {"ContactID": "c-1", "Name": "N", "ContactStatus": "ARCHIVED", "MergedToContactID": "c-2"}
    assert contact(merged, "C").merged_to == "c-2"
    nowhere = {**merged, "MergedToContactID": "00000000-0000-0000-0000-000000000000"}
    assert contact(nowhere, "C").merged_to is None


def test_a_contact_tells_all_about_itself_with_the_address_that_invoices_print() -> None:
    found = contact_card(
        {
            "ContactID": "c-1", "Name": "Blue Lake", "ContactStatus": "ACTIVE", "ContactNumber": "TA-1",
            "AccountNumber": "900", "TaxNumber": "51", "FirstName": "Robin", "LastName": "Reed",
            "EmailAddress": "r@b.example", "IsCustomer": True, "IsSupplier": False,
            "Addresses": [
                {"AddressType": "STREET", "AddressLine1": "2 Hill Road", "City": "Perth"},
                {"AddressType": "POBOX", "AddressLine1": "1 Shore Road", "City": "Sydney", "Region": "NSW",
                 "PostalCode": "2000", "Country": "Australia"},
            ],
            "Phones": [
                {"PhoneType": "DEFAULT", "PhoneNumber": "", "PhoneCountryCode": "61"},
                {"PhoneType": "MOBILE", "PhoneNumber": "555 0123", "PhoneCountryCode": "61", "PhoneAreaCode": "4"},
            ],
        },
        "C",
    )  # fmt: skip
    shore = Address(line1="1 Shore Road", city="Sydney", region="NSW", postal_code="2000", country="Australia")
    assert (found.address, found.phone) == (shore, "61 4 555 0123")
    assert (found.account_number, found.tax_number, found.customer, found.supplier) == ("900", "51", True, False)


def test_a_contact_that_says_nothing_has_empty_texts_and_one_without_a_name_is_told() -> None:
    bare = {"ContactID": "c-1", "Name": "N", "ContactStatus": "ARCHIVED"}
    found = contact_card(bare, "C")
    assert (found.active, found.address, found.phone, found.customer) == (False, Address(), "", False)
    with pytest.raises(WorldFailed):
        contact_card({**bare, "Name": ""}, "C")


def test_only_active_tracking_categories_and_options_count() -> None:
    options = [{"Name": "South", "Status": "ACTIVE"}, {"Name": "Old", "Status": "ARCHIVED"}]
    rows = [
        {"Name": "Region", "Status": "ACTIVE", "Options": options},
        {"Name": "Gone", "Status": "ARCHIVED", "Options": []},
    ]
    (found,) = organisation(ScriptedWire(reply({"TrackingCategories": rows}))).tracking_categories()
    assert (found.name, found.options) == ("Region", ("South",))
