from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.booking.contact_change import ContactChange, Differs, change_of, kept_back, words_of
from connect_ext.books.mapping.contact_card import ContactCard
from connect_ext.books.orders.order import Address, Party
from tests.books.builders import a_party
from tests.books.mapping_builders import a_card

HARBOUR = Address(
    line1="1 Harbour Street", line2="Level 3", city="Sydney", region="NSW", postal_code="2000", country="AU"
)
SAID = a_party(
    name="Blue Lake Pty Ltd", first_name="Ada", last_name="Lake", email="ada@bluelake.example",
    phone="+61 2 5550 1234", tax_id="51 824 753 556", address=HARBOUR,
)  # fmt: skip


def a_contact(**fields: Any) -> ContactCard:
    """That says what the marketplace says, but for `fields`."""
    same = {
        "name": SAID.name, "first_name": SAID.first_name, "last_name": SAID.last_name, "email": SAID.email,
        "phone": SAID.phone, "tax_number": SAID.tax_id, "address": HARBOUR,
    }  # fmt: skip
    return a_card(**{**same, **fields})


def told(held: ContactCard, party: Party = SAID, made_as: ContactCard | None = None) -> dict[str, tuple[str, str]]:
    return {one.field.value: (one.held, one.said) for one in change_of(held, party, made_as).differences}


@pytest.mark.parametrize(
    "held",
    [
        a_contact(),
        a_contact(name="Blue  Lake Pty Ltd"),
        a_contact(email="Ada@BlueLake.Example"),
        a_contact(phone="61-2-55501234"),
        a_contact(tax_number="51824753556"),
        a_contact(address=Address(
            line1="1, HARBOUR STREET", line2="Level 3", city="sydney", region="NSW", postal_code="2000",
            country="Australia",
        )),
        a_contact(address=Address(
            line1="1 Harbour Street", line2="Level 3", city="Sydney", region="NSW", postal_code="2000", country="au",
        )),
    ],
)  # fmt: skip
def test_what_only_looks_different_is_no_difference(held: ContactCard) -> None:
    assert told(held) == {}


@pytest.mark.parametrize(
    ("held", "field", "texts"),
    [
        (a_contact(name="BLUE LAKE"), "name", ("BLUE LAKE", "Blue Lake Pty Ltd")),
        (a_contact(name="blue lake pty ltd"), "name", ("blue lake pty ltd", "Blue Lake Pty Ltd")),
        (a_contact(first_name="Bo"), "first_name", ("Bo", "Ada")),
        (a_contact(last_name=""), "last_name", ("", "Lake")),
        (a_contact(email="old@bluelake.example"), "email", ("old@bluelake.example", "ada@bluelake.example")),
        (a_contact(phone="1"), "phone", ("1", "+61 2 5550 1234")),
        (a_contact(tax_number="1"), "tax_number", ("1", "51 824 753 556")),
        (
            a_contact(address=Address(line1="2 Hill Road", line2="Attic", city="Perth")),
            "address",
            ("2 Hill Road, Attic, Perth", "1 Harbour Street, Level 3, Sydney, NSW, 2000, AU"),
        ),
    ],
)
def test_each_field_that_differs_is_told_as_it_is_and_as_it_would_be(
    held: ContactCard, field: str, texts: tuple[str, str]
) -> None:
    assert told(held) == {field: texts}


def test_nothing_is_cleared_because_the_marketplace_says_nothing() -> None:
    silent = a_party(
        name="", first_name="", last_name="-", email="no address", phone="", tax_id="-", address=Address(city="Sydney")
    )
    assert told(a_contact(), silent) == {}


def test_the_second_line_goes_with_the_first_and_the_rest_of_an_address_stays() -> None:
    moved = a_party(**{**_said(), "address": Address(line1="9 Quay Street", city="Sydney")})
    wanted = change_of(a_contact(), moved, None).wanted.address
    assert wanted == Address(
        line1="9 Quay Street", line2="", city="Sydney", region="NSW", postal_code="2000", country="AU"
    )
    same_street = a_party(**{**_said(), "address": Address(line1="1 Harbour Street", line2="Level 4")})
    assert change_of(a_contact(), same_street, None).wanted.address.line2 == "Level 4"
    abroad = a_party(**{**_said(), "address": Address(line1="1 Harbour Street", country="NZ")})
    assert change_of(a_contact(), abroad, None).wanted.address.country == "NZ"


def test_what_the_marketplace_says_as_before_is_no_news_whatever_stands_in_xero() -> None:
    held = a_contact(email="billing@bluelake.example", name="Green Lake Pty Ltd")
    made_as = a_contact(name="Green Lake Pty Ltd")
    assert told(held, made_as=made_as) == {"name": ("Green Lake Pty Ltd", "Blue Lake Pty Ltd")}


@pytest.mark.parametrize(
    ("held", "made_as", "others", "why"),
    [
        (a_contact(name="Old"), a_contact(name="Old"), [], ""),
        (a_contact(name="Old"), a_contact(name="Old", phone="1"), [], ""),
        (
            a_contact(name="Old", active=False),
            a_contact(name="Old"),
            [],
            "The contact is archived or merged in Xero: restore it there, or map the customer to another one.",
        ),
        (
            a_contact(name="Old"),
            a_contact(name="Old"),
            ["TA-8", "TA-9"],
            "It is the contact of TA-8, TA-9, too.",
        ),
        (a_contact(name="Old"), None, [], "The contact was in Xero before: what it says there may be meant so."),
        (
            a_contact(name="Old", email="b@bluelake.example"),
            a_contact(name="Older", email="a@bluelake.example"),
            [],
            "Somebody has changed in Xero: name, e-mail.",
        ),
    ],
)
def test_what_is_not_ours_alone_is_left_to_a_person(
    held: ContactCard, made_as: ContactCard | None, others: list[str], why: str
) -> None:
    assert kept_back(change(held, made_as), held, made_as, others) == why


def change(held: ContactCard, made_as: ContactCard | None) -> ContactChange:
    return change_of(held, SAID, made_as)


def test_fields_are_named_without_what_they_say() -> None:
    found = change(a_contact(name="Old", phone="1", tax_number="2"), None).differences
    assert words_of(found) == "name, phone and tax number"
    assert (words_of(found[:2]), words_of(found[:1]), words_of(())) == ("name and phone", "name", "")
    assert found[0] == Differs(field=found[0].field, held="Old", said="Blue Lake Pty Ltd")


def _said() -> dict[str, Any]:
    return {
        "name": SAID.name, "first_name": SAID.first_name, "last_name": SAID.last_name, "email": SAID.email,
        "phone": SAID.phone, "tax_id": SAID.tax_id,
    }  # fmt: skip
