from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.stretch import CoverageState
from connect_ext.books.documents.document import LineItem
from connect_ext.books.facts.proposal import Facts, Proposal
from connect_ext.books.ids import OrderKey, ProductItemId, RequestId, invoice_key
from connect_ext.books.orders.order import Fee, FeeKind, Order, OrderType, SkuClass
from connect_ext.books.periods.terms import Terms
from connect_ext.books.prices.price import Price
from connect_ext.books.problems.problem import Code
from connect_ext.books.subscription.asset import AssetFacts, FallenInvoice, KnownOrder
from connect_ext.books.subscription.running import running_price
from tests.books.builders import (
    AUD,
    a_fee,
    a_price,
    an_order,
    facts,
    no_price,
    nothing_of,
    problems_of,
    proposed,
    the_invoice,
)
from tests.books.day_builders import (
    MONTHLY,
    SEATS,
    YEARLY,
    a_line,
    a_rate,
    a_stretch,
    covering,
    day,
    days,
    periods,
    request,
)

SHORT = Terms(length=MONTHLY, next_date=day("1 Feb"), anniversary_day=1)
ONE_TIME: dict[str, Any] = {"period": None, "sku_class": SkuClass.CUSTOM}


def seats(old: str | None = "5", new: str = "8", number: int = 1, **item: Any) -> Fee:
    """A fee as a change has it; `old` None is one that the marketplace does not say."""
    fee = a_fee(number, new, **item)
    known = old is not None and old.isdigit()
    return replace(fee, old_quantity=Decimal(old) if old and known else None, old_quantity_text=old or "")


def a_yearly_seat() -> Fee:
    return seats("0", "1", id=ProductItemId("PRD-NEW"), period=YEARLY)


def an_order_of(kind: OrderType, number: int, on: str, *fees: Fee) -> Order:
    effective = datetime.combine(day(on), datetime.min.time(), tzinfo=UTC)
    key = request(number)
    return an_order(*fees, type=kind, key=OrderKey(key), request_id=RequestId(key), effective_at=effective)


def a_change(*fees: Fee, on: str = "10 Jan", number: int = 2) -> Order:
    return an_order_of(OrderType.CHANGE, number, on, *(fees or (seats(),)))


def bought(*fees: Fee, on: str = "1 Jan", number: int = 1, ignored: bool = False) -> KnownOrder:
    order = an_order_of(OrderType.SALES, number, on, *(fees or (a_fee(quantity="5"),)))
    return KnownOrder(order=order, ignored=ignored)


def changed(*fees: Fee, on: str, number: int, ignored: bool = False) -> KnownOrder:
    return KnownOrder(order=a_change(*fees, on=on, number=number), ignored=ignored)


def knowing(*others: KnownOrder, coverage: Coverage | None = None, quote: Any = None, **more: Any) -> Facts:
    """The asset was bought on 1 January, and its five seats of the month are billed, unless told otherwise."""
    asset = AssetFacts(
        others=others or (bought(),), coverage=covering(a_stretch()) if coverage is None else coverage, **more
    )
    return facts(quote or a_price("31"), asset=asset)


def a_fallen_invoice(number: int = 1, status: str = "deleted") -> FallenInvoice:
    return FallenInvoice(document=a_line(number).document, name=f"INV-000{number}", status=status)


def lines(order: Order, about: Facts) -> list[tuple[str, str, str]]:
    found = the_invoice(proposed(order, about)).lines
    return [(line.mark[-2:], str(line.quantity), str(line.line_amount)) for line in found]


def only(proposal: Proposal) -> LineItem:
    (line,) = the_invoice(proposal).lines
    return line


def test_a_change_bills_what_is_more_up_to_the_end_of_what_is_billed() -> None:
    line = only(proposed(a_change(), knowing()))
    assert (line.quantity, line.line_amount) == (Decimal(3), Decimal("66.00"))
    assert line.description.startswith("Harbour Mail: Seat, per month, 2026-01-10 to 2026-01-31 (22/31 of a month) ")
    assert line.explanation.startswith(
        "PR-1895-0864-1238-002 changed MPN-SEAT from 5 to 8: 3 at 31 AUD each, from price list PL-1, st0p, "
        "for 2026-01-10 to 2026-01-31 (22/31 of a month); account 200"
    )


def test_each_line_carries_what_it_covers() -> None:
    (covered,) = only(proposed(a_change(), knowing())).covers
    assert (covered.days, covered.quantity, covered.state) == (days("10 Jan", "1 Feb"), Decimal(3), "billed")
    assert (covered.line.document, covered.line.mark) == (invoice_key(OrderKey(request(2))), f"{request(2)}/1")
    assert covered.rate == a_rate("31", periods())


def test_once_it_is_covered_the_same_change_bills_nothing() -> None:
    once = proposed(a_change(), knowing())
    again = knowing(coverage=covering(a_stretch(), *once.covers))
    assert nothing_of(a_change(), again) == "Nothing to invoice: Seat: 8 are billed already up to 2026-01-31."


def test_days_that_are_billed_at_different_quantities_get_lines_of_their_own() -> None:
    """The later of two changes was billed first."""
    later = a_stretch("20 Jan", "1 Feb", "2", line=a_line(3))
    about = knowing(coverage=covering(a_stretch(), later))
    assert lines(a_change(), about) == [("/1", "1", "22.00"), ("/2", "2", "20.00")]


def test_a_second_line_takes_its_mark_after_all_fees() -> None:
    later = a_stretch("20 Jan", "1 Feb", "2", line=a_line(3))
    about = knowing(coverage=covering(a_stretch(), later))
    order = a_change(seats(), seats("1", "2", 2, id=ProductItemId("PRD-1"), **ONE_TIME))
    assert [mark for mark, _, _ in lines(order, about)] == ["/1", "/3", "/2"]


def test_an_effective_date_before_the_service_counts_from_the_first_billed_day() -> None:
    assert lines(a_change(on="2025-12-20"), knowing()) == [("/1", "3", "93.00")]


def test_what_takes_effect_after_the_billed_days_waits_for_the_next_period() -> None:
    assert nothing_of(a_change(on="1 Feb"), knowing()) == (
        "Nothing to invoice: Seat: billed up to 2026-01-31; the new quantity counts from the next period on."
    )


def test_what_was_billed_and_credited_again_is_billed_to_the_same_end() -> None:
    billed = a_stretch()
    credited = billed.credited_by(a_line(9), day("5 Jan"))
    assert lines(a_change(seats("0", "8")), knowing(coverage=covering(billed, credited))) == [("/1", "8", "176.00")]


def test_a_new_item_is_billed_to_the_end_of_the_period_of_its_subscription() -> None:
    order = a_change(seats("0", "2", id=ProductItemId("PRD-NEW")), on="25 Jan")
    assert lines(order, knowing(terms=SHORT)) == [("/1", "2", "14.00")]


def test_a_new_item_on_a_day_of_which_nothing_is_billed_asks_a_person() -> None:
    for on, added in (("2 Feb", seats("0", "2", id=ProductItemId("PRD-NEW"))), ("1 Feb", a_yearly_seat())):
        (found,) = problems_of(a_change(added, on=on), knowing(bought(on="15 Jan"), terms=SHORT))
        assert found.code is Code.NEVER_BILLED


def test_from_the_end_of_what_is_billed_on_a_new_item_too_counts_with_the_next_period() -> None:
    order = a_change(seats("0", "2", id=ProductItemId("PRD-NEW")), on="1 Feb")
    assert nothing_of(order, knowing(terms=SHORT)) == (
        "Nothing to invoice: Seat: billed up to 2026-01-31; the new quantity counts from the next period on."
    )


def test_where_no_item_has_days_a_new_one_is_billed_in_the_first_period_and_asks_after_it() -> None:
    about = knowing(bought(a_fee(**ONE_TIME), on="20 Jan"), coverage=covering(), terms=SHORT)
    new = seats("0", "2", id=ProductItemId("PRD-NEW"))
    assert lines(a_change(new, on="25 Jan"), about) == [("/1", "2", "14.00")]
    (found,) = problems_of(a_change(new, on="2 Feb"), about)
    assert found.code is Code.NEVER_BILLED


def test_a_change_of_days_whose_invoice_a_person_deleted_asks() -> None:
    (found,) = problems_of(a_change(), knowing(fallen=(a_fallen_invoice(),)))
    assert found.sentence == (
        "PR-1895-0864-1238-002 changes Seat on days that were billed on INV-0001, which is deleted in Xero."
    )


def test_so_does_a_new_item_on_such_days() -> None:
    new = seats("0", "2", id=ProductItemId("PRD-NEW"))
    (found,) = problems_of(a_change(new), knowing(terms=SHORT, fallen=(a_fallen_invoice(),)))
    assert found.code is Code.INVOICE_FALLEN


def test_an_invoice_of_other_days_or_of_other_items_is_no_reason() -> None:
    earlier = a_stretch("2025-12-01", "1 Jan", line=a_line(7))
    other = a_stretch(line=a_line(8), item=replace(SEATS, product_item=ProductItemId("PRD-2")))
    fallen = (a_fallen_invoice(7), a_fallen_invoice(8))
    about = knowing(coverage=covering(a_stretch(), earlier, other), fallen=fallen)
    assert lines(a_change(), about) == [("/1", "3", "66.00")]


def test_without_terms_it_is_billed_to_the_end_of_the_period_that_began_with_the_service() -> None:
    order = a_change(seats("0", "2", id=ProductItemId("PRD-NEW")), on="25 Jan")
    about = knowing(bought(on="20 Jan"), coverage=covering())
    assert only(proposed(order, about)).covers[0].days == days("25 Jan", "20 Feb")


def test_where_the_price_of_the_billed_days_is_not_known_the_periods_are_those_of_the_subscription() -> None:
    elsewhere = covering(a_stretch(state=CoverageState.BILLED_ELSEWHERE, rate=None))
    assert lines(a_change(), knowing(coverage=elsewhere, terms=SHORT)) == [("/1", "3", "66.00")]


def test_a_one_time_item_is_charged_in_full_for_what_is_more() -> None:
    order = a_change(seats("1", "3", id=ProductItemId("PRD-2"), **ONE_TIME))
    line = only(proposed(order, knowing()))
    assert (line.quantity, line.line_amount) == (Decimal(2), Decimal("62.00"))


def test_it_is_covered_on_the_day_on_which_it_is_ordered_so_that_it_can_be_given_back() -> None:
    order = a_change(seats("1", "3", id=ProductItemId("PRD-2"), **ONE_TIME))
    (covered,) = only(proposed(order, knowing())).covers
    assert (covered.days, covered.quantity, covered.once) == (days("10 Jan", "11 Jan"), Decimal(2), True)


def test_an_old_quantity_that_is_not_said_is_the_one_that_earlier_orders_come_to() -> None:
    assert lines(a_change(seats(None)), knowing()) == [("/1", "3", "66.00")]
    assert nothing_of(a_change(seats(None, "5")), knowing()) == "Nothing to invoice: Seat: the quantity stays at 5."


@pytest.mark.parametrize("unsaid", [a_fee(quantity="unlimited"), a_fee(id=ProductItemId("PRD-3"))])
def test_an_earlier_order_that_does_not_say_how_many_says_nothing(unsaid: Fee) -> None:
    order = a_change(seats(None, "2"))
    assert lines(order, knowing(bought(unsaid), coverage=covering())) == [("/1", "2", "44.00")]


def test_an_old_quantity_that_is_no_number_asks_a_person() -> None:
    (found,) = problems_of(a_change(seats("unlimited")), knowing())
    assert found.code is Code.QUANTITY_UNUSABLE


def test_an_old_quantity_that_is_not_ours_is_told() -> None:
    """Three seats of another change that is not known yet: the difference to what is billed is billed."""
    proposal = proposed(a_change(seats("8", "10"), number=3), knowing())
    assert only(proposal).quantity == 5
    assert proposal.remarks == ("Seat: Connect says that there were 8, 5 are billed",)


def test_what_stays_makes_no_line_and_needs_no_price() -> None:
    other = seats("1", "1", 2, id=ProductItemId("PRD-2"))
    asset = knowing().asset
    about = facts(by_fee={1: (a_price("31"),)}, asset=asset)
    proposal = proposed(a_change(seats(), other), about)
    assert len(the_invoice(proposal).lines) == 1
    assert proposal.remarks == ("Seat: the quantity stays as it is",)


def test_usage_is_not_billed_by_a_change_either() -> None:
    order = a_change(seats("1", "3", 1, kind=FeeKind.USAGE))
    assert nothing_of(order, knowing()).endswith("billed by usage, not when it is ordered.")


def test_all_problems_of_a_change_are_found_at_once() -> None:
    taken_back = seats("10", "7", 2, id=ProductItemId("PRD-2"))
    found = problems_of(a_change(seats(), taken_back), knowing(quote=no_price()))
    assert [one.code for one in found] == [Code.PRICE_MISSING, Code.NEVER_BILLED]


def test_an_asset_that_nobody_knows_asks_a_person() -> None:
    nowhere = facts(asset=AssetFacts())
    for old in ("5", "0"):
        (found,) = problems_of(a_change(seats(old)), nowhere)
        assert found.code is Code.NEVER_BILLED


def test_so_does_one_whose_purchase_a_person_ignored() -> None:
    (found,) = problems_of(a_change(), knowing(bought(ignored=True), coverage=covering()))
    assert found.code is Code.NEVER_BILLED


def test_an_item_that_should_have_been_billed_and_was_not_asks_a_person() -> None:
    (found,) = problems_of(a_change(), knowing(coverage=covering()))
    assert found.code is Code.NEVER_BILLED


def test_so_does_a_change_within_a_period_that_is_not_billed() -> None:
    (found,) = problems_of(a_change(on="2 Feb"), knowing())
    assert found.sentence == (
        "PR-1895-0864-1238-002 changes Seat of AS-1895-0864-1238 from 5 to 8 on 2026-02-02, "
        "which nothing made here bills."
    )


def test_after_an_increase_that_a_person_ignored_the_next_one_asks() -> None:
    history = (bought(), changed(on="5 Jan", number=2, ignored=True))
    (found,) = problems_of(a_change(seats("8", "10"), number=3), knowing(*history))
    assert found.sentence == (
        "PR-1895-0864-1238-003 changes Seat: 8 were held, 5 are billed here, since PR-1895-0864-1238-002 was ignored."
    )


def test_after_a_reduction_that_a_person_ignored_the_next_increase_asks() -> None:
    history = (bought(), changed(seats("5", "3"), on="5 Jan", number=2, ignored=True))
    (found,) = problems_of(a_change(seats("3", "10"), number=3), knowing(*history))
    assert found.code is Code.EARLIER_ORDER_IGNORED


def test_an_ignored_order_of_which_nothing_is_left_to_settle_is_no_reason() -> None:
    history = (bought(), changed(seats("5", "5"), on="5 Jan", number=2, ignored=True))
    assert lines(a_change(number=3), knowing(*history)) == [("/1", "3", "66.00")]


def test_a_later_order_is_no_reason_to_wait_and_is_not_billed_with_this_one() -> None:
    later = changed(seats("8", "10"), on="10 Jan", number=3, ignored=True)
    assert lines(a_change(), knowing(bought(), later)) == [("/1", "3", "66.00")]


def test_two_fees_of_one_item_are_billed_once_each() -> None:
    order = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(1, "2"), a_fee(2, "3"))
    assert lines(order, facts(a_price("10"))) == [("/1", "2", "20.00"), ("/2", "3", "30.00")]
    more = a_change(seats("2", "4", 1), seats("3", "4", 2))
    assert lines(more, knowing(quote=a_price("31"))) == [("/1", "2", "44.00"), ("/2", "1", "22.00")]


def test_a_purchase_that_is_billed_already_bills_nothing() -> None:
    order = bought().order
    assert nothing_of(order, facts(asset=AssetFacts(coverage=covering(a_stretch(line=a_line(7)))))) == (
        "Nothing to invoice: Seat: 5 are billed already up to 2026-01-31."
    )


def test_what_costs_nothing_is_covered_as_waived() -> None:
    order = an_order_of(OrderType.SALES, 1, "1 Jan", a_fee(1), a_fee(2, id=ProductItemId("PRD-2")))
    proposal = proposed(order, facts(by_fee={1: (a_price(),), 2: (a_price("0"),)}))
    assert [(one.item.product_item, one.state) for one in proposal.covers] == [
        (SEATS.product_item, "billed"),
        ("PRD-2", "waived"),
    ]


def test_days_that_come_to_nothing_are_told_and_waived_beside_those_that_do_not() -> None:
    """One seat on the 10th, for half a cent, and three from the 20th on."""
    first = a_stretch("10 Jan", "11 Jan", "2", line=a_line(3))
    then = a_stretch("11 Jan", "20 Jan", "3", line=a_line(4))
    about = knowing(coverage=covering(a_stretch(), first, then), quote=a_price("0.14"))
    proposal = proposed(a_change(seats("7")), about)
    assert only(proposal).line_amount == Decimal("0.16")
    assert proposal.remarks == ("Seat: price 0.14, which comes to 0",)
    assert [(one.days, one.state) for one in proposal.covers] == [
        (days("20 Jan", "1 Feb"), "billed"),
        (days("10 Jan", "11 Jan"), "waived"),
    ]


def test_the_remark_about_the_asset_is_among_the_others() -> None:
    assert proposed(about=facts(asset=AssetFacts(remark="Nobody knows."))).remarks == ("Nobody knows.",)


def test_the_running_price_is_that_of_the_newest_line_of_the_day_and_of_none_after_the_last() -> None:
    older = a_stretch(rate=a_rate("9"))
    newer = a_stretch("10 Jan", "20 Jan", line=a_line(2), dated=day("9 Jan"), rate=a_rate("11"))
    found = [running_price(covering(older, newer), SEATS, day(on)) for on in ("5 Jan", "15 Jan", "5 Feb")]
    assert [price.amount if price else None for price in found] == [9, 11, None]
    assert found[0] == Price(
        amount=Decimal(9), currency=AUD, source=None, evidence=f"the running term ({older.line.mark})"
    )


def test_no_running_price_where_nothing_runs_or_nobody_knows_it() -> None:
    released = a_stretch(state=CoverageState.RELEASED, line=a_line(2))
    assert running_price(covering(a_stretch(rate=None), released), SEATS, day("5 Jan")) is None
