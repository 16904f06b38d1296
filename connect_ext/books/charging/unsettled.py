"""Why the difference to what is billed is no measure of what an order changes: a person must look first (money §5)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from connect_ext.books.days import Days
from connect_ext.books.facts.proposal import Facts
from connect_ext.books.ids import ProductItemId
from connect_ext.books.money import plain
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.orders.quantities import Quantities
from connect_ext.books.periods.periods import A_DAY
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.subscription.asset import before, effective_on, held


def unsettled(
    item: ProductItemId, name: str, order: Order, facts: Facts, billed: Quantities, days: Days
) -> tuple[Problem, ...]:
    """An order before this one that a person took out of our hands: the difference to what is billed is no measure of
    what this one costs. Orders after it may have been billed first, and are no reason."""
    earlier = before(order, facts.asset.others)
    was = held([other.order for other in earlier], item).quantities
    will = held([other.order for other in facts.asset.others], item).quantities
    ignored = [other.order.request_id for other in earlier if other.ignored]
    missing, surplus = was.minus(billed).above_zero().within(days), billed.minus(will).above_zero().within(days)
    if not ignored or not (missing.steps or surplus.steps):
        return ()
    found = problem(
        Code.EARLIER_ORDER_IGNORED,
        subject=order.request_id,
        ignored=", ".join(ignored),
        item=name,
        billed=plain(billed.on(days.start)),
        held=plain(was.on(days.start)),
    )
    return (found,)


def after_the_end(order: Order, facts: Facts) -> tuple[Problem, ...]:
    """A cancellation that took effect before: nothing is in force that could be changed."""
    ended = [other.order for other in before(order, facts.asset.others) if other.order.type is OrderType.CANCELLATION]
    if not ended:
        return ()
    first = min(ended, key=effective_on)
    found = problem(
        Code.AFTER_THE_END,
        subject=order.request_id,
        asset=order.asset_id,
        day=effective_on(first).isoformat(),
        cancellation=first.request_id,
    )
    return (found,)


def never_billed(fee: Fee, order: Order, old: Decimal, new: Decimal) -> Problem:
    """Neither the item, nor the period in which the change takes effect: who bills that is not known here."""
    return problem(
        Code.NEVER_BILLED,
        subject=order.request_id,
        item=fee.product_item.name or fee.product_item.mpn,
        asset=order.asset_id,
        old=plain(old),
        new=plain(new),
        day=effective_on(order).isoformat(),
    )


def back_from_nothing(item: ProductItemId, order: Order, facts: Facts, unbilled: Days) -> bool:
    """Whether the orders before it have none of the item on these days: then nobody bills the period in which it comes
    back, and the order does so itself."""
    earlier = [other.order for other in before(order, facts.asset.others)]
    return not held(earlier, item).quantities.within(unbilled).steps


def counts_later(order: Order, end: date, facts: Facts) -> str | None:
    """Why a change of a period that is not billed yet moves nothing now: its quantity counts when that period is
    billed (money §6). `end` is that of what is billed. None where the period has begun and is billed by nobody here."""
    if end <= facts.today:
        return None
    day = effective_on(order).isoformat()
    return f"{up_to(end)}; the new quantity counts from {day} on, when that period is billed"


def up_to(end: date) -> str:
    return f"billed up to {(end - A_DAY).isoformat()}"
