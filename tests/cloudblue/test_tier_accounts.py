from __future__ import annotations

import json
from typing import Any

import pytest

from connect_ext.books.ids import ProductItemId, TierAccountId, XeroId
from connect_ext.books.mapping.profile import Profile
from connect_ext.books.orders.order import Address
from connect_ext.cloudblue.failures import BAD_REQUEST
from connect_ext.cloudblue.listed_items import listed_items
from connect_ext.cloudblue.tier_accounts import CREATED_NOTHING, create_customer, created_for, customers, payload
from connect_ext.work.failure import WorldFailed
from sandbox.http import Response, json_response
from tests.builders import a_tier
from tests.cloudblue.fake_connect import FakeConnect, error

CONTACT = XeroId("0f1c2a3b-0000-4000-8000-000000000001")
PARENT = TierAccountId("TA-4444-5555-6666")
PROFILE = Profile(
    name="Blue Lake", first_name="Robin", last_name="Reed", email="r@b.example", phone="+61 (2) 5550 123",
    tax_id="51824753556",
    address=Address(line1="1 Shore Road", city="Sydney", region="NSW", postal_code="2000", country="AU"),
)  # fmt: skip


def a_fake(**collections: Any) -> FakeConnect:
    fake = FakeConnect()
    fake.collections = {"tier/accounts": [], **collections}
    return fake


def test_customers_are_told_from_resellers_by_type_or_scopes() -> None:
    fake = a_fake(**{
        "tier/accounts": [
            a_tier("TA-3", "Three", type="customer"),
            a_tier("TA-1", "One", type=["customer", "reseller"]),
            a_tier("TA-2", "Two", scopes=["customer"]),
            a_tier("TA-4", "Four", type="reseller", scopes=["customer"]),
            a_tier("TA-5", "Five"),
        ]
    })  # fmt: skip
    found = customers(fake.client)
    assert [(one.party.id, one.party.name, one.external_id) for one in found] == [
        ("TA-1", "One", "100200"),
        ("TA-2", "Two", "100200"),
        ("TA-3", "Three", "100200"),
    ]


def test_a_customer_is_created_with_the_contacts_id_below_the_account_that_sells() -> None:
    fake = a_fake()
    fake.answers["POST", "tier/accounts"] = json_response(201, a_tier("TA-9", "Blue Lake", external_id=CONTACT))
    made = create_customer(fake.client, PROFILE, CONTACT, PARENT)
    assert (made.party.id, made.external_id) == ("TA-9", CONTACT)
    assert json.loads(fake.requests[-1].body) == {
        "type": "customer",
        "name": "Blue Lake",
        "external_id": CONTACT,
        "external_uid": CONTACT,
        "tax_id": "51824753556",
        "parent": {"id": PARENT},
        "contact_info": {
            "address_line1": "1 Shore Road",
            "address_line2": "",
            "city": "Sydney",
            "state": "NSW",
            "postal_code": "2000",
            "country": "AU",
            "contact": {
                "first_name": "Robin",
                "last_name": "Reed",
                "email": "r@b.example",
                "phone_number": {
                    "country_code": "+61",
                    "area_code": "",
                    "phone_number": "25550123",
                    "extension": "-",
                },
            },
        },
    }


def test_what_is_not_required_is_left_out_where_nobody_said_it() -> None:
    bare = Profile(name="B", first_name="R", last_name="R", email="r@b.example", address=PROFILE.address, phone="n/a")
    found = payload(bare, CONTACT, None)
    assert "parent" not in found
    assert "tax_id" not in found
    assert "phone_number" not in found["contact_info"]["contact"]


@pytest.mark.parametrize(
    ("answer", "certain"),
    [
        (error(400, "VAL_001"), True),
        (error(403, "AUTH_001"), True),
        (error(429, "TOO_1"), True),
        (error(500, "INT_1"), False),
        (json_response(201, {"name": "without an id"}), False),
    ],
)
def test_only_a_refusal_says_that_nothing_was_created(answer: Response, certain: bool) -> None:
    fake = a_fake()
    fake.answers["POST", "tier/accounts"] = answer
    with pytest.raises(WorldFailed) as failed:
        create_customer(fake.client, PROFILE, CONTACT, PARENT)
    assert (failed.value.failure.code in CREATED_NOTHING) is certain
    assert BAD_REQUEST in CREATED_NOTHING


def test_a_customer_is_found_by_the_contact_that_it_was_created_for() -> None:
    ours = [a_tier("TA-8", external_id=CONTACT), a_tier("TA-7", external_id=CONTACT)]
    fake = a_fake(**{"tier/accounts": [*ours, a_tier("TA-1")]})
    assert created_for(fake.client, [CONTACT, XeroId("unknown")]) == {CONTACT: "TA-7"}
    assert created_for(fake.client, []) == {}


def test_items_of_listed_products_are_known_by_id() -> None:
    def item(id_: str, mpn: str, **more: Any) -> dict[str, Any]:
        return {"id": id_, "mpn": mpn, "name": "Name", **more}

    def listing(product: str, status: str = "listed") -> dict[str, Any]:
        return {"id": f"LST-{product}", "status": status, "product": {"id": product, "name": f"Product {product}"}}

    fake = a_fake(
        listings=[listing("PRD-2"), listing("PRD-1"), listing("PRD-1"), listing("PRD-3", "unlisted"), listing("PRD-4")],
        **{
            "products/PRD-1/items": [item("PRD-1-0002", "B"), item("PRD-1-0001", "A", display_name="Seat")],
            "products/PRD-2/items": [item("PRD-2-0001", "A")],
        },
    )
    fake.answers["GET", "products/PRD-4/items"] = error(403, "AUTH_001")
    found = listed_items(fake.client)
    assert [(one.id, one.mpn, one.name, one.product_name) for one in found] == [
        (ProductItemId("PRD-1-0001"), "A", "Seat", "Product PRD-1"),
        (ProductItemId("PRD-1-0002"), "B", "Name", "Product PRD-1"),
        (ProductItemId("PRD-2-0001"), "A", "Name", "Product PRD-2"),
    ]
