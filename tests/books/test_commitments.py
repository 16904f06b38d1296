"""What is given back inside a commitment asks a person, unless a rule was made for that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connect_ext.books.documents.policies import CancellationFee, CancellationRule, FeeRule, ReductionRule
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import ProductId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.problems.problem import Code
from connect_ext.books.settings.one_order import Chosen, CreditChoice
from tests.books.builders import a_fee, an_item, an_order
from tests.books.day_builders import days
from tests.books.little_books import Found, LittleBooks, an_order_on, problems_in
from tests.books.test_cancellations import a_setup, codes, credited
from tests.books.test_changes import seats

YEAR = {an_item().id: 12}
PRODUCT = an_order().product_id
CREDIT = CancellationRule.CREDIT


def sold(commitments: dict[Any, int] | None = None, *more: Any, **settings: Any) -> LittleBooks:
    """Ten seats from 1 January on, approved."""
    known = {"commitments": YEAR if commitments is None else commitments}
    told = LittleBooks(status="AUTHORISED", settings=settings, facts=known)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10"), *more))
    return told


def fewer(on: str = "10 Jan", number: int = 2) -> Order:
    return an_order_on(OrderType.CHANGE, number, on, seats("10", "7"))


def cancel(on: str = "10 Jan", **item: Any) -> Order:
    return an_order_on(OrderType.CANCELLATION, 2, on, a_fee(quantity="10", **item))


def renewed(number: int, start: str, end: str) -> Order:
    fee = replace(a_fee(quantity="10"), renewal=days(start, end))
    return an_order_on(OrderType.RENEWAL, number, start, fee)


def chosen(choice: CreditChoice) -> dict[str, Any]:
    return {"chosen": Chosen(choice=choice, by="UR-1")}


def with_facts(told: LittleBooks, **more: Any) -> LittleBooks:
    told.facts = {**told.facts, **more}
    return told


def test_fewer_seats_ask_with_the_end_of_the_commitment_and_the_amount() -> None:
    (found,) = problems_in(sold().ask(fewer()))
    assert found.code is Code.COMMITMENT_ASKS
    assert (found.data["day"], found.data["amount"], found.data["items"]) == ("2027-01-01", "66.00 AUD", "Seat")


def test_what_the_order_says_of_its_item_counts_before_what_its_product_says() -> None:
    (found,) = problems_in(sold({}, cancellation=CREDIT).ask(cancel(committed=3)))
    assert found.data["day"] == "2026-04-01"


@pytest.mark.parametrize("commitments", [{}, {an_item().id: 1}])
def test_the_period_itself_is_no_commitment(commitments: dict[Any, int]) -> None:
    assert credited(sold(commitments).ask(fewer())) == ["66.00"]


def test_after_its_end_it_asks_no_more() -> None:
    told = sold({an_item().id: 2})
    told.made(renewed(3, "1 Feb", "1 Mar"))
    told.made(renewed(4, "1 Mar", "1 Apr"))
    assert codes(told.ask(fewer("28 Feb", 5))) == [Code.COMMITMENT_ASKS]
    assert isinstance(told.ask(fewer("1 Mar", 5)), Proposal)


RULED: tuple[dict[str, Any], ...] = (
    {"reductions": ReductionRule.QUANTITY_ONLY},
    {"reductions": ReductionRule.WITHIN_DAYS, "reduction_days": 30},
    {"reductions_by_product": {PRODUCT: ReductionRule.REFUND}},
)


@pytest.mark.parametrize("settings", RULED)
def test_a_rule_for_it_is_followed(settings: dict[str, Any]) -> None:
    assert not isinstance(sold(**settings).ask(fewer()), tuple)


def test_the_rule_of_another_product_is_none() -> None:
    others = {ProductId("PRD-1"): ReductionRule.REFUND}
    assert codes(sold(reductions_by_product=others).ask(fewer())) == [Code.COMMITMENT_ASKS]


def test_where_reductions_ask_anyway_the_commitment_is_named() -> None:
    assert codes(sold(reductions=ReductionRule.ASK).ask(fewer())) == [Code.COMMITMENT_ASKS]
    asks = {PRODUCT: ReductionRule.ASK}
    assert codes(sold(reductions_by_product=asks).ask(fewer())) == [Code.REDUCTION_ASKS]


def test_a_persons_choice_for_the_order_is_followed() -> None:
    assert credited(with_facts(sold(), **chosen(CreditChoice.REFUND)).ask(fewer())) == ["66.00"]


def test_a_cancellation_asks_too() -> None:
    assert codes(sold(cancellation=CREDIT).ask(cancel())) == [Code.COMMITMENT_ASKS]


def a_fee_of(rule: FeeRule) -> dict[str, Any]:
    return {"cancellation_fee": CancellationFee(rule=rule)}


@pytest.mark.parametrize(
    ("settings", "asks"),
    [
        ({"cancellations_by_product": {PRODUCT: CREDIT}}, False),
        ({"cancellation": CancellationRule.NO_CREDIT}, False),
        ({"cancellation": CancellationRule.WITHIN_DAYS, "cancellation_days": 30}, False),
        ({"cancellation": CREDIT, **a_fee_of(FeeRule.COMMITTED_PERIODS)}, False),
        ({"cancellation": CREDIT, **a_fee_of(FeeRule.PERCENT)}, True),
    ],
)
def test_a_cancellation_asks_where_no_rule_was_made_for_it(settings: dict[str, Any], asks: bool) -> None:
    found: Found = sold(**settings).ask(cancel())
    assert isinstance(found, tuple) is asks


def test_periods_that_have_not_begun_are_committed_to_as_well() -> None:
    told = sold(cancellation=CREDIT)
    told.made(renewed(3, "1 Feb", "1 Mar"))
    assert codes(told.ask(cancel("1 Feb"))) == [Code.COMMITMENT_ASKS]


def test_what_begins_and_ends_on_one_day_was_never_delivered_and_asks_nothing() -> None:
    assert credited(sold(cancellation=CREDIT).ask(cancel("1 Jan"))) == ["310.00"]


def test_what_is_charged_once_has_no_commitment() -> None:
    setup = a_setup()
    told = sold({setup.product_item.id: 12}, setup, cancellation=CREDIT)
    assert isinstance(told.ask(cancel("3 Jan")), Proposal)
