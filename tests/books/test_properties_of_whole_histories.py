"""What is promised of every history of an asset, whatever happens in it and in whatever order we hear of it."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.coverage.leaks import leaks
from connect_ext.books.coverage.stretch import LineKey, Stretch
from connect_ext.books.money import Amount
from connect_ext.books.periods.proration import Rate, amount, exact_amount
from connect_ext.books.reports.deferred import entries, month_ends
from connect_ext.books.reports.expected import PriceOn, expected
from tests.books.day_builders import JPY, SEATS, STORAGE, days
from tests.books.history_builders import MONTHS, RATES, Bookkeeper, Event, Heard, kept_by, whole_histories

EVERYTHING = days("2025-12-01", "2027-01-01")


def half_up(exact: Fraction, rate: Rate) -> Decimal:
    """By integer arithmetic alone."""
    cents = 1 if rate.currency == JPY else 100
    return Decimal((exact * cents + Fraction(1, 2)).__floor__()) / cents


def line_amounts(coverage: Coverage) -> dict[LineKey, tuple[Rate, Decimal, list[Decimal]]]:
    """Of each line that stands: rate, what it bills, and what each of its credits gives back in its turn."""
    found = {}
    for line in (one for one in coverage.stretches if one.bills):
        assert line.rate is not None
        credits_ = [one for one in coverage.stretches if one.is_credit and one.credits == line.line]
        so_far, given = Fraction(0), list[Decimal]()
        for credit in sorted(credits_, key=lambda one: (one.dated, one.line)):
            so_far += exact_amount(credit.part, line.rate)
            given.append(half_up(so_far, line.rate) - sum(given, Decimal(0)))
        found[line.line] = (line.rate, amount(line.part, line.rate), given)
    return found


def always(rate: Rate) -> PriceOn:
    price = Amount(value=rate.unit_price, currency=rate.currency)
    return lambda _: price


def customer(of: Stretch) -> str:
    return of.item.product_item


@given(whole_histories())
def test_each_day_of_each_item_in_force_is_billed_exactly_once_after_every_event(events: list[Event]) -> None:
    keeper = Bookkeeper()
    for event in events:
        keeper.works_off(event)
        for item in (SEATS, STORAGE):
            assert keeper.coverage.covered(item) == keeper.in_force(item).within(keeper.billed)
            assert leaks(item, keeper.in_force(item), keeper.coverage, keeper.billed) == ()


@given(whole_histories().flatmap(lambda events: st.tuples(st.just(events), st.permutations(events))))
def test_in_whatever_order_we_hear_of_it_the_same_is_covered(both: tuple[list[Event], list[Event]]) -> None:
    one, other = map(kept_by, both)
    assert [one.coverage.covered(item) for item in RATES] == [other.coverage.covered(item) for item in RATES]


@given(whole_histories())
def test_hearing_everything_again_changes_nothing(events: list[Event]) -> None:
    keeper = kept_by(events)
    before = keeper.coverage
    for event in events:
        if isinstance(event, Heard):
            keeper.works_off(event)
    assert keeper.coverage == before


@given(whole_histories())
def test_credits_never_exceed_what_their_line_billed_and_nothing_in_force_is_given_away(events: list[Event]) -> None:
    keeper = kept_by(events)
    for item, rate in RATES.items():
        of_item = [one for one in line_amounts(keeper.coverage).values() if one[0] == rate]
        assert all(sum(given, Decimal(0)) <= billed for _, billed, given in of_item)
        assert all(one >= 0 for _, _, given in of_item for one in given)
        net = sum((billed - sum(given, Decimal(0)) for _, billed, given in of_item), Decimal(0))
        held = keeper.in_force(item).within(keeper.billed).parts()
        exact = sum((exact_amount(part, rate) for part in held), Fraction(0))
        # Each line is rounded twice at most: when it is billed, and when all its credits are.
        assert abs(Fraction(net) - exact) <= len(of_item) * Fraction(1, 1 if rate.currency == JPY else 100)


@given(whole_histories())
def test_the_deferred_schedule_adds_up_to_what_was_billed_and_ends_at_nothing(events: list[Event]) -> None:
    coverage = kept_by(events).coverage
    found = entries(coverage.stretches, customer)
    billed = defaultdict[str, Decimal](Decimal)
    for rate, due, back in line_amounts(coverage).values():
        billed[rate.currency] += due - sum(back, Decimal(0))
    for rate in RATES.values():
        own = [one for one in found if one.currency == rate.currency]
        assert sum((one.amount for one in own), Decimal(0)) == billed[rate.currency]
        ends = [one for one in month_ends(found, EVERYTHING) if one.currency == rate.currency]
        assert sum((one.billed for one in ends), Decimal(0)) == billed[rate.currency]
        assert sum((one.recognised for one in ends), Decimal(0)) == billed[rate.currency]
        assert [one.deferred for one in ends][-1:] in ([], [0])


@given(whole_histories())
def test_at_each_month_end_what_is_deferred_is_what_was_billed_of_later_months(events: list[Event]) -> None:
    found = entries(kept_by(events).coverage.stretches, customer)
    for end in month_ends(found, EVERYTHING):
        later = (
            one.amount
            for one in found
            if (one.group, one.currency) == (end.group, end.currency)
            and one.document_month <= end.month < one.service_month
        )
        assert end.deferred == sum(later, Decimal(0))


@given(whole_histories())
def test_what_is_heard_of_in_time_is_billed_as_expected_month_by_month(events: list[Event]) -> None:
    """Everything is known before the first run, and nothing is voided: expected and billed agree in every cent."""
    keeper = Bookkeeper(months=4)
    for event in events:
        if isinstance(event, Heard):
            keeper.known[event.item].append(event.change)
    keeper.settles()
    found = entries(keeper.coverage.stretches, customer)
    for item, rate in RATES.items():
        due = expected(keeper.in_force(item), MONTHS, always(rate), keeper.billed)
        own = {(one.service_month, one.currency): one.amount for one in found if one.currency == rate.currency}
        assert own == {month: one for month, one in due.per_month.items() if one}
