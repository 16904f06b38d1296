"""Renewals and billing periods: each bills what is in force on its days and is not billed (money §1, §6)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.days import Days
from connect_ext.books.documents.policies import ReductionRule
from connect_ext.books.facts.proposal import Facts, NothingToInvoice, Proposal
from connect_ext.books.orders.order import Fee, Order, OrderType, SkuClass
from connect_ext.books.problems.problem import Code
from connect_ext.books.proposing.propose import propose
from connect_ext.books.subscription.asset import AssetFacts, KnownOrder
from tests.books.builders import a_fee, a_price, facts, nothing_of, problems_of, proposed, some_settings
from tests.books.day_builders import MONTHLY, SEATS, YEARLY, a_line, a_rate, a_stretch, covering, day, days, periods
from tests.books.little_books import LittleBooks, an_order_on, problems_in
from tests.books.test_changes import an_order_of, bought, changed, seats

FEBRUARY = days("1 Feb", "1 Mar")


def a_period(*fees: Fee, of: Days = FEBRUARY, own: bool = True, number: int = 9) -> Order:
    """Of our own calendar, unless it is a billing request of Connect."""
    asked = tuple(replace(fee, renewal=of if own else None) for fee in fees or (a_fee(quantity="99"),))
    return replace(an_order_of(OrderType.BILLING, number, of.start.isoformat(), *asked), period=of)


def a_renewal(*fees: Fee, of: Days = FEBRUARY, on: str = "1 Feb") -> Order:
    asked = tuple(replace(fee, renewal=of) for fee in fees or (a_fee(quantity="5"),))
    return an_order_of(OrderType.RENEWAL, 8, on, *asked)


def knowing(*others: KnownOrder, coverage: Coverage | None = None, settings: Any = None, **more: Any) -> Facts:
    """Five monthly seats were bought on 1 January and are billed for that month, unless told otherwise."""
    billed = covering(a_stretch()) if coverage is None else coverage
    asset = AssetFacts(others=others or (bought(),), coverage=billed, **more)
    return facts(a_price("31"), asset=asset, **({"settings": settings} if settings else {}))


def lines(order: Order, about: Facts) -> list[tuple[str, str, str]]:
    """Quantity, days as the line tells them, and amount."""
    found = proposed(order, about).invoice
    assert found is not None
    told = (line.description.partition("per month, ")[2].rpartition(" ")[0] for line in found.lines)
    return [
        (str(line.quantity), text.strip(), str(line.line_amount)) for line, text in zip(found.lines, told, strict=True)
    ]


def remarks(order: Order, about: Facts) -> tuple[str, ...]:
    return proposed(order, about).remarks


def test_a_renewal_that_names_no_number_is_a_problem_even_where_the_purchase_did() -> None:
    for about in (knowing(), facts(a_price("31"))):
        (found,) = problems_of(a_renewal(a_fee(quantity="unlimited")), about)
        assert found.code is Code.QUANTITY_UNUSABLE


def test_a_licence_without_a_period_and_without_a_number_is_a_problem() -> None:
    (found,) = problems_of(a_renewal(a_fee(quantity="unlimited", period=None)), knowing())
    assert found.code is Code.QUANTITY_UNUSABLE


def test_a_period_bills_what_is_in_force_and_tells_its_days() -> None:
    assert lines(a_period(), knowing()) == [("5", "2026-02-01 to 2026-02-28", "155.00")]


def test_a_change_between_the_periods_counts_from_its_day_on() -> None:
    about = knowing(bought(), changed(seats("5", "8"), on="15 Feb", number=2))
    assert lines(a_period(), about) == [
        ("5", "2026-02-01 to 2026-02-28", "155.00"),
        ("3", "2026-02-15 to 2026-02-28 (14/28 of a month)", "46.50"),
    ]


def test_what_is_billed_already_is_left_out_and_told() -> None:
    some = a_stretch("1 Feb", "1 Mar", quantity="2", line=a_line(2))
    about = knowing(coverage=covering(a_stretch(), some))
    assert lines(a_period(), about) == [("3", "2026-02-01 to 2026-02-28", "93.00")]
    assert "2 are billed already from 2026-02-01 to 2026-02-28" in remarks(a_period(), about)[0]


def test_a_period_that_is_billed_whole_is_nothing_to_invoice() -> None:
    about = knowing(coverage=covering(a_stretch(), a_stretch("1 Feb", "1 Mar", line=a_line(2))))
    assert "5 are billed already up to 2026-02-28" in nothing_of(a_period(), about)


def test_nothing_in_force_is_nothing_to_invoice() -> None:
    about = knowing(bought(), changed(seats("5", "0"), on="1 Feb", number=2))
    assert "none is in force from 2026-02-01 to 2026-02-28" in nothing_of(a_period(), about)


def test_a_cancellation_ends_what_is_billed() -> None:
    end = KnownOrder(order=an_order_of(OrderType.CANCELLATION, 2, "15 Feb"), ignored=False)
    assert lines(a_period(), knowing(bought(), end)) == [("5", "2026-02-01 to 2026-02-14 (14/28 of a month)", "77.50")]


def test_in_quantity_only_mode_what_is_given_up_is_billed_to_the_end_of_the_period() -> None:
    less = changed(seats("5", "2"), on="15 Feb", number=2)
    only = some_settings(reductions=ReductionRule.QUANTITY_ONLY)
    assert lines(a_period(), knowing(bought(), less, settings=only)) == [("5", "2026-02-01 to 2026-02-28", "155.00")]
    assert len(lines(a_period(), knowing(bought(), less))) == 2


def test_a_billing_request_that_counts_otherwise_is_a_remark_and_not_a_price() -> None:
    order = a_period(a_fee(quantity="6"), own=False)
    assert lines(order, knowing()) == [("5", "2026-02-01 to 2026-02-28", "155.00")]
    assert "Connect says 6, 5 are in force" in remarks(order, knowing())[0]


def test_of_an_asset_of_which_nothing_is_known_the_billing_request_tells_the_quantity() -> None:
    order = a_period(a_fee(quantity="6"), own=False)
    unknown = facts(a_price("31"))
    assert lines(order, unknown) == [("6", "2026-02-01 to 2026-02-28", "186.00")]
    nobody = a_period(a_fee(quantity="unlimited"), own=False)
    assert [found.code for found in problems_of(nobody, unknown)] == [Code.QUANTITY_UNUSABLE]


def test_a_billing_request_whose_instants_lie_a_day_beside_the_boundary_is_for_the_whole_period() -> None:
    order = a_period(of=days("31 Jan", "28 Feb"), own=False)
    assert lines(order, knowing()) == [("5", "2026-02-01 to 2026-02-28", "155.00")]


def test_a_yearly_item_is_billed_for_its_year_in_the_request_in_which_that_begins() -> None:
    a_year = a_rate(of=periods(length=YEARLY))
    whole = replace(a_stretch(), days=days("1 Jan", "2027-01-01"), rate=a_year)
    fee = a_fee(quantity="5", period=YEARLY)
    about = knowing(bought(fee), coverage=covering(whole))
    february = a_period(fee, own=False)
    assert "billed already" in nothing_of(february, about)
    (line,) = proposed(a_period(fee, of=days("2027-01-01", "2027-02-01"), own=False), about).lines
    assert "2027-01-01 to 2027-12-31" in line.description


def test_several_months_are_several_times_the_price() -> None:
    order = a_period(of=days("1 Feb", "1 May"), own=False)
    assert lines(order, knowing()) == [("5", "2026-02-01 to 2026-04-30 (3 months)", "465.00")]


def test_a_renewal_bills_its_new_term() -> None:
    assert lines(a_renewal(a_fee(quantity="7")), knowing()) == [("7", "2026-02-01 to 2026-02-28", "217.00")]


def test_a_term_of_its_own_is_exactly_its_price() -> None:
    order = a_renewal(of=days("15 Jan", "15 Feb"), on="15 Jan")
    about = knowing(coverage=covering(replace(a_stretch(), days=days("1 Jan", "15 Jan"))))
    assert lines(order, about) == [("5", "2026-01-15 to 2026-02-14", "155.00")]


def test_a_renewal_of_a_period_that_the_calendar_has_billed_is_nothing_to_invoice() -> None:
    about = knowing(coverage=covering(a_stretch(), a_stretch("1 Feb", "1 Mar", line=a_line(2))))
    assert "billed already" in nothing_of(a_renewal(), about)


def a_billed_february(rule: ReductionRule = ReductionRule.REFUND, quantity: str = "7") -> LittleBooks:
    """Seven seats of January and February, 217.00 each."""
    told = LittleBooks(settings={"reductions": rule})
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity=quantity)))
    told.made(a_period(a_fee(quantity=quantity), number=2))
    return told


@pytest.mark.parametrize("rule", [one for one in ReductionRule if one is not ReductionRule.ASK])
def test_a_renewal_of_fewer_than_the_calendar_has_billed_gives_back_the_rest(rule: ReductionRule) -> None:
    told = a_billed_february(rule)
    found = told.made(a_renewal())
    assert [str(line.line_amount) for note in found.credit_notes for line in note.lines] == ["62.00"]
    assert told.coverage.covered(SEATS).on(day("1 Feb")) == 5
    assert told.total == 217 + 155


def test_where_reductions_are_asked_about_so_is_a_renewal_of_fewer() -> None:
    (found,) = problems_in(a_billed_february(ReductionRule.ASK).take(a_renewal()))
    assert found.code is Code.REDUCTION_ASKS
    assert "62.00 AUD" in found.sentence


def test_two_lines_of_one_item_renew_it_together() -> None:
    told = a_billed_february()
    found = told.made(a_renewal(a_fee(1, "2"), a_fee(2, "3")))
    assert [str(line.line_amount) for note in found.credit_notes for line in note.lines] == ["62.00"]


def test_a_renewal_that_begins_within_what_is_billed_charges_the_days_after_it_and_takes_back_the_rest() -> None:
    told = a_billed_february()
    found = told.made(a_renewal(of=days("15 Feb", "15 Mar"), on="15 Feb"))
    assert [str(line.line_amount) for note in found.credit_notes for line in note.lines] == ["31.00"]
    assert found.invoice is not None


def test_what_is_sold_once_is_not_renewed() -> None:
    setup = a_fee(quantity="1", period=None, sku_class=SkuClass.CUSTOM)
    order = an_order_of(OrderType.RENEWAL, 8, "1 Feb", setup)
    assert "charged once" in nothing_of(order, knowing())


def test_a_licence_without_a_period_is_renewed_at_its_price() -> None:
    order = an_order_of(OrderType.RENEWAL, 8, "1 Feb", a_fee(quantity="2", period=None))
    (line,) = proposed(order, knowing()).lines
    assert (str(line.line_amount), [one.days for one in line.covers]) == ("62.00", [days("1 Feb", "2 Feb")])


def test_what_a_period_covers_is_covered() -> None:
    (line,) = proposed(a_period(), knowing()).lines
    (covered,) = line.covers
    assert (covered.days, covered.rate and covered.rate.periods) == (FEBRUARY, periods())
    assert covered.line.mark == f"{a_period().request_id}/1"
    assert covered.line != a_line()


def test_in_arrears_an_order_bills_no_period_that_has_not_ended() -> None:
    late = some_settings(in_arrears=frozenset({an_order_of(OrderType.SALES, 1, "1 Jan").product_id}))
    purchase = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(quantity="5"))
    change = an_order_of(OrderType.CHANGE, 2, "1 Feb", seats("5", "8"))
    for order, about in ((purchase, facts(a_price("31"), settings=late)), (change, knowing(settings=late))):
        assert "charged when its period has ended" in nothing_of(order, about)
    assert isinstance(propose(a_period(), knowing(settings=late)), Proposal)
    backdated = an_order_of(OrderType.CHANGE, 2, "10 Jan", seats("5", "8"))
    assert not isinstance(propose(backdated, knowing(settings=late)), NothingToInvoice)


def test_the_explanation_says_what_is_billed() -> None:
    (line,) = proposed(a_period(), knowing()).lines
    assert "bills 5 of" in line.explanation
    assert MONTHLY.word in line.description
