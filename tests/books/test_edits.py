from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from connect_ext.books.documents.document import LineItem
from connect_ext.books.mapping.mapping import CustomerRule
from connect_ext.books.money import Amount, plain
from connect_ext.books.orders.order import Order
from connect_ext.books.prices.edits import Edits, FeeEdit, edited_order, edited_quotes
from connect_ext.books.prices.price import Price
from connect_ext.books.problems.problem import Code, Problem
from connect_ext.books.settings.settings import PriceSource
from tests.books.builders import (
    AUD,
    a_fee,
    a_party,
    a_price,
    an_account,
    an_order,
    an_organisation,
    facts,
    no_price,
    problems_of,
    proposed,
)
from tests.books.mapping_builders import mappings

OWN = Price(amount=Decimal(9), currency=AUD, source=PriceSource.OWN_TABLE, evidence="your own price table, row for X")


def sent(edit: FeeEdit, order: Order | None = None) -> list[LineItem]:
    """The lines of an order of two fees at 12.50, or 9 in the own table, whose first is edited."""
    edits: Edits = {1: edit}
    placed = order or an_order(a_fee(1, "2"), a_fee(2, "3", id="PRD-276-377-545-0002"))
    about = facts(a_price(), OWN)
    about = replace(about, quotes=edited_quotes(about.quotes, edits))
    return list(proposed(edited_order(placed, edits), about).lines)


def figures(lines: list[LineItem]) -> list[str]:
    return [f"{plain(line.quantity)} x {plain(line.unit_amount)}" for line in lines]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (FeeEdit(), "2 x 12.5"),
        (FeeEdit(quantity=Decimal(5)), "5 x 12.5"),
        (FeeEdit(price=Amount(value=Decimal("11.11"), currency=AUD)), "2 x 11.11"),
        (FeeEdit(source=PriceSource.OWN_TABLE), "2 x 9"),
        (FeeEdit(discount=Decimal(10)), "2 x 11.25"),
        (FeeEdit(source=PriceSource.OWN_TABLE, discount=Decimal(50)), "2 x 4.5"),
    ],
)
def test_an_edit_concerns_its_own_fee_and_no_other(edit: FeeEdit, expected: str) -> None:
    assert figures(sent(edit)) == [expected, "3 x 12.5"]


def test_words_of_a_person_stand_in_place_of_the_names_and_the_dates_and_the_mark_stay() -> None:
    line = sent(FeeEdit(description="Seats for the new office"))[0]
    assert line.description == f"Seats for the new office, per month from 2026-11-01 {line.mark}"


def test_the_explanation_says_that_a_person_chose_the_price() -> None:
    line = sent(FeeEdit(price=Amount(value=Decimal(10), currency=AUD), discount=Decimal(5)))[0]
    assert "from a person's choice for this order, 10 less 5 % by a person" in line.explanation


def test_what_is_billed_by_hand_is_what_is_covered() -> None:
    (stretch,) = sent(FeeEdit(quantity=Decimal(5)))[0].covers
    assert stretch.quantity == 5


def test_a_fee_of_quantity_nought_makes_no_line() -> None:
    assert figures(sent(FeeEdit(quantity=Decimal(0)))) == ["3 x 12.5"]


def test_a_source_that_is_not_asked_has_no_price() -> None:
    about = facts(a_price())
    about = replace(about, quotes=edited_quotes(about.quotes, {1: FeeEdit(source=PriceSource.OWN_TABLE)}))
    assert [found.code for found in problems_of(about=about)] == [Code.PRICE_MISSING]


def test_a_discount_does_not_invent_a_price() -> None:
    edits = {1: FeeEdit(discount=Decimal(5))}
    about = facts(no_price())
    found: tuple[Problem, ...] = problems_of(about=replace(about, quotes=edited_quotes(about.quotes, edits)))
    assert [one.code for one in found] == [Code.PRICE_MISSING]


def test_account_and_tax_type_of_a_person_stand_before_every_rule() -> None:
    edited = edited_order(an_order(a_fee(1)), {1: FeeEdit(account_code="260", tax_type="EXEMPTOUTPUT")})
    rule = CustomerRule(customer=a_party().id, account_code="200", tax_type="OUTPUT")
    accounts = an_organisation(accounts=(an_account(), an_account("260")))
    about = facts(a_price(), organisation=accounts, mappings=mappings(customers={rule.customer: rule}))
    (line,) = proposed(edited, about).lines
    assert (line.account_code, line.tax_type) == ("260", "EXEMPTOUTPUT")
    assert "account by a person for this order, tax type by a person for this order." in line.explanation
