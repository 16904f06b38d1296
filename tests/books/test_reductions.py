from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from connect_ext.books.coverage.stretch import CoverageState, LineKey
from connect_ext.books.documents.policies import ReductionRule
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.ids import DocumentKey, ProductItemId, invoice_key
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.problems.problem import Code
from connect_ext.books.subscription.in_force import in_force
from tests.books.builders import CONTACT, a_fee, an_organisation
from tests.books.day_builders import SEATS, a_stretch, changed, covering, day, days, periods, quantities, request
from tests.books.little_books import Found, LittleBooks, an_order_on, lowered, net_of, problems_in
from tests.books.test_changes import ONE_TIME, seats

SETUP = ProductItemId("PRD-276-377-545-0009")


def purchase(quantity: str = "10", on: str = "1 Jan") -> Order:
    return an_order_on(OrderType.SALES, 1, on, a_fee(quantity=quantity))


def change(old: str, new: str, on: str = "10 Jan", number: int = 2) -> Order:
    return an_order_on(OrderType.CHANGE, number, on, seats(old, new))


def books(status: str = "AUTHORISED", rule: ReductionRule = ReductionRule.REFUND, **settings: object) -> LittleBooks:
    """Ten seats of January, 310.00."""
    found = LittleBooks(status=status, settings={"reductions": rule, **settings})
    found.made(purchase())
    return found


def covered(of: LittleBooks) -> Quantities:
    return of.coverage.covered(SEATS)


def the_credit(found: Found) -> tuple[str, str]:
    """Quantity and amount of the only line of the only credit note."""
    assert isinstance(found, Proposal), found
    (note,) = found.credit_notes
    (line,) = note.lines
    assert found.invoice is None
    assert found.changes == ()
    return str(line.quantity), str(line.line_amount)


def codes(found: Found) -> list[Code]:
    assert isinstance(found, tuple), found
    return [one.code for one in found]


def reason(found: Found) -> str:
    assert isinstance(found, NothingToInvoice), found
    return found.reason


def test_fewer_seats_give_back_the_days_that_are_left_of_what_is_billed() -> None:
    told = books()
    found = told.made(change("10", "7"))
    assert the_credit(found) == ("1", "66.00")
    assert covered(told) == quantities(("1 Jan", 10), ("10 Jan", 7), ("1 Feb", 0))


def test_the_credit_note_names_the_invoice_and_its_line_the_days_and_the_reason() -> None:
    (note,) = books().made(change("10", "7")).credit_notes
    (line,) = note.lines
    assert (note.key, note.contact_id, note.date) == (f"credit:{request(2)}", CONTACT, day("1 Mar"))
    assert (note.reference, note.credits) == ("Credit for INV-0001 of 2026-03-01", ("invoice-1",))
    assert line.mark == f"{request(2)}/2"
    assert line.description == (
        "Credit: Harbour Mail: Seat, per month from 2026-01-01, 2026-01-10 to before 2026-02-01, "
        f"reduced from 10 to 7 (3 x 31 AUD x 22/31 of a month) {request(2)}/2"
    )
    assert line.explanation == (
        f"66 AUD of 310 billed by {request(1)}/1 of INV-0001 (reduced from 10 to 7 (3 x 31 AUD x 22/31 of a month)); "
        "0 credited before; account 200 and tax type OUTPUT as billed."
    )


def test_a_draft_is_reduced_instead_and_says_why() -> None:
    told, why = books("DRAFT"), "reduced from 10 to 7 (3 x 31 AUD x 22/31 of a month)"
    found = told.made(change("10", "7"))
    (made,) = found.changes
    assert (found.invoice, found.credit_notes, made.reason) == (None, (), why)
    assert made.explanation == f"66 AUD less on {request(1)}/1 of INV-0001: {why}."
    (held,) = told.invoices.values()
    assert (held.subtotal, told.total) == (Decimal("244.00"), Decimal("244.00"))
    assert held.lines[0].description == (
        f"Harbour Mail: Seat, per month from 2026-01-01, {why} from 2026-01-10 {request(1)}/1"
    )
    assert covered(told) == quantities(("1 Jan", 10), ("10 Jan", 7), ("1 Feb", 0))


def test_a_line_of_the_draft_that_gives_nothing_back_stays_as_it_is() -> None:
    told = LittleBooks(status="DRAFT", settings={"reductions": ReductionRule.REFUND})
    setup = a_fee(2, "1", id=SETUP, name="Onboarding", **ONE_TIME)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="10"), setup))
    (before,) = told.invoices.values()
    told.made(change("10", "7"))
    (after,) = told.invoices.values()
    assert after.lines[1] == before.lines[1]
    assert after.lines[0].line_amount == Decimal("244.00")


def test_a_reduction_that_asks_says_first_why_nobody_can_tell_its_amount() -> None:
    told = books("DRAFT", ReductionRule.ASK)
    (key,) = told.invoices
    told.invoices[key] = replace(told.invoices[key], reference="changed")
    assert codes(told.take(change("10", "7"))) == [Code.REFUND_UNCLEAR]


def test_without_the_purchase_the_old_quantity_of_the_change_is_what_stays_to_the_end_of_the_period() -> None:
    told = LittleBooks(settings={"reductions": ReductionRule.QUANTITY_ONLY})
    told.coverage = covering(a_stretch(quantity="10"))
    assert isinstance(told.take(change("10", "7")), NothingToInvoice)
    assert covered(told) == quantities(("1 Jan", 10), ("1 Feb", 0))


def test_a_draft_that_gives_everything_back_is_deleted_and_a_re_add_is_billed_anew() -> None:
    told = books("DRAFT")
    found = told.made(change("10", "0", "1 Jan"))
    assert lowered(found) == [Decimal(310)]
    assert [one.status for one in told.invoices.values()] == ["DELETED"]
    again = told.made(change("0", "4", "10 Jan", 3))
    assert str(net_of(again)) == "88.00"


def test_a_draft_that_was_reduced_and_then_approved_is_credited_for_the_rest_only() -> None:
    told = books("DRAFT")
    told.made(change("10", "7"))
    told.set_status(purchase(), "AUTHORISED")
    assert the_credit(told.made(change("7", "0", "10 Jan", 3))) == ("1", "154.00")
    assert told.total == Decimal("90.00")


def test_reductions_one_after_the_other_come_to_what_one_would() -> None:
    """Three times a third of a cent too little, or too much, would show."""
    told = LittleBooks(status="AUTHORISED", prices={SEATS.product_item: "0.10"})
    told.made(purchase("3"))
    given = []
    for old, new in (("3", "2"), ("2", "1"), ("1", "0")):
        found = told.take(change(old, new, "17 Jan", 5 - int(old)))
        given.append(the_credit(found)[1] if isinstance(found, Proposal) else "0")
    assert given == ["0.05", "0.05", "0.05"]
    assert told.total == Decimal("0.15")
    once = LittleBooks(status="AUTHORISED", prices={SEATS.product_item: "0.10"})
    once.made(purchase("3"))
    once.made(change("3", "0", "17 Jan"))
    assert once.total == told.total


def test_what_is_too_little_to_round_is_given_up_without_a_document_and_made_up_for_later() -> None:
    told = LittleBooks(status="AUTHORISED", prices={SEATS.product_item: "0.10"})
    told.made(purchase("3"))
    nothing = told.take(change("3", "2", "31 Jan"))
    assert reason(nothing) == "Nothing to invoice: INV-0001 has nothing left to give back for these days."
    assert covered(told).on(day("31 Jan")) == 2
    assert the_credit(told.made(change("2", "0", "31 Jan", 3))) == ("1", "0.01")


def test_an_invoice_that_a_person_lowered_gives_back_no_more_than_it_has() -> None:
    told = books()
    (key,) = told.invoices
    held = told.invoices[key]
    told.invoices[key] = replace(held, lines=(replace(held.lines[0], line_amount=Decimal(50)),))
    assert the_credit(told.made(change("10", "7"))) == ("10", "50.00")
    assert reason(told.take(change("7", "5", "10 Jan", 3))).endswith(
        "INV-0001 has nothing left to give back for these days."
    )


def test_an_edited_draft_asks_a_person() -> None:
    told = books("DRAFT")
    (key,) = told.invoices
    told.invoices[key] = replace(told.invoices[key], reference="changed")
    (found,) = problems_in(told.take(change("10", "7")))
    assert found.sentence.endswith("INV-0001: its reference was changed in Xero.")


@pytest.mark.parametrize("status", ["VOIDED", "DELETED"])
def test_what_was_voided_or_deleted_has_nothing_to_credit_and_its_days_are_free(status: str) -> None:
    told = books()
    told.set_status(purchase(), status)
    found = told.take(change("10", "7"))
    said = f"INV-0001 is {status.lower()} in Xero: there is nothing to credit, and what it billed is free."
    assert reason(found) == f"Nothing to invoice: {said}"
    assert covered(told) == Quantities()


def test_on_a_paid_invoice_the_credit_stays_open_with_a_warning() -> None:
    told = books()
    told.set_status(purchase(), "PAID", "0.00")
    found = told.made(change("10", "7"))
    assert [one.code for one in found.warnings] == [Code.CREDIT_STAYS_OPEN]


def test_several_invoices_share_a_credit_note_whose_credits_are_the_newest_first() -> None:
    told = books()
    told.today = day("2 Mar")
    told.made(change("10", "14", "5 Jan"))
    (note,) = told.made(change("14", "8", "10 Jan", 3)).credit_notes
    assert [str(line.line_amount) for line in note.lines] == ["88.00", "44.00"]
    assert (note.credits, note.reference) == (
        ("invoice-2", "invoice-1"),
        "Credit for INV-0002 of 2026-03-02, INV-0001 of 2026-03-01",
    )


def test_a_credit_note_that_a_person_voided_gives_its_days_back_and_eats_up_nothing() -> None:
    told = books()
    told.made(change("10", "7"))
    key = DocumentKey(f"credit:{request(2)}")
    told.notes[key] = replace(told.notes[key], status="VOIDED")
    found = told.made(change("7", "5", "10 Jan", 3))
    assert found.released == {key}
    assert the_credit(found) == ("1", "44.00")
    assert covered(told).on(day("10 Jan")) == 8


def test_a_credit_note_that_cannot_be_found_asks_a_person() -> None:
    told = books()
    told.made(change("10", "7"))
    told.notes.clear()
    (found,) = problems_in(told.take(change("7", "5", "10 Jan", 3)))
    assert found.sentence.endswith(f"credit:{request(2)}: it cannot be found in Xero.")


def test_so_does_one_whose_line_a_person_removed() -> None:
    told = books()
    told.made(change("10", "7"))
    key = DocumentKey(f"credit:{request(2)}")
    told.notes[key] = replace(told.notes[key], lines=())
    (found,) = problems_in(told.take(change("7", "5", "10 Jan", 3)))
    assert found.sentence.endswith(f"CN-0001: it has no one line marked {request(2)}/2.")


def test_a_credit_that_a_person_lowered_is_made_up_for_with_the_next() -> None:
    """Credit = all that is creditable so far, less what Xero holds as credited (money §8)."""
    told = books()
    told.made(change("10", "7"))
    key = DocumentKey(f"credit:{request(2)}")
    note = told.notes[key]
    told.notes[key] = replace(note, lines=(replace(note.lines[0], line_amount=Decimal(60)),))
    assert the_credit(told.made(change("7", "5", "10 Jan", 3)))[1] == "50.00"


def test_days_that_cost_nothing_are_given_up_without_a_document() -> None:
    told = LittleBooks(prices={SEATS.product_item: "0"})
    told.take(purchase())
    assert reason(told.take(change("10", "7"))) == "Nothing to invoice: it costs nothing."
    assert covered(told).on(day("10 Jan")) == 7
    assert {one.state for one in told.coverage.stretches} == {CoverageState.WAIVED}


def test_days_that_were_billed_elsewhere_ask_a_person() -> None:
    told = books()
    moved = [replace(one, state=CoverageState.BILLED_ELSEWHERE, rate=None) for one in told.coverage.stretches]
    told.coverage = replace(told.coverage, stretches=moved)
    assert codes(told.take(change("10", "7"))) == [Code.BILLED_ELSEWHERE]


def test_what_takes_effect_at_the_end_of_what_is_billed_gives_nothing_back() -> None:
    assert reason(books().take(change("10", "7", "1 Feb"))) == (
        "Nothing to invoice: Seat: nothing to credit: billed up to 2026-01-31; the quantity changes from 2026-02-01."
    )


def test_within_a_period_that_has_begun_and_is_not_billed_a_person_is_asked() -> None:
    assert codes(books().take(change("10", "7", "2 Feb"))) == [Code.NEVER_BILLED]


def test_one_of_a_period_that_has_not_begun_counts_when_that_is_billed() -> None:
    told = books()
    told.today = day("20 Jan")
    assert reason(told.take(change("10", "7", "2 Feb"))) == (
        "Nothing to invoice: Seat: nothing to credit: billed up to 2026-01-31; the new quantity counts "
        "from 2026-02-02 on, when that period is billed."
    )


def test_what_its_period_was_billed_with_already_gives_nothing_back() -> None:
    assert reason(books().take(change("12", "10"))) == (
        "Nothing to invoice: Seat: nothing to credit: 10 are billed from 2026-01-10 on."
    )


def test_what_was_never_billed_here_is_a_problem_and_never_zero() -> None:
    other = an_order_on(OrderType.CHANGE, 2, "10 Jan", seats("3", "2", id=ProductItemId("PRD-2")))
    assert codes(books().take(other)) == [Code.NEVER_BILLED]
    assert codes(books().take(change("20", "15"))) == [Code.NEVER_BILLED]


def test_an_old_quantity_that_is_not_ours_is_told_and_no_more_is_given_back_than_the_change_says() -> None:
    told = books()
    found = told.made(change("12", "9"))
    assert the_credit(found) == ("1", "22.00")
    assert found.remarks == ("Seat: Connect says that there were 12, 10 are billed",)
    assert the_credit(books().made(change("9", "7"))) == ("1", "44.00")


def test_after_an_order_that_a_person_ignored_a_reduction_asks() -> None:
    told = books()
    told.orders.append(replace(told.orders[0], order=change("10", "8", "5 Jan", 2), ignored=True, done=False))
    assert codes(told.take(change("8", "7", number=3))) == [Code.EARLIER_ORDER_IGNORED]


def test_where_only_the_quantity_changes_what_is_billed_stays_and_a_re_add_costs_nothing() -> None:
    told = books(rule=ReductionRule.QUANTITY_ONLY)
    assert reason(told.take(change("10", "7"))) == (
        "Nothing to invoice: Seat: nothing to credit: billed up to 2026-01-31; the quantity changes from 2026-02-01."
    )
    assert reason(told.take(change("7", "9", "20 Jan", 3))) == (
        "Nothing to invoice: Seat: 9 are billed already up to 2026-01-31."
    )
    found = told.made(change("9", "12", "22 Jan", 4))
    assert str(net_of(found)) == "20.00"


def test_where_the_next_period_is_billed_already_only_that_one_is_given_back() -> None:
    told = books(rule=ReductionRule.QUANTITY_ONLY)
    (january,) = told.coverage.stretches
    (held,) = told.invoices.values()
    line = LineKey(document=DocumentKey("invoice:8"), mark="PR-8/1")
    other = replace(held, lines=(replace(held.lines[0], description="Seat PR-8/1"),), number="INV-8")
    told.invoices[line.document] = told.pictures[line.document] = other
    told.coverage = told.coverage.plus(replace(january, line=line, days=days("1 Feb", "1 Mar")))
    found = told.made(change("10", "7"))
    assert the_credit(found) == ("3", "93.00")
    assert covered(told) == quantities(("1 Jan", 10), ("1 Feb", 7), ("1 Mar", 0))


def test_asked_for_the_amount_is_said() -> None:
    (found,) = problems_in(books(rule=ReductionRule.ASK).take(change("10", "7")))
    assert found.sentence == f"{request(2)} takes back Seat; a refund comes to 66.00 AUD."


def test_inside_the_first_days_of_the_period_it_is_refunded_and_after_them_it_is_not() -> None:
    rule = ReductionRule.WITHIN_DAYS
    assert the_credit(books(rule=rule).made(change("10", "7", "7 Jan"))) == ("1", "75.00")
    assert "nothing to credit" in reason(books(rule=rule).take(change("10", "7", "8 Jan")))


def test_the_first_days_count_from_the_start_of_a_service_that_began_within_a_period() -> None:
    told = LittleBooks(status="AUTHORISED", settings={"reductions": ReductionRule.WITHIN_DAYS})
    told.made(purchase(on="20 Jan"))
    assert isinstance(told.take(change("10", "7", "26 Jan")), Proposal)
    assert isinstance(told.take(change("7", "5", "27 Jan", 3)), NothingToInvoice)


def one_time(old: str, new: str, on: str, number: int = 2) -> Order:
    return an_order_on(OrderType.CHANGE, number, on, seats(old, new, id=SETUP, **ONE_TIME))


def with_setup(**settings: object) -> LittleBooks:
    told = LittleBooks(status="AUTHORISED", settings=settings)
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="3", id=SETUP, **ONE_TIME)))
    return told


def test_what_is_charged_once_is_credited_in_full_inside_the_window_and_not_at_all_after_it() -> None:
    assert the_credit(with_setup().made(one_time("3", "2", "7 Jan"))) == ("1", "31.00")
    assert reason(with_setup().take(one_time("3", "2", "8 Jan"))) == (
        "Nothing to invoice: Seat: nothing to credit: what is charged once is credited in its first 7 days only."
    )


def test_never_more_of_it_than_was_billed() -> None:
    told = with_setup()
    told.made(one_time("3", "1", "2 Jan"))
    assert the_credit(told.made(one_time("4", "0", "3 Jan", 3))) == ("1", "31.00")
    assert codes(told.take(one_time("2", "0", "3 Jan", 4))) == [Code.NEVER_BILLED]


def test_by_the_rules_for_reductions() -> None:
    told = with_setup(reductions=ReductionRule.QUANTITY_ONLY)
    assert reason(told.take(one_time("3", "2", "2 Jan"))).endswith("by the settings only the quantity changes.")
    (found,) = problems_in(with_setup(reductions=ReductionRule.ASK).take(one_time("3", "2", "2 Jan")))
    assert found.data["amount"] == "31.00 AUD"


def test_an_order_that_arrives_late_does_not_undo_a_later_one() -> None:
    told = books()
    told.made(change("7", "12", "20 Jan", 3))
    told.made(change("10", "7", "10 Jan", 2))
    assert covered(told) == quantities(("1 Jan", 10), ("10 Jan", 7), ("20 Jan", 12), ("1 Feb", 0))


def test_an_increase_that_arrives_late_ends_where_a_later_reduction_that_is_done_begins() -> None:
    told = books()
    told.made(change("12", "7", "20 Jan", 3))
    found = told.made(change("10", "12", "10 Jan", 2))
    assert str(net_of(found)) == "20.00"
    assert covered(told) == quantities(("1 Jan", 10), ("10 Jan", 12), ("20 Jan", 7), ("1 Feb", 0))


def test_where_only_the_quantity_changes_it_is_billed_to_the_end_of_the_period_all_the_same() -> None:
    told = books(rule=ReductionRule.QUANTITY_ONLY)
    told.take(change("12", "7", "20 Jan", 3))
    told.made(change("10", "12", "10 Jan", 2))
    kept = in_force((changed("1 Jan", 1, "10"), changed("10 Jan", 2, "12"), changed("20 Jan", 3, "7"))).kept(periods())
    assert covered(told).within(days("1 Jan", "1 Feb")) == kept.within(days("1 Jan", "1 Feb"))


def test_a_reduction_that_a_later_order_has_settled_gives_nothing_back() -> None:
    told = books()
    told.take(change("7", "12", "10 Jan", 3))
    assert reason(told.take(change("10", "7", "10 Jan", 2))).endswith(
        "a later order of the subscription has settled it."
    )


def test_after_a_cancellation_a_change_asks_a_person() -> None:
    told = books()
    told.orders.append(replace(told.orders[0], order=an_order_on(OrderType.CANCELLATION, 2, "9 Jan")))
    for late in (change("10", "7", number=3), change("10", "12", number=3)):
        (found,) = problems_in(told.take(late))
        assert found.sentence.endswith(f"which {request(2)} cancelled from 2026-01-09 on.")


def test_two_fees_of_one_item_are_counted_together() -> None:
    told = LittleBooks(status="AUTHORISED")
    told.made(an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(1, "5"), a_fee(2, "2")))
    more = an_order_on(OrderType.CHANGE, 2, "10 Jan", seats("5", "3", 1), seats("2", "4", 2))
    assert "counted with the other lines of the same item" in reason(told.take(more))
    found = told.made(an_order_on(OrderType.CHANGE, 3, "10 Jan", seats("3", "1", 1), seats("4", "3", 2)))
    assert [str(line.line_amount) for line in found.lines] == ["44.00", "22.00"]


def test_a_locked_today_holds_a_credit_back() -> None:
    told = books()
    told.facts["organisation"] = an_organisation(locked_until=told.today)
    waits = told.made(change("10", "7")).waits
    assert waits is not None
    assert waits.until == told.today + A_DAY


def test_the_document_of_a_draft_change_is_named_with_the_invoice_it_changes() -> None:
    (made,) = books("DRAFT").made(change("10", "7")).changes
    assert (made.key, made.document) == (f"change:{request(2)}:invoice:{request(1)}", invoice_key(purchase().key))


def set_offs(told: LittleBooks) -> list[str]:
    found = told.ask(change("10", "7"))
    assert isinstance(found, Proposal), found
    return [one.sentence for one in found.follow_ups]


def test_what_will_be_set_off_is_told_as_far_as_it_is_due() -> None:
    told = books()
    said = "{} AUD of the credit note will be set off against INV-0001 once both are approved."
    assert set_offs(told) == [said.format("72.60")]
    told.set_status(purchase(), "AUTHORISED", "10.00")
    assert set_offs(told) == [said.format("10.00")]
    told.set_status(purchase(), "PAID", "0.00")
    assert set_offs(told) == []
