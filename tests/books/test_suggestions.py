from __future__ import annotations

import pytest

from connect_ext.books.mapping.alike import plain_code, plain_name, plain_tax_number
from connect_ext.books.mapping.suggest import Strength, suggest_contacts, suggest_items
from tests.books.mapping_builders import OTHER, SEAT, a_card, a_customer, a_held_item, a_known_item


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alder & Ash Ltd", "ALDER AND ASH LIMITED"),
        ("Müller Söhne GmbH", "Muller Sohne"),
        ("Birch Resale B.V.", "birch  resale"),
        ("O'Brien Øst AS", "OBrien Ost"),
        ("Limited Co", "LIMITED CO."),
    ],
)
def test_names_are_the_same_but_for_case_accents_and_legal_form(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other) != ""


def test_codes_are_the_same_but_for_case_and_separators_and_short_tax_numbers_are_none() -> None:
    assert plain_code("MPN-R 001") == plain_code("mpnr/001")
    assert plain_tax_number("GB 999 9999 73") == plain_tax_number("gb999999973")
    assert plain_tax_number("n/a") == ""


def test_each_kind_of_evidence_is_a_sentence_and_the_strongest_ranks_first() -> None:
    customer = a_customer(name="Blue Lake", tax_id="51 824 753 556", external_id="900100")
    cards = [
        a_card(1, name="BLUE LAKE PTY LTD"),
        a_card(2, account_number="900100"),
        a_card(3, email="Accounts@BlueLake.example"),
        a_card(4, tax_number="51824753556"),
        a_card(5, name="Green Hill"),
    ]
    found = suggest_contacts([customer], cards)[customer.party.id]
    assert [(one.contact.id, one.evidence) for one in found] == [
        ("c-4", ("Both have the tax number 51824753556.",)),
        ("c-3", ("Both have the e-mail address Accounts@BlueLake.example.",)),
        ("c-2", ("The contact's account number is the customer's id 900100.",)),
        ("c-1", ("“Blue Lake” and “BLUE LAKE PTY LTD” are the same name but for case, accents and legal form.",)),
    ]


def test_a_contact_with_several_kinds_of_evidence_is_suggested_once_with_all_of_them() -> None:
    customer = a_customer(name="Blue Lake", email="a@b.example")
    (found,) = suggest_contacts([customer], [a_card(1, name="Blue Lake", email="a@b.example")])[customer.party.id]
    assert found.strength is Strength.EMAIL
    assert found.evidence == ("Both have the e-mail address a@b.example.", "Both are named “Blue Lake”.")


def test_an_archived_contact_is_suggested_after_active_ones_and_said_to_be() -> None:
    customer = a_customer(name="Blue Lake", email="")
    cards = [a_card(1, name="Blue Lake", active=False), a_card(2, name="blue lake")]
    first, second = suggest_contacts([customer], cards)[customer.party.id]
    assert (first.contact.id, second.contact.id) == ("c-2", "c-1")
    assert second.evidence[-1] == "The contact is archived: restore it in Xero before it is linked."


def test_what_nobody_says_is_no_evidence() -> None:
    assert suggest_contacts([a_customer(name="", email="", tax_id="")], [a_card(1, name="?", email="")]) == {}
    assert suggest_items([a_known_item(mpn="", name="")], [a_held_item("A", name="")]) == {}


def test_an_item_is_suggested_by_its_code_then_nearly_its_code_then_its_name() -> None:
    items = [
        a_held_item("X-1", name="Mail Seat"),
        a_held_item("mpn seat"),
        a_held_item("MPN-SEAT", name="MAIL SEAT"),
        a_held_item("DESK"),
    ]
    found = suggest_items([a_known_item()], items)[SEAT]
    assert [(one.item.code, one.strength) for one in found] == [
        ("MPN-SEAT", Strength.CODE),
        ("mpn seat", Strength.CODE_NEARLY),
        ("X-1", Strength.NAME),
    ]
    assert found[0].evidence == (
        "The item code is the MPN MPN-SEAT.",
        "“Mail seat” and “MAIL SEAT” are the same name but for case, accents and legal form.",
    )


def test_items_that_no_line_may_name_are_not_suggested() -> None:
    items = [a_held_item("MPN-SEAT", tracked=True), a_held_item("MPN_SEAT", sold=False)]
    assert suggest_items([a_known_item(), a_known_item(id=OTHER)], items) == {}
