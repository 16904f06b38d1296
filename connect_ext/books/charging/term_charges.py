"""What a renewal or a billing period charges of an item: what is in force on its days and is not billed (money §1, §6).

Quantities are those that the known orders come to when it is proposed, whatever the request of a period says; its own
count only where nothing is known of how the asset began.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from connect_ext.books.charging.charges import (
    Charge,
    ChargeOutcome,
    Charges,
    NoCharge,
    billed_already,
    item_of,
    none_in_force,
)
from connect_ext.books.charging.stays import to_be_billed
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order, OrderType, SkuClass
from connect_ext.books.orders.quantities import Quantities, Step
from connect_ext.books.periods.periods import A_DAY, Periods
from connect_ext.books.periods.terms import periods_of
from connect_ext.books.problems.problem import Code, problem
from connect_ext.books.subscription.asset import held, quantity_change
from connect_ext.books.subscription.running import running_term


def term_charges(fee: Fee, order: Order, facts: Facts, covered: Coverage) -> ChargeOutcome:
    """Of a Billing or Renewal order. A problem where nobody tells the quantity."""
    if fee.product_item.period is None:
        return _without_period(fee)
    days, periods = term_days(fee, order, facts, covered)
    wanted = _wanted(fee, order, facts, days, periods)
    if wanted is None:
        return (problem(Code.QUANTITY_UNUSABLE, subject=fee.product_item.mpn, quantity=fee.quantity_text),)
    if not wanted.above_zero().within(days).steps:
        return none_in_force(days)
    item = item_of(fee, order)
    parts = covered.uncovered(item, wanted, days)
    if not parts:
        return billed_already(max(part.quantity for part in wanted.over(days)), days.end)
    before = covered.covered(item).at_most(wanted).within(days)
    doubts = (*_told_otherwise(fee, order, wanted, days), *_billed_before(before))
    charges = tuple(Charge(quantity=part.quantity, days=part.days, periods=periods) for part in parts)
    return Charges(parts=charges, doubt="; ".join(doubts))


def _without_period(fee: Fee) -> ChargeOutcome:
    if fee.product_item.sku_class is SkuClass.CUSTOM:
        return NoCharge(why="charged once, when it was ordered")
    if fee.quantity is None:
        return (problem(Code.QUANTITY_UNUSABLE, subject=fee.product_item.mpn, quantity=fee.quantity_text),)
    return Charges(parts=(Charge(quantity=fee.quantity),)) if fee.quantity else NoCharge(why="quantity 0")


def term_days(fee: Fee, order: Order, facts: Facts, covered: Coverage) -> tuple[Days, Periods]:
    """The days that are billed of the item, and the full periods that its price is the price of.

    A term that neither begins nor ends where a known period does has periods of its own: it is exactly its price.
    """
    assert fee.product_item.period is not None
    length, told = fee.product_item.period, fee.renewal or order.period
    assert told is not None
    running = running_term(covered, item_of(fee, order), told.start)
    rate = running.rate if running else None
    known = rate.periods if rate else None
    if known is None or known.length != length:
        known = periods_of(length, facts.asset.terms, facts.asset.service_start(order))
    start = _snapped(told.start, known)
    days = Days(start=start, end=max(_snapped(told.end, known), start + A_DAY))
    if fee.renewal is None:
        days = _of_a_longer_item(days, known)
    fits = known.containing(days.start).start == days.start or known.containing(days.end).start == days.end
    return days, known if fits else Periods(anchor=days.start, length=length)


def _snapped(day: date, periods: Periods) -> date:
    """Instants become days a little apart in different zones: a day beside a boundary is the boundary (money §4)."""
    number = periods.number(day)
    near = [edge for edge in (periods.boundary(number), periods.boundary(number + 1)) if abs(edge - day) <= A_DAY]
    return near[0] if near else day


def _of_a_longer_item(days: Days, periods: Periods) -> Days:
    """A request for a month may name a yearly item: it is billed for its year in the request in which that begins."""
    own = periods.containing(days.end - A_DAY)
    return own if own.start in days and own.end > days.end else days


def _wanted(fee: Fee, order: Order, facts: Facts, days: Days, periods: Periods) -> Quantities | None:
    """None where nobody tells. What stays billed is billed to the period's end, as it would have been had the period
    been billed first (money §5)."""
    renewed = (order,) if order.type is OrderType.RENEWAL else ()
    orders = (*(other.order for other in facts.asset.others), *renewed)
    if not _is_known(fee, orders, days.start):
        return None if fee.quantity is None else Quantities(steps=(Step(on=days.start, quantity=fee.quantity),))
    if fee.quantity is None and order.type is OrderType.RENEWAL:
        return None
    return to_be_billed(held(orders, fee.product_item.id), periods, order, facts, days)


def _is_known(fee: Fee, orders: Iterable[Order], on: date) -> bool:
    """Whether the orders tell how much of the item there was on a day: from its purchase on, or from one before it."""
    changes = [quantity_change(order, fee.product_item.id) for order in orders]
    bought = any(order.type is OrderType.SALES for order in orders)
    return bought or any(change is not None and change.effective_on <= on for change in changes)


def _told_otherwise(fee: Fee, order: Order, wanted: Quantities, days: Days) -> tuple[str, ...]:
    """A billing request of Connect states quantities of its own (money §5)."""
    ours = wanted.on(days.start)
    if order.type is not OrderType.BILLING or fee.renewal or fee.quantity in (None, ours):
        return ()
    assert fee.quantity is not None
    return (f"Connect says {plain(fee.quantity)}, {plain(ours)} are in force",)


def _billed_before(before: Quantities) -> tuple[str, ...]:
    return tuple(
        f"{plain(part.quantity)} are billed already from {part.days.start.isoformat()} to "
        f"{(part.days.end - A_DAY).isoformat()}"
        for part in before.parts()
    )
