from __future__ import annotations

from typing import Any

import pytest

from connect_ext.books.mapping.profile import Incomplete, Profile, complete, profile_of
from connect_ext.books.orders.order import Address
from tests.books.mapping_builders import a_card

ADDRESS = Address(line1="1 Shore Road", city="Sydney", postal_code="2000", country="Australia")
FULL: dict[str, Any] = {
    "first_name": "Robin",
    "last_name": "Reed",
    "email": "robin@bluelake.example",
    "address": ADDRESS,
}


def test_a_contact_that_says_all_of_it_is_complete_without_state_phone_and_tax_number() -> None:
    found = complete(profile_of(a_card(name="Blue Lake", **FULL), "NZ"))
    assert isinstance(found, Profile)
    assert (found.name, found.address.country) == ("Blue Lake", "AU")


def test_everything_that_is_missing_is_named_at_once_in_the_order_of_a_form() -> None:
    assert complete(profile_of(a_card(name="Blue Lake"), "AU")) == Incomplete(
        missing=("address_line1", "city", "postal_code", "country", "first_name", "last_name", "email")
    )


@pytest.mark.parametrize(
    ("said", "read"),
    [("AU", "AU"), ("gb", "GB"), ("uk", "GB"), ("United Kingdom", "GB"), ("Atlantis", ""), ("", "NZ")],
)
def test_a_country_is_read_as_people_write_it_and_none_is_the_organisations_own(said: str, read: str) -> None:
    card = a_card(address=Address(line1="1 Shore Road", country=said))
    assert profile_of(card, "NZ").address.country == read


def test_without_an_address_no_country_is_presumed() -> None:
    assert profile_of(a_card(), "NZ").address.country == ""
