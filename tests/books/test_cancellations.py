from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.document import LineAmountTypes, Tracking
from connect_ext.books.documents.policies import CancellationFee, CancellationRule, FeeRule, ReductionRule, RefundLines
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import ProductItemId
from connect_ext.books.mapping.mapping import FeeMapping
from connect_ext.books.mapping.tracking import TrackingRule
from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Fee, FeeKind, Order, OrderType
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.problems.problem import Code
from tests.books.builders import AUD, USD, a_fee, a_rate, an_account, an_organisation
from tests.books.day_builders import SEATS, day, days, quantities, request
from tests.books.little_books import Found, LittleBooks, an_order_on, lowered, net_of, problems_in
from tests.books.mapping_builders import a_held_item, mappings
from tests.books.test_changes import ONE_TIME, seats
from tests.books.test_term_charges import a_period, a_renewal

SETUP = ProductItemId("PRD-276-377-545-0009")
CREDIT, NO_CREDIT = CancellationRule.CREDIT, CancellationRule.NO_CREDIT


def a_setup(number: int = 2, quantity: str = "1") -> Fee:
    return a_fee(number, quantity, FeeKind.SETUP, id=SETUP, name="Onboarding", **ONE_TIME)


def cancel(on: str = "10 Jan", number: int = 2, *fees: Fee) -> Order:
    return an_order_on(OrderType.CANCELLATION, number, on, *(fees or (a_fee(quantity="10"),)))


def books(rule: CancellationRule = CREDIT, *fees: Fee, status: str = "AUTHORISED", **settings: Any) -> LittleBooks:
    """Ten seats of January, 310.00, or what else is bought."""
    told = LittleBooks(status=status, settings={"cancellation": rule, **settings})
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", *(fees or (a_fee(quantity="10"),))))
    return told


def fee(rule: FeeRule, value: str = "0", **more: Any) -> dict[str, Any]:
    return {"cancellation_fee": CancellationFee(rule=rule, value=Decimal(value), **more)}


def credited(found: Found) -> list[str]:
    assert isinstance(found, Proposal), found
    return [str(line.line_amount) for note in found.credit_notes for line in note.lines]


def charged(found: Found) -> list[str]:
    assert isinstance(found, Proposal), found
    return [str(line.line_amount) for line in found.invoice.lines] if found.invoice else []


def reason(found: Found) -> str:
    assert isinstance(found, NothingToInvoice), found
    return found.reason


def codes(found: Found) -> Sequence[Code]:
    assert isinstance(found, tuple), found
    return [one.code for one in found]


def test_everything_that_is_billed_of_the_days_after_it_is_credited() -> None:
    told = books()
    assert credited(told.made(cancel())) == ["220.00"]
    assert told.coverage.covered(SEATS) == quantities(("1 Jan", 10), ("10 Jan", 0))


def test_the_line_says_what_it_is() -> None:
    (line,) = books().made(cancel()).lines
    assert line.mark == f"{request(2)}/2"
    assert ", 2026-01-10 to before 2026-02-01, cancelled " in line.description


def test_all_items_stand_on_one_credit_note() -> None:
    told = books(CREDIT, a_fee(1, "10"), a_fee(2, "1", id=ProductItemId("PRD-2")))
    assert credited(told.made(cancel())) == ["22.00", "220.00"]


def test_unless_a_person_chose_otherwise_a_person_is_asked_with_the_amount() -> None:
    (found,) = problems_in(books(CancellationRule.ASK).take(cancel()))
    assert found.sentence == (
        f"{request(2)} cancels Seat; a credit of what is billed of the days after it comes to 220.00 AUD."
    )


def test_with_no_credit_what_is_billed_stays() -> None:
    told = books(NO_CREDIT)
    assert reason(told.take(cancel())) == (
        "Nothing to credit: Seat: by the settings a cancellation gives nothing back."
    )
    assert told.coverage.covered(SEATS) == quantities(("1 Jan", 10), ("1 Feb", 0))


def test_inside_the_first_days_it_is_credited_and_after_them_it_is_not() -> None:
    rule = CancellationRule.WITHIN_DAYS
    assert credited(books(rule).made(cancel("7 Jan"))) == ["250.00"]
    assert reason(books(rule).take(cancel("8 Jan"))) == (
        "Nothing to credit: Seat: a cancellation is credited in the first 7 days only, here from 2026-01-01."
    )


@pytest.mark.parametrize("rule", list(CancellationRule))
def test_at_the_end_of_what_is_billed_there_is_nothing_to_credit_and_nothing_to_ask(rule: CancellationRule) -> None:
    assert reason(books(rule).take(cancel("1 Feb"))) == "Nothing to credit: Seat: billed up to 2026-01-31."


@pytest.mark.parametrize("rule", list(CancellationRule))
def test_what_begins_and_ends_on_one_day_is_credited_in_full_with_what_was_charged_once(
    rule: CancellationRule,
) -> None:
    told = books(rule, a_fee(1, "10"), a_setup())
    assert credited(told.made(cancel("1 Jan"))) == ["310.00", "31.00"]
    assert told.total == 0


def billed_into_february(rule: CancellationRule, **settings: Any) -> LittleBooks:
    """Ten seats of January and February: the cancellation is told late."""
    told = books(rule, **settings)
    told.made(a_period(a_fee(quantity="10"), number=12))
    return told


@pytest.mark.parametrize("rule", [NO_CREDIT, CancellationRule.WITHIN_DAYS])
def test_a_period_that_begins_after_it_is_credited_whatever_the_settings_say(rule: CancellationRule) -> None:
    told = billed_into_february(rule)
    found = told.made(cancel())
    assert credited(found) == ["310.00"]
    assert any("a cancellation" in remark for remark in found.remarks)
    assert told.coverage.covered(SEATS) == quantities(("1 Jan", 10), ("1 Feb", 0))


@pytest.mark.parametrize("rule", list(CancellationRule))
def test_one_that_begins_with_it_is_credited_too_without_a_question_and_without_a_fee(rule: CancellationRule) -> None:
    found = billed_into_february(rule, **fee(FeeRule.FIXED, "50")).made(cancel("1 Feb"))
    assert credited(found) == ["310.00"]
    assert found.invoice is None


def test_where_a_person_is_asked_it_is_about_all_of_it_and_a_percentage_leaves_later_periods_out() -> None:
    (found,) = problems_in(billed_into_february(CancellationRule.ASK).take(cancel()))
    assert "comes to 530.00 AUD" in found.sentence
    assert charged(billed_into_february(NO_CREDIT, **fee(FeeRule.PERCENT, "10")).made(cancel())) == ["22.00"]


def test_a_term_of_several_periods_that_a_renewal_bills_as_one_is_not_taken_apart() -> None:
    told = books(NO_CREDIT)
    told.made(a_renewal(a_fee(quantity="10"), of=days("1 Feb", "1 May")))
    assert "gives nothing back" in reason(told.take(cancel("10 Mar", 12)))
    assert "gives nothing back" in reason(told.take(cancel("1 Apr", 13)))


def test_what_was_charged_once_is_credited_inside_the_window_only() -> None:
    assert credited(books(CREDIT, a_fee(1, "10"), a_setup()).made(cancel("7 Jan"))) == ["250.00", "31.00"]
    found = books(CREDIT, a_fee(1, "10"), a_setup()).made(cancel("8 Jan"))
    assert credited(found) == ["240.00"]
    assert found.remarks == ("Onboarding: what is charged once is credited in its first 7 days only",)


def test_a_second_cancellation_finds_nothing_left() -> None:
    told = books()
    told.made(cancel())
    assert reason(told.take(cancel("15 Jan", 3))).startswith("Nothing to credit: Seat: ")


def test_after_a_reduction_only_the_rest_is_credited() -> None:
    told = books()
    told.made(an_order_on(OrderType.CHANGE, 2, "10 Jan", seats("10", "7")))
    assert credited(told.made(cancel("10 Jan", 3))) == ["154.00"]
    assert told.total == Decimal("90.00")


def test_a_draft_is_reduced_and_one_of_that_day_deleted() -> None:
    told = books(CREDIT, status="DRAFT")
    assert lowered(told.made(cancel())) == [Decimal("220.00")]
    whole = books(CREDIT, status="DRAFT")
    whole.made(cancel("1 Jan"))
    assert [one.status for one in whole.invoices.values()] == ["DELETED"]


def test_an_order_that_was_ignored_before_it_makes_a_person_look() -> None:
    told = books()
    ignored = an_order_on(OrderType.CHANGE, 2, "5 Jan", seats("10", "7"))
    told.orders.append(replace(told.orders[0], order=ignored, ignored=True, done=False))
    assert codes(told.take(cancel("10 Jan", 3))) == [Code.EARLIER_ORDER_IGNORED]


def test_what_nobody_here_billed_asks_a_person() -> None:
    assert codes(LittleBooks().take(cancel())) == [Code.CANCELLED_UNBILLED]


def test_what_is_billed_by_usage_alone_has_nothing_to_credit() -> None:
    told = LittleBooks(settings={"cancellation": CREDIT})
    told.take(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(kind=FeeKind.USAGE, period=None)))
    assert reason(told.take(cancel())) == "Nothing to credit: AS-1895-0864-1238: nothing of it is billed by the period."


def test_what_cost_nothing_is_given_up_without_a_document_and_nobody_is_asked() -> None:
    told = LittleBooks(prices={SEATS.product_item: "0"})
    told.take(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10")))
    assert reason(told.take(cancel())) == "Nothing to credit: it costs nothing."
    assert told.coverage.covered(SEATS) == quantities(("1 Jan", 10), ("10 Jan", 0))
    assert {one.state for one in told.coverage.stretches} == {CoverageState.WAIVED}


def test_an_item_of_which_nobody_knows_the_name_goes_by_its_id() -> None:
    told = books(NO_CREDIT)
    told.orders = [replace(told.orders[0], order=replace(told.orders[0].order, fees=()))]
    assert reason(told.take(cancel("10 Jan", 2, a_fee(id=ProductItemId("PRD-2"))))).startswith(
        f"Nothing to credit: {SEATS.product_item}: "
    )


def test_a_fixed_fee_stands_on_an_invoice_beside_the_credit() -> None:
    found = books(CREDIT, **fee(FeeRule.FIXED, "50", currency=AUD)).made(cancel())
    assert (charged(found), credited(found)) == (["50.00"], ["220.00"])
    assert net_of(found) == Decimal("-170.00")
    assert found.invoice is not None
    (line,) = found.invoice.lines
    assert line.description == (
        f"Cancellation fee: Harbour Mail, AS-1895-0864-1238 cancelled from 2026-01-10, a fixed fee {request(2)}/2"
    )
    assert line.explanation == (
        f"{request(2)} cancels AS-1895-0864-1238 from 2026-01-10: a fixed fee, 50 AUD; account 200, tax type OUTPUT."
    )
    assert line.covers == ()


def test_without_a_currency_of_its_own_it_is_in_that_of_the_organisation() -> None:
    found = books(NO_CREDIT, **fee(FeeRule.FIXED, "50")).made(cancel())
    assert found.invoice is not None
    assert (found.invoice.currency, charged(found)) == (AUD, ["50.00"])


def test_a_fee_has_an_account_and_a_tax_type_of_its_own() -> None:
    told = books(NO_CREDIT, **fee(FeeRule.FIXED, "50", account="270", tax_type="EXEMPTOUTPUT"))
    accounts = (an_account(), an_account("270"))
    told.facts["organisation"] = an_organisation(accounts=accounts)
    (line,) = told.made(cancel()).lines
    assert (line.account_code, line.tax_type) == ("270", "EXEMPTOUTPUT")


def test_the_mapping_of_the_fee_comes_before_its_settings_and_gives_it_an_item() -> None:
    told = books(NO_CREDIT, **fee(FeeRule.FIXED, "50", account="270", tax_type="OUTPUT"))
    told.facts["organisation"] = an_organisation(accounts=(an_account(), an_account("270"), an_account("280")))
    of_fee = FeeMapping(kind=FeeKind.CANCELLATION, item_code="FEE", account_code="280", tax_type="EXEMPTOUTPUT")
    told.facts["mappings"] = mappings(fees=(of_fee,), tracking=(TrackingRule(category="Region", option="West"),))
    told.facts["items"] = {"FEE": a_held_item("FEE")}
    (line,) = told.made(cancel()).lines
    assert (line.item_code, line.account_code, line.tax_type) == ("FEE", "280", "EXEMPTOUTPUT")
    assert line.tracking == (Tracking(category="Region", option="West"),)
    told.facts["items"] = {}
    assert codes(told.ask(cancel("11 Jan", 3))) == [Code.ITEM_UNUSABLE]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"fallback_account": ""}, Code.ACCOUNT_MISSING),
        (fee(FeeRule.FIXED, "50", account="999"), Code.ACCOUNT_UNUSABLE),
        (fee(FeeRule.FIXED, "50", currency=Currency("CHF")), Code.CURRENCY_NOT_ENABLED),
    ],
)
def test_a_fee_that_cannot_be_booked_is_a_problem(settings: dict[str, Any], code: Code) -> None:
    told = books(NO_CREDIT)
    told.settings |= fee(FeeRule.FIXED, "50") | settings
    assert codes(told.take(cancel())) == [code]


def test_a_percentage_is_of_what_is_left_of_the_billed_days() -> None:
    found = books(NO_CREDIT, **fee(FeeRule.PERCENT, "12.5")).made(cancel())
    assert charged(found) == ["27.50"]
    assert found.lines[0].explanation.startswith(
        f"{request(2)} cancels AS-1895-0864-1238 from 2026-01-10: 12.5 % of the 220 AUD left, 27.5 AUD;"
    )


@pytest.mark.parametrize("on", ["1 Jan", "1 Feb"])
@pytest.mark.parametrize("rule", [FeeRule.FIXED, FeeRule.PERCENT])
def test_no_fee_on_the_first_day_and_none_at_the_end_of_what_is_billed(rule: FeeRule, on: str) -> None:
    told = books(NO_CREDIT, **fee(rule, "50"))
    found = told.take(cancel(on))
    assert isinstance(found, NothingToInvoice) or found.invoice is None  # type: ignore[union-attr]


def test_a_percentage_of_days_in_two_currencies_is_a_problem() -> None:
    told = books(NO_CREDIT, **fee(FeeRule.PERCENT, "10"))
    (seat,) = told.coverage.stretches
    assert seat.rate is not None
    other = replace(
        seat,
        item=replace(SEATS, product_item=ProductItemId("PRD-2")),
        line=replace(seat.line, mark="PR-7/1"),
        rate=replace(seat.rate, currency=USD),
    )
    told.coverage = told.coverage.plus(other)
    assert codes(told.take(cancel())) == [Code.PRICES_IN_SEVERAL_CURRENCIES]


def test_a_percentage_leaves_out_the_days_of_which_nobody_knows_the_price() -> None:
    told = books(NO_CREDIT, **fee(FeeRule.PERCENT, "10"))
    (seat,) = told.coverage.stretches
    other = replace(
        seat,
        item=replace(SEATS, product_item=ProductItemId("PRD-2")),
        line=replace(seat.line, mark="PR-7/1"),
        state=CoverageState.BILLED_ELSEWHERE,
        rate=None,
    )
    told.coverage = told.coverage.plus(other)
    assert charged(told.take(cancel())) == ["22.00"]


def test_commitments_in_two_currencies_are_a_problem() -> None:
    both = (a_fee(1, "10", committed=12), a_fee(2, "1", id=ProductItemId("PRD-2"), committed=12))
    told = books(NO_CREDIT, *both, **fee(FeeRule.COMMITTED_PERIODS))
    known = [one for one in told.coverage.stretches if one.item == SEATS]
    (other,) = (one for one in told.coverage.stretches if one.item != SEATS)
    assert other.rate is not None
    dollars = replace(other, rate=replace(other.rate, currency=USD))
    told.coverage = Coverage(stretches=(*known, dollars))
    assert codes(told.take(cancel("10 Jan", 2, *both))) == [Code.PRICES_IN_SEVERAL_CURRENCIES]


def test_what_is_left_of_a_commitment_costs_its_full_periods_at_the_running_price() -> None:
    committed = a_fee(quantity="10", committed=12)
    found = books(CREDIT, committed, **fee(FeeRule.COMMITTED_PERIODS)).made(cancel("10 Jan", 2, committed))
    assert (charged(found), credited(found)) == (["3410.00"], ["220.00"])
    assert "10 x 31 AUD x 11 committed periods" in found.lines[0].description


def test_at_the_end_of_a_period_a_commitment_is_due_too_and_not_after_its_own_end() -> None:
    committed = a_fee(quantity="10", committed=3)
    told = books(CREDIT, committed, **fee(FeeRule.COMMITTED_PERIODS))
    assert charged(told.ask(cancel("1 Feb", 2, committed))) == ["620.00"]
    assert reason(told.ask(cancel("1 Apr", 2, committed))).startswith("Nothing to credit")


def test_what_an_order_does_not_say_of_a_commitment_its_product_may() -> None:
    told = books(CREDIT, **fee(FeeRule.COMMITTED_PERIODS))
    told.facts["commitments"] = {SEATS.product_item: 12}
    assert charged(told.made(cancel())) == ["3410.00"]
    in_the_order = a_fee(quantity="10", committed=3)
    again = books(CREDIT, in_the_order, **fee(FeeRule.COMMITTED_PERIODS))
    again.facts["commitments"] = {SEATS.product_item: 12}
    assert charged(again.made(cancel("10 Jan", 2, in_the_order))) == ["620.00"]


def test_a_commitment_that_nobody_knows_asks_a_person() -> None:
    told = books(CREDIT, **fee(FeeRule.COMMITTED_PERIODS))
    assert codes(told.take(cancel())) == [Code.COMMITMENT_UNKNOWN]


def test_seats_that_only_stay_covered_are_committed_to_no_more() -> None:
    committed = a_fee(quantity="10", committed=12)
    less = replace(a_fee(quantity="7", committed=12), old_quantity=Decimal(10))
    told = books(NO_CREDIT, committed, reductions=ReductionRule.QUANTITY_ONLY, **fee(FeeRule.COMMITTED_PERIODS))
    told.take(an_order_on(OrderType.CHANGE, 2, "5 Jan", less))
    assert told.coverage.covered(SEATS).on(day("9 Jan")) == 10
    found = told.made(cancel("10 Jan", 3, replace(less, old_quantity=None)))
    assert charged(found) == ["2387.00"]
    assert "7 x 31 AUD x 11 committed periods" in found.lines[0].description


def test_what_was_given_up_before_the_end_is_not_asked_for() -> None:
    gone = replace(a_fee(quantity="0"), old_quantity=Decimal(10))
    told = books(NO_CREDIT, reductions=ReductionRule.QUANTITY_ONLY, **fee(FeeRule.COMMITTED_PERIODS))
    told.take(an_order_on(OrderType.CHANGE, 2, "5 Jan", gone))
    assert reason(told.take(cancel("10 Jan", 3))).startswith("Nothing to credit")


def test_where_only_coverage_tells_of_an_item_its_quantity_is_the_committed_one() -> None:
    told = books(NO_CREDIT, **fee(FeeRule.COMMITTED_PERIODS))
    told.orders.clear()
    assert charged(told.take(cancel("10 Jan", 2, a_fee(quantity="10", committed=12)))) == ["3410.00"]


def test_in_arrears_a_commitment_whose_price_no_line_tells_asks_a_person() -> None:
    committed = a_fee(quantity="10", committed=12)
    arrears = frozenset({cancel().product_id})
    told = LittleBooks(settings={"cancellation": NO_CREDIT, "in_arrears": arrears, **fee(FeeRule.COMMITTED_PERIODS)})
    assert "charged when its period has ended" in reason(told.take(an_order_on(OrderType.SALES, 1, "1 Jan", committed)))
    (found,) = problems_in(told.take(cancel("10 Jan", 2, committed)))
    assert found.sentence == (
        f"{request(2)} ends Seat early, and what is left of its commitment is not known: nothing of it is billed that "
        "would tell its price."
    )


def test_fee_and_credit_share_an_invoice_where_that_is_chosen_and_it_stays_positive() -> None:
    negative = {"refund_lines": RefundLines.NEGATIVE_LINE}
    both = books(CREDIT, **fee(FeeRule.FIXED, "250"), **negative).made(cancel())
    assert (charged(both), credited(both)) == (["250.00", "-220.00"], [])
    apart = books(CREDIT, **fee(FeeRule.FIXED, "200"), **negative).made(cancel())
    assert (charged(apart), credited(apart)) == (["200.00"], ["220.00"])


def test_a_voided_invoice_has_nothing_to_credit() -> None:
    told = books()
    told.set_status(told.orders[0].order, "VOIDED")
    found = told.take(cancel())
    assert "INV-0001 is voided in Xero" in reason(found)
    assert told.coverage.covered(SEATS) == Quantities()


def test_an_inactive_tax_rate_of_the_fee_is_seen() -> None:
    told = books(NO_CREDIT, **fee(FeeRule.FIXED, "50"))
    told.facts["organisation"] = an_organisation(tax_rates=(a_rate(active=False),))
    assert codes(told.take(cancel())) == [Code.TAX_TYPE_UNUSABLE]


def test_a_fee_on_an_invoice_of_amounts_with_tax_has_the_tax_in_it() -> None:
    found = books(NO_CREDIT, line_amounts=LineAmountTypes.INCLUSIVE, **fee(FeeRule.FIXED, "50")).made(cancel())
    assert charged(found) == ["55.00"]
