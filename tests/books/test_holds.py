from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.by_hand.holds import History, holds, new_contact
from connect_ext.books.documents.document import CreditNote, LineAmountTypes
from connect_ext.books.documents.policies import HoldRules
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import contact_key, credit_key
from connect_ext.books.money import Amount, Currency
from connect_ext.books.settings.settings import NewContacts
from tests.books.builders import AUD, TODAY, USD, a_party, an_order, proposed, some_settings

USUAL = HoldRules(first_documents=0)
KNOWN = History(documents=9, last={AUD: Decimal(100)})


def an_amount(value: str = "25", currency: Currency = AUD) -> Amount:
    return Amount(value=Decimal(value), currency=currency)


def a_credit() -> Proposal:
    order = an_order()
    note = CreditNote(
        key=credit_key(order.key),
        contact=contact_key(a_party().id),
        contact_id=None,
        number=None,
        reference="Credit",
        date=TODAY,
        currency=AUD,
        currency_rate=None,
        branding_theme=None,
        line_amount_types=LineAmountTypes.EXCLUSIVE,
        lines=(),
    )
    return replace(proposed(order), credit_notes=(note,))


def held_for(
    proposal: Proposal | None = None, net: Amount | None = None, history: History = KNOWN, **rules: Any
) -> list[str]:
    found = holds(proposal or proposed(), net or an_amount(), history, replace(USUAL, **rules))
    return [one.code.value for one in found]


def test_an_ordinary_order_of_a_known_customer_goes_out() -> None:
    assert held_for() == []


def test_every_credit_is_left_to_a_person_unless_that_is_switched_off() -> None:
    assert held_for(a_credit()) == ["XI-801"]
    assert held_for(a_credit(), credits=False) == []


@pytest.mark.parametrize(("value", "codes"), [("300", []), ("300.01", ["XI-802"])])
def test_more_than_three_times_the_last_document_is_unusual(value: str, codes: list[str]) -> None:
    assert held_for(net=an_amount(value)) == codes
    assert held_for(net=an_amount(value), unusually_large=False) == []


def test_amounts_of_two_currencies_are_never_compared() -> None:
    assert held_for(net=an_amount("900", USD)) == []
    assert held_for(net=an_amount("900", USD), above={AUD: Decimal(10)}) == []


@pytest.mark.parametrize(("value", "codes"), [("250", []), ("250.01", ["XI-803"])])
def test_above_the_limit_a_person_looks_first(value: str, codes: list[str]) -> None:
    assert held_for(net=an_amount(value), above={AUD: Decimal(250)}) == codes


@pytest.mark.parametrize(("documents", "codes"), [(2, ["XI-804"]), (3, [])])
def test_the_first_documents_of_an_installation_are_looked_at(documents: int, codes: list[str]) -> None:
    assert held_for(history=replace(KNOWN, documents=documents), first_documents=3) == codes


def test_a_new_customer_is_held_only_where_somebody_wants_that() -> None:
    new = History(documents=9)
    assert held_for(history=new) == []
    assert held_for(history=new, first_of_customer=True) == ["XI-805"]
    assert held_for(first_of_customer=True) == []


def test_all_reasons_are_told_at_once() -> None:
    found = held_for(a_credit(), an_amount("900"), replace(KNOWN, documents=0), first_documents=1)
    assert found == ["XI-801", "XI-802", "XI-804"]


@pytest.mark.parametrize(
    ("made", "chosen", "held"),
    [
        (9, {}, True),
        (10, {}, False),
        (0, {"new_contacts_seen": 0}, False),
        (99, {"new_contacts": NewContacts.ALWAYS_ASK}, True),
    ],
)
def test_new_contacts_are_a_persons_until_enough_were_made_or_always(
    made: int, chosen: dict[str, Any], held: bool
) -> None:
    assert (new_contact("PR-1", "Harbour", made, some_settings(**chosen)) is not None) is held


def test_a_contact_that_waits_says_until_when() -> None:
    found = new_contact("PR-1", "Harbour", 2, some_settings())
    assert found is not None
    assert found.sentence == (
        "PR-1 needs a new contact, “Harbour”, which auto-sync leaves to a person until 10 were made."
    )
