"""Reverse charge needs the customer's tax number, wherever it is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from connect_ext.books.problems.problem import Code, Problem
from connect_ext.books.proposing.propose import propose
from tests.books.builders import a_fee, a_held_contact, a_party, a_rate, an_order, an_organisation, facts

REVERSED = an_organisation(tax_rates=(replace(a_rate(), name="EC services", reverse_charge=True),))


def asked(tax_id: str = "", **about: Any) -> list[Problem]:
    known = facts(**{"organisation": REVERSED, **about})
    found = propose(an_order(a_fee(1), a_fee(2), customer=a_party(tax_id=tax_id)), known)
    return list(found) if isinstance(found, tuple) else []


def test_without_a_tax_number_a_person_is_asked_once() -> None:
    (found,) = asked()
    assert found.code is Code.TAX_NUMBER_MISSING
    assert found.sentence == (
        "Blue Lake Pty Ltd has no tax number, which EC services (OUTPUT) needs: the customer owes the tax."
    )


def test_blanks_are_no_number() -> None:
    assert len(asked(" ")) == 1


def test_the_number_counts_that_connect_says_or_the_contact_has() -> None:
    assert asked("51824753556") == []
    assert asked(held_contact=a_held_contact(tax_number="51824753556")) == []
    assert len(asked(held_contact=a_held_contact())) == 1


def test_an_ordinary_rate_needs_none() -> None:
    assert asked(organisation=an_organisation()) == []


def test_it_is_told_with_all_other_problems() -> None:
    (one, *_), gone = asked(), asked(held_contact=a_held_contact(active=False))
    assert [found.code for found in gone] == [Code.CONTACT_ARCHIVED, one.code]
