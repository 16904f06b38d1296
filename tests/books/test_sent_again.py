"""What an order bills that is worked off after others which came later: its own, of its own days, and no more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from connect_ext.books.documents.policies import CancellationRule
from connect_ext.books.orders.order import OrderType
from connect_ext.books.prices.price import Price
from connect_ext.books.problems.problem import Code
from connect_ext.books.subscription.asset import AssetFacts, KnownOrder
from connect_ext.books.subscription.running import running_price
from tests.books.builders import JPY, a_fee, facts, nothing_of, problems_of, proposed, some_settings, the_invoice
from tests.books.day_builders import SEATS, a_line, a_rate, a_stretch, covering, day, periods
from tests.books.test_changes import a_change, an_order_of, bought, changed, knowing, lines, seats

JANUARY, FEBRUARY = (a_stretch(rate=a_rate("31")), a_stretch("1 Feb", "1 Mar", line=a_line(2), rate=a_rate("56")))
OVER_BOTH = covering(JANUARY, FEBRUARY)


def running() -> Price:
    found = running_price(OVER_BOTH, SEATS, day("10 Jan"))
    assert found is not None
    return found


def test_what_is_added_over_two_terms_costs_in_each_what_that_term_costs() -> None:
    about = knowing(coverage=OVER_BOTH, quote=running())
    assert lines(a_change(seats("5", "6"), number=3), about) == [("/1", "1", "22.00"), ("/2", "1", "56.00")]


def test_a_price_that_a_person_entered_holds_for_all_of_it() -> None:
    of_a_person = replace(running(), evidence="a person's choice for this order")
    (line,) = the_invoice(
        proposed(a_change(seats("5", "6"), number=3), knowing(coverage=OVER_BOTH, quote=of_a_person))
    ).lines
    assert line.line_amount == Decimal("53.00")


def test_terms_in_two_currencies_are_a_problem() -> None:
    in_yen = covering(JANUARY, replace(FEBRUARY, rate=a_rate("56", periods(), JPY)))
    (found,) = problems_of(a_change(seats("5", "6"), number=3), knowing(coverage=in_yen, quote=running()))
    assert found.code is Code.PRICES_IN_SEVERAL_CURRENCIES


def test_what_comes_back_within_a_period_that_nobody_billed_is_billed_with_its_order() -> None:
    gone = changed(seats("5", "0"), on="10 Jan", number=2)
    back = a_change(seats("0", "4"), on="15 Feb", number=3)
    assert lines(back, knowing(bought(), gone)) == [("/1", "4", "62.00")]


def test_what_comes_back_as_a_period_begins_is_billed_with_the_period() -> None:
    gone = changed(seats("5", "0"), on="10 Jan", number=2)
    assert "counts from the next period on" in nothing_of(
        a_change(seats("0", "4"), on="1 Mar", number=3), knowing(bought(), gone)
    )


def test_a_purchase_that_was_cancelled_whole_meanwhile_bills_nothing() -> None:
    end = KnownOrder(order=an_order_of(OrderType.CANCELLATION, 2, "1 Jan"), ignored=False, done=True)
    about = facts(asset=AssetFacts(others=(end,)), settings=some_settings(cancellation=CancellationRule.NO_CREDIT))
    purchase = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(quantity="5"))
    assert "none is in force from 2026-01-01 to 2026-01-31" in nothing_of(purchase, about)


def test_several_fees_of_one_item_bill_together_what_is_left_of_it() -> None:
    less = KnownOrder(order=a_change(seats("5", "3")), ignored=False, done=True)
    purchase = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(1, "2"), a_fee(2, "3"))
    found = the_invoice(proposed(purchase, facts(asset=AssetFacts(others=(less,))))).lines
    covered = covering(*(stretch for line in found for stretch in line.covers)).covered(SEATS)
    assert [covered.on(day(on)) for on in ("9 Jan", "10 Jan", "31 Jan")] == [5, 3, 3]
