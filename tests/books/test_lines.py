from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from connect_ext.books.orders.order import BillingPeriod, FeeKind, SkuClass
from connect_ext.books.prices.price import Quote
from connect_ext.books.problems.problem import Code
from tests.books.builders import (
    JPY,
    a_fee,
    a_price,
    an_order,
    facts,
    no_price,
    nothing_of,
    problems_of,
    proposed,
    some_settings,
    the_invoice,
    the_line,
)


def test_a_line_keeps_quantity_and_price_and_says_how_it_came_about() -> None:
    line = the_line()
    assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(2), Decimal("12.5"), Decimal(25))
    assert line.explanation == (
        "PR-1895-0864-1238-001 ordered 2 of MPN-SEAT at 12.5 AUD each, from price list PL-1, st0p, "
        "for 2026-11-01 to 2026-11-30; account 200 for licence items, tax type OUTPUT."
    )


def test_the_description_names_product_item_service_start_and_mark() -> None:
    assert the_line().description == "Harbour Mail: Seat, per month from 2026-11-01 PR-1895-0864-1238-001/1"


@pytest.mark.parametrize(("months", "words"), [(1, "per month"), (12, "per year"), (3, "per 3 months")])
def test_the_period_is_in_words(months: int, words: str) -> None:
    line = the_line(an_order(a_fee(period=BillingPeriod(months=months))))
    assert f", {words} from 2026-11-01 " in line.description


def test_a_one_time_item_names_no_period() -> None:
    assert (
        the_line(an_order(a_fee(period=None, sku_class=SkuClass.CUSTOM, name="Setup"))).description
        == "Harbour Mail: Setup PR-1895-0864-1238-001/1"
    )


def test_the_product_is_not_said_twice_and_an_item_without_name_goes_by_its_mpn() -> None:
    named = the_line(an_order(a_fee(name="Harbour Mail Seat", period=None)))
    nameless = the_line(an_order(a_fee(name="", period=None)))
    assert named.description == "Harbour Mail Seat PR-1895-0864-1238-001/1"
    assert nameless.description == "Harbour Mail: MPN-SEAT PR-1895-0864-1238-001/1"


def test_the_service_starts_on_the_day_of_the_platform_s_clock() -> None:
    already_the_2nd_in_sydney = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)
    line = the_line(an_order(effective_at=already_the_2nd_in_sydney))
    assert "from 2026-11-01" in line.description


def test_where_quantity_and_price_cannot_be_kept_the_description_holds_the_arithmetic() -> None:
    line = the_line(an_order(a_fee(quantity="3", period=None)), facts(a_price("0.5", JPY)))
    assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(1), Decimal(2), Decimal(2))
    assert line.description == "Harbour Mail: Seat, 3 x 0.5 JPY PR-1895-0864-1238-001/1"


def test_trimming_cuts_the_title_and_keeps_service_start_arithmetic_and_mark() -> None:
    line = the_line(an_order(a_fee(quantity="3", name="S" * 5000)), facts(a_price("0.5", JPY)))
    assert len(line.description) <= 4000
    assert line.description.endswith("SSS, per month from 2026-11-01, 3 x 0.5 JPY PR-1895-0864-1238-001/1")


def test_a_missing_price_is_a_problem_and_never_zero() -> None:
    tried = facts(no_price("column st0p is empty"), no_price("your own price table has no row"))
    (found,) = problems_of(about=tried)
    assert found.code is Code.PRICE_MISSING
    assert found.sentence == ("No price for Seat (MPN-SEAT): column st0p is empty; your own price table has no row.")


def test_a_missing_price_is_a_problem_even_where_zero_lines_are_shown() -> None:
    (found,) = problems_of(about=facts(no_price(), settings=some_settings(show_zero_lines=True)))
    assert found.code is Code.PRICE_MISSING


def test_without_any_source_the_problem_says_so() -> None:
    (found,) = problems_of(about=facts(by_fee={}))
    assert found.sentence.endswith(": no price source is chosen.")


def test_quantity_zero_makes_no_line_and_asks_for_no_price() -> None:
    proposal = proposed(an_order(a_fee(1), a_fee(2, "0", name="Mailbox")), facts(by_fee={1: (a_price(),)}))
    assert [line.mark for line in the_invoice(proposal).lines] == ["PR-1895-0864-1238-001/1"]
    assert proposal.remarks == ("Mailbox: quantity 0",)


def test_quantity_zero_makes_no_line_even_where_zero_lines_are_shown() -> None:
    about = facts(settings=some_settings(show_zero_lines=True))
    assert nothing_of(an_order(a_fee(quantity="0")), about) == "Nothing to invoice: Seat: quantity 0."


def test_price_zero_is_left_out_and_said() -> None:
    proposal = proposed(an_order(a_fee(1), a_fee(2)), facts(by_fee={1: (a_price(),), 2: (a_price("0"),)}))
    assert len(the_invoice(proposal).lines) == 1
    assert proposal.remarks == ("Seat: price 0",)


def test_a_price_that_rounds_to_nothing_is_not_called_zero() -> None:
    order = an_order(a_fee(quantity="1", name=""))
    assert nothing_of(order, facts(a_price("0.004"))) == (
        "Nothing to invoice: MPN-SEAT: price 0.004, which comes to 0."
    )


def test_a_line_of_zero_needs_no_account() -> None:
    about = facts(a_price("0"), settings=some_settings(fallback_account=""))
    assert nothing_of(an_order(), about) == "Nothing to invoice: Seat: price 0."


def test_zero_lines_are_shown_where_the_installation_wants_them() -> None:
    line = the_line(about=facts(a_price("0"), settings=some_settings(show_zero_lines=True)))
    assert (line.quantity, line.unit_amount, line.line_amount) == (Decimal(2), Decimal(0), Decimal(0))


@pytest.mark.parametrize("quantity", ["unlimited", ""])
def test_a_priced_item_without_countable_quantity_is_a_problem(quantity: str) -> None:
    (found,) = problems_of(an_order(a_fee(quantity=quantity)))
    assert found.code is Code.QUANTITY_UNUSABLE
    assert found.sentence == f"MPN-SEAT has a price but its quantity is “{quantity}”, which cannot be billed."


def test_an_item_without_countable_quantity_and_without_price_is_not_dropped() -> None:
    (found,) = problems_of(an_order(a_fee(quantity="unlimited")), facts(no_price()))
    assert found.code is Code.PRICE_MISSING


def test_an_unlimited_item_that_is_free_is_left_out() -> None:
    assert nothing_of(an_order(a_fee(quantity="unlimited")), facts(a_price("0"))).endswith("Seat: price 0.")


@pytest.mark.parametrize("quantity", ["3", "0", "unlimited"])
@pytest.mark.parametrize("quote", [no_price(), a_price("5"), a_price("0")])
def test_usage_is_never_billed_when_it_is_ordered(quantity: str, quote: Quote) -> None:
    order = an_order(a_fee(1), a_fee(2, quantity, FeeKind.USAGE, name="Traffic"))
    proposal = proposed(order, facts(by_fee={1: (a_price(),), 2: (quote,)}))
    assert [line.mark for line in the_invoice(proposal).lines] == ["PR-1895-0864-1238-001/1"]
    assert proposal.remarks == ("Traffic: billed by usage, not when it is ordered",)


def test_an_amount_larger_than_xero_takes_is_a_problem() -> None:
    largest = the_line(an_order(a_fee(quantity="1")), facts(a_price("9999999999.99")))
    (found,) = problems_of(an_order(a_fee(quantity="1")), facts(a_price("10000000000")))
    assert largest.line_amount == Decimal("9999999999.99")
    assert found.code is Code.PRICE_TOO_LARGE
    assert found.sentence.startswith("The amount 10000000000 of MPN-SEAT")
