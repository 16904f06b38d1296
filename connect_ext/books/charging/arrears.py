"""Products that are charged in arrears: nothing of a period is billed before the period has ended (money §4)."""

from __future__ import annotations

from connect_ext.books.charging.charges import NoCharge, item_of
from connect_ext.books.coverage.coverage import Coverage
from connect_ext.books.orders.order import Fee, Order, OrderType
from connect_ext.books.settings.settings import Settings
from connect_ext.books.subscription.asset import effective_on

BY_PERIOD = (OrderType.SALES, OrderType.CHANGE, OrderType.RENEWAL)


def charged_later(fee: Fee, order: Order, settings: Settings, covered: Coverage) -> NoCharge | None:
    """Why an order bills nothing of an item yet; None where it does: also in arrears a change of days that are billed
    already is charged at once."""
    if fee.product_item.period is None or order.product_id not in settings.in_arrears or order.type not in BY_PERIOD:
        return None
    billed_until = covered.billed_until(item_of(fee, order))
    if billed_until is not None and effective_on(order) < billed_until:
        return None
    return NoCharge(why="charged when its period has ended")
