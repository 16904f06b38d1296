"""The quantity that a change aims at, day by day: its own, until a later order that is done says another (money §1).

So orders may arrive late: what they add or take back ends where an order begins that is in the books already.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from connect_ext.books.facts.proposal import Facts
from connect_ext.books.orders.order import Fee, Order
from connect_ext.books.orders.quantities import NOTHING
from connect_ext.books.subscription.asset import after, change_of, effective_on
from connect_ext.books.subscription.in_force import InForce, QuantityChange, in_force


def aim(fee: Fee, quantity: Decimal, order: Order, facts: Facts, on: date | None = None) -> InForce:
    """`quantity` is that of the whole item, from the effective day on; `on` where the order's own is another."""
    item = fee.product_item.id
    own = QuantityChange(
        effective_on=on or effective_on(order), request_id=order.request_id, quantity=quantity, old_quantity=None
    )
    done = (other.order for other in after(order, facts.asset.others) if other.done)
    later = (change for other in done if (change := change_of(other, item)) is not None)
    return in_force((own, *later))


def of_the_item(fee: Fee, order: Order) -> Decimal:
    """What all fees of the order make of the item: several may be of one."""
    return sum((one.quantity for one in same_item(fee, order) if one.quantity is not None), NOTHING)


def same_item(fee: Fee, order: Order) -> tuple[Fee, ...]:
    return tuple(one for one in order.fees if one.product_item.id == fee.product_item.id)
