"""Whatever is added, and in whatever order it is worked off, every seat of every day is billed exactly once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal
from connect_ext.books.orders.order import Order
from connect_ext.books.proposing.propose import propose
from connect_ext.books.subscription.asset import AssetFacts, KnownOrder, held
from tests.books.builders import a_price, facts
from tests.books.day_builders import SEATS, day, days
from tests.books.test_changes import a_change, bought, seats

JANUARY = days("1 Jan", "1 Feb")
additions = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), min_size=1, max_size=5)


def history(added: list[tuple[int, int]]) -> list[Order]:
    """A purchase of five, and changes that add so many on these days of January, numbered as they take effect."""
    orders, quantity = [bought().order], 5
    for number, (after, more) in enumerate(sorted(added), start=2):
        on = (day("1 Jan") + timedelta(days=after)).isoformat()
        orders.append(a_change(seats(str(quantity), str(quantity + more)), on=on, number=number))
        quantity += more
    return orders


def worked_off(order: Order, known: list[Order], coverage: Coverage, price: str) -> Coverage:
    others = tuple(KnownOrder(order=other, ignored=False) for other in known if other is not order)
    found = propose(order, facts(a_price(price), asset=AssetFacts(others=others, coverage=coverage)))
    assert isinstance(found, Proposal | NothingToInvoice), found
    return coverage.plus(*found.covers)


@given(additions, st.randoms(use_true_random=False), st.booleans(), st.sampled_from(["31", "0.01", "0"]))
def test_every_day_is_billed_for_what_is_in_force(
    added: list[tuple[int, int]], chance: Random, all_known: bool, price: str
) -> None:
    orders = history(added)
    changes = orders[1:]
    chance.shuffle(changes)
    coverage, known = Coverage(), list[Order]()
    for order in (orders[0], *changes):
        known.append(order)
        coverage = worked_off(order, orders if all_known else known, coverage, price)
    in_force = held(orders, SEATS.product_item).quantities.within(JANUARY)
    assert coverage.covered(SEATS) == in_force


@given(additions)
def test_in_their_turn_each_change_bills_what_it_adds(added: list[tuple[int, int]]) -> None:
    orders = history(added)
    coverage = worked_off(orders[0], orders, Coverage(), "31")
    for order in orders[1:]:
        then = worked_off(order, orders, coverage, "31")
        (fee,) = order.fees
        assert fee.quantity is not None
        assert fee.old_quantity is not None
        new = then.stretches.difference(coverage.stretches)  # type: ignore[attr-defined]
        assert [(one.quantity, one.days.end) for one in new] == [(fee.quantity - fee.old_quantity, JANUARY.end)]
        coverage = then


def test_whoever_is_second_finds_the_days_billed() -> None:
    first, second = history([(9, 2)])
    once = worked_off(second, [first], worked_off(first, [first], Coverage(), "31"), "31")
    assert worked_off(replace(second, purchase_order="PO"), [first], once, "31") == once
    assert Decimal(7) == once.covered(SEATS).on(day("31 Jan"))
