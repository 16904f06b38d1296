"""Requests that change no quantity must state the ones that we hold; else something is missing here (money §1)."""

from __future__ import annotations

from collections.abc import Sequence

from connect_ext.books.days import platform_day
from connect_ext.books.ids import RequestId
from connect_ext.books.money import plain
from connect_ext.books.orders.order import FeeKind, Order, OrderType
from connect_ext.books.orders.reading import NoOrder
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.subscription.asset import held
from connect_ext.books.subscription.turn import turn, turn_of


def disagreements(reading: NoOrder, orders: Sequence[Order]) -> tuple[Problem, ...]:
    """One for each item whose stated quantity is not the one that the orders before the request come to.

    None where nothing is stated, or where the purchase is not among the orders: what there was before is not known.
    """
    if reading.stated is None or not any(order.type is OrderType.SALES for order in orders):
        return ()
    on = platform_day(reading.stated.effective_at)
    own = turn(reading.type, on, RequestId(reading.key))
    earlier = [order for order in orders if turn_of(order) < own and order.key != reading.key]
    found = list[Problem]()
    for fee in reading.stated.fees:
        item, said = fee.product_item, fee.quantity
        ours = held(earlier, item.id).quantities.on(on)
        if fee.kind is not FeeKind.USAGE and said is not None and said != ours:
            name = item.name or item.mpn
            found.append(
                problem(Code.QUANTITIES_DISAGREE, subject=reading.key, item=name, said=plain(said), held=plain(ours))
            )
    return tuple(found)
