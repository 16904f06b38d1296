"""Whatever is ordered, and in whatever order it becomes known, each day in force is billed once and no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from connect_ext.books.documents.policies import ReductionRule
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.problems.problem import Code
from connect_ext.books.subscription.asset import held
from tests.books.builders import a_fee
from tests.books.day_builders import SEATS, day, days, periods
from tests.books.little_books import LittleBooks, an_order_on
from tests.books.test_changes import seats

JANUARY = days("1 Jan", "1 Feb")
some_days = st.integers(0, 30)
some_chains = st.lists(st.tuples(some_days, st.integers(0, 9)), min_size=1, max_size=5)
some_statuses = st.sampled_from(["DRAFT", "AUTHORISED", "PAID"])


def chain(steps: Sequence[tuple[int, int]]) -> list[Order]:
    """A purchase of five and changes of it, each of which knows what was before."""
    orders = [an_order_on(OrderType.SALES, 1, "1 Jan", a_fee(quantity="5"))]
    old = 5
    for number, (on, quantity) in enumerate(sorted(steps, key=lambda step: step[0]), 2):
        if quantity != old:
            when = (day("1 Jan") + timedelta(days=on)).isoformat()
            orders.append(an_order_on(OrderType.CHANGE, number, when, seats(str(old), str(quantity))))
            old = quantity
    return orders


def play(orders: Sequence[Order], statuses: Sequence[str], rule: ReductionRule) -> LittleBooks:
    told = LittleBooks(settings={"reductions": rule}, prices={SEATS.product_item: "9.97"})
    waiting = list(orders)
    while waiting:
        asked = [order for place, order in enumerate(waiting) if not _is_taken(told, order, statuses, place)]
        assert len(asked) < len(waiting), asked
        waiting = asked
    return told


def _is_taken(told: LittleBooks, order: Order, statuses: Sequence[str], place: int) -> bool:
    """One that takes back what an order that is not known yet adds asks a person, who presses Sync once that is."""
    told.status = statuses[place % len(statuses)]
    found = told.take(order)
    if isinstance(found, tuple):
        assert [one.code for one in found] == [Code.NEVER_BILLED]
    return not isinstance(found, tuple)


def in_turn_or_not(draw: st.DataObject, orders: Sequence[Order]) -> list[Order]:
    """The purchase first."""
    return [orders[0], *draw.draw(st.permutations(orders[1:]))]


@settings(max_examples=60, deadline=None)
@given(some_chains, st.lists(some_statuses, min_size=1, max_size=3), st.data())
def test_what_is_covered_is_what_is_in_force(
    steps: list[tuple[int, int]], statuses: list[str], data: st.DataObject
) -> None:
    orders = chain(steps)
    told = play(in_turn_or_not(data, orders), statuses, ReductionRule.REFUND)
    in_force = held(orders, SEATS.product_item).quantities
    assert told.coverage.covered(SEATS).within(JANUARY) == in_force.within(JANUARY)


@settings(max_examples=60, deadline=None)
@given(some_chains, st.lists(some_statuses, min_size=1, max_size=3), st.data())
def test_where_only_the_quantity_changes_it_is_the_most_that_was_in_force(
    steps: list[tuple[int, int]], statuses: list[str], data: st.DataObject
) -> None:
    """Out of turn it may be more, where nobody could know yet how little there was; never less."""
    orders = chain(steps)
    kept = held(orders, SEATS.product_item).kept(periods()).within(JANUARY)
    told = play(orders, statuses, ReductionRule.QUANTITY_ONLY)
    assert told.coverage.covered(SEATS).within(JANUARY) == kept
    shuffled = play(in_turn_or_not(data, orders), statuses, ReductionRule.QUANTITY_ONLY)
    in_force = held(orders, SEATS.product_item).quantities.within(JANUARY)
    assert not in_force.minus(shuffled.coverage.covered(SEATS)).above_zero().steps


@settings(max_examples=60, deadline=None)
@given(some_chains, st.lists(some_statuses, min_size=1, max_size=3))
def test_no_line_is_credited_above_what_it_billed_and_the_cents_add_up(
    steps: list[tuple[int, int]], statuses: list[str]
) -> None:
    """Rounding is once for what a line bills and once for all that it gives back: half a cent each, and no more."""
    told = play(chain(steps), statuses, ReductionRule.REFUND)
    billed = {line.description.split()[-1]: line.line_amount for one in told.invoices.values() for line in one.lines}
    for mark, amount in billed.items():
        crediting = {
            one.line for one in told.coverage.stretches if one.credits and one.credits.mark == mark and one.is_credit
        }
        credited = sum(
            line.line_amount
            for note in told.notes.values()
            for line in note.lines
            if line.description.split()[-1] in {line.mark for line in crediting}
        )
        assert credited <= amount
    days_in_force = sum(part.quantity * len(part.days) for part in told.coverage.covered(SEATS).over(JANUARY))
    exact = Decimal("9.97") * days_in_force / 31
    assert abs(told.total - exact) <= Decimal("0.01") * len(told.invoices)


@settings(max_examples=40, deadline=None)
@given(some_chains, st.data())
def test_telling_an_order_again_gives_nothing_back_again(steps: list[tuple[int, int]], data: st.DataObject) -> None:
    orders = chain(steps)
    told = play(orders, ["AUTHORISED"], ReductionRule.REFUND)
    total = told.total
    if len(orders) == 1:
        return
    again = data.draw(st.sampled_from(orders[1:]))
    told.orders = [known for known in told.orders if known.order.key != again.key]
    found = told.ask(again)
    assert not isinstance(found, Proposal), found
    assert told.total == total
