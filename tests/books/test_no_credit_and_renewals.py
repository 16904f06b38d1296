"""What a cancellation leaves billed, whoever is told first; renewals within billed days; what is cancelled whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.documents.policies import (
    CancellationFee,
    CancellationRule,
    FeeRule,
    ProrationDisplay,
    ReductionRule,
)
from connect_ext.books.documents.update import NewStatus
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.problems.problem import Code
from connect_ext.books.proposing.propose import propose
from connect_ext.books.settings.one_order import Chosen, CreditChoice
from connect_ext.books.subscription.asset import KnownOrder
from tests.books.builders import a_fee, some_settings
from tests.books.day_builders import days
from tests.books.little_books import LittleBooks, an_order_on
from tests.books.test_changes import an_order_of, bought, seats
from tests.books.test_term_charges import a_period, a_renewal, knowing, lines

NO_CREDIT, WITHIN = CancellationRule.NO_CREDIT, CancellationRule.WITHIN_DAYS
WHOLE = [("5", "2026-02-01 to 2026-02-28", "155.00")]
HALF = [("5", "2026-02-01 to 2026-02-14 (14/28 of a month)", "77.50")]


def ended(on: str = "15 Feb", chosen: CreditChoice | None = None) -> KnownOrder:
    by = Chosen(choice=chosen, by="UR-1") if chosen else None
    return KnownOrder(order=an_order_of(OrderType.CANCELLATION, 2, on), ignored=False, chosen=by)


@pytest.mark.parametrize(
    ("rule", "chosen", "on", "billed"),
    [
        (NO_CREDIT, None, "15 Feb", WHOLE),
        (CancellationRule.CREDIT, None, "15 Feb", HALF),
        (CancellationRule.ASK, CreditChoice.NO_CREDIT, "15 Feb", WHOLE),
        (NO_CREDIT, CreditChoice.CREDIT_UNUSED, "15 Feb", HALF),
        (WITHIN, None, "15 Feb", WHOLE),
        (WITHIN, None, "7 Feb", [("5", "2026-02-01 to 2026-02-06 (6/28 of a month)", "33.21")]),
    ],
)
def test_a_period_that_is_billed_after_its_cancellation_comes_to_what_it_would_have_before(
    rule: CancellationRule, chosen: CreditChoice | None, on: str, billed: list[tuple[str, str, str]]
) -> None:
    settings = some_settings(cancellation=rule)
    assert lines(a_period(), knowing(bought(), ended(on, chosen), settings=settings)) == billed


def test_a_period_that_begins_with_the_cancellation_or_after_it_is_not_billed() -> None:
    told = LittleBooks(settings={"cancellation": NO_CREDIT})
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="5")))
    told.take(an_order_on(OrderType.CANCELLATION, 2, "1 Feb"))
    assert isinstance(told.ask(a_period()), NothingToInvoice)


def test_what_ended_on_the_day_on_which_it_began_is_not_billed_to_the_end() -> None:
    on_one_day = (an_order_of(OrderType.SALES, 1, "10 Jan", a_fee(quantity="5")), ended("10 Jan").order)
    others = [KnownOrder(order=order, ignored=False) for order in on_one_day]
    about = knowing(*others, coverage=Coverage(), settings=some_settings(cancellation=NO_CREDIT))
    assert isinstance(propose(a_period(of=days("1 Jan", "1 Feb")), about), NothingToInvoice)


# Renewals -------------------------------------------------------------------------------------------------------------


def renewed(**settings: Any) -> LittleBooks:
    """Ten seats are billed for January."""
    told = LittleBooks(settings=settings)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10")))
    return told


def fewer(on: str = "22 Jan") -> Order:
    return a_renewal(a_fee(quantity="7"), of=days(on, "22 Feb"), on=on)


def test_a_renewal_within_billed_days_gives_back_what_it_has_less_of_them_and_charges_the_rest() -> None:
    found = renewed().made(fewer())
    assert [str(line.line_amount) for note in found.credit_notes for line in note.lines] == ["30.00"]
    assert found.invoice is not None
    assert [line.quantity for line in found.invoice.lines] == [Decimal(7)]


def test_where_only_the_quantity_changes_the_overlap_stays_and_the_proposal_says_so() -> None:
    found = renewed(reductions=ReductionRule.QUANTITY_ONLY).made(fewer())
    assert found.credit_notes == ()
    assert any("nothing to credit" in remark for remark in found.remarks)


def test_where_it_is_asked_the_overlap_is_asked_for() -> None:
    found = renewed(reductions=ReductionRule.ASK).ask(fewer())
    assert isinstance(found, tuple)
    assert [one.code for one in found] == [Code.REDUCTION_ASKS]


def test_a_renewal_whose_overlap_a_later_order_has_settled_gives_nothing_back_and_says_why() -> None:
    told = renewed()
    told.take(an_order_of(OrderType.CHANGE, 9, "22 Jan", replace(a_fee(quantity="10"), old_quantity=Decimal(7))))
    found = told.made(fewer())
    assert found.credit_notes == ()
    assert "Seat: nothing to credit: a later order of the subscription has settled it" in found.remarks


# A fixed fee in arrears -----------------------------------------------------------------------------------------------


def in_arrears(on: str, *, product: str | None = None, rule: FeeRule = FeeRule.FIXED, quantity: str = "10") -> Any:
    bought_on = an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity=quantity))
    fee = CancellationFee(rule=rule, value=Decimal(50), currency=Currency("AUD"))
    arrears = frozenset({product or bought_on.product_id})
    told = LittleBooks(settings={"cancellation": NO_CREDIT, "cancellation_fee": fee, "in_arrears": arrears})
    told.take(bought_on)
    return told.take(an_order_on(OrderType.CANCELLATION, 2, on))


def test_a_fixed_fee_is_due_for_what_ends_within_a_period_that_is_billed_afterwards() -> None:
    found = in_arrears("10 Jan")
    assert isinstance(found, Proposal)
    assert found.invoice is not None
    assert [line.line_amount for line in found.invoice.lines] == [Decimal("50.00")]


@pytest.mark.parametrize(
    "other", [{"on": "1 Feb"}, {"on": "10 Jan", "rule": FeeRule.PERCENT}, {"on": "10 Jan", "quantity": "0"}]
)
def test_none_is_due_at_the_end_of_a_period_nor_of_what_nothing_is_left(other: dict[str, Any]) -> None:
    assert isinstance(in_arrears(**other), NothingToInvoice)


# Proration on a line of its own ---------------------------------------------------------------------------------------


def test_a_prorated_draft_that_is_cancelled_whole_is_deleted_and_not_left_at_nothing() -> None:
    settings = {"cancellation": CancellationRule.CREDIT, "proration_display": ProrationDisplay.SEPARATE}
    told = LittleBooks(status="DRAFT", settings=settings)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10")))
    more = told.made(an_order_of(OrderType.CHANGE, 2, "11 Jan", seats("10", "15")))
    assert more.invoice is not None
    assert [str(line.line_amount) for line in more.invoice.lines] == ["155.00", "-50.00"]
    found = told.made(an_order_on(OrderType.CANCELLATION, 3, "11 Jan"))
    ends = {change.document: change for change in found.changes}[more.invoice.key]
    assert ends.update.status is NewStatus.DELETED
    assert ends.explanation.startswith("105 AUD less on ")
    assert told.total == Decimal(100)
