from __future__ import annotations

import pytest

from connect_ext.books.booking.similar import similar, told
from connect_ext.books.mapping.contact_card import ContactCard
from tests.books.builders import a_party, facts, problems_of, proposed
from tests.books.mapping_builders import a_card

LAKE = a_party(name="Blue Lake Pty Ltd", tax_id="51 824 753 556")


@pytest.mark.parametrize(
    "card",
    [
        a_card(name="Another", tax_number="51824753556"),
        a_card(name="Another", email=LAKE.email.upper()),
        a_card(name="Another", account_number=LAKE.id),
        a_card(name="Blue Lake"),
        a_card(name="Blue Lake Pty Ltd", active=False),
        a_card(name="Blue Lake Pty Ltd", email=LAKE.email),
    ],
)
def test_any_hit_asks_before_a_contact_is_made(card: ContactCard) -> None:
    hits = similar([LAKE], [card])[LAKE.id]
    assert [hit.contact for hit in hits] == [card]
    (found,) = problems_of(about=facts(similar=hits))
    assert found.code.value == "XI-305"
    assert found.sentence.startswith("Xero has what may be Blue Lake Pty Ltd already: “")


def test_a_contact_of_another_customer_and_a_name_that_is_only_taken_do_not_ask() -> None:
    cards = [a_card(1, number="TA-9", email=LAKE.email), a_card(2, name="BLUE LAKE PTY LTD"), a_card(3, name="Green")]
    assert similar([LAKE], cards) == {}
    assert proposed(about=facts(similar=())).contact.name == "Blue Lake Pty Ltd"


def test_only_the_best_of_many_are_named() -> None:
    hits = similar([LAKE], [a_card(number, name=f"N{number}", email=LAKE.email) for number in range(5)])[LAKE.id]
    assert told(hits).startswith("“N0” (Both have the e-mail address accounts@bluelake.example); “N1”")
    assert told(hits).endswith("; and 2 more")
