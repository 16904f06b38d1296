"""The turn of an order among those of its asset: which of them must be in the books before which (money §1)."""

from __future__ import annotations

from datetime import date, datetime

from connect_ext.books.days import platform_day
from connect_ext.books.ids import RequestId
from connect_ext.books.orders.order import Order, OrderType
from connect_ext.books.orders.reading import NoOrder, NotYet, Reading, Stated
from connect_ext.books.subscription.in_force import request_number

NUMBER_DIGITS = 18
"""The number of a request or of a period's day, padded so that texts sort as numbers do."""


def turn(type_: OrderType | None, on: date, name: str, *, by_calendar: bool = False) -> str:
    """Sorts as text as orders take their turn: the purchase before all else, then by the day on which they take effect,
    requests before periods that begin on that day, then by number.

    It begins with digits alone, which every database sorts alike whatever its language.
    """
    later = "0" if type_ is OrderType.SALES else "1"
    number, _ = request_number(RequestId(name))
    return f"{later}{on:%Y%m%d}{int(by_calendar)}{number:0{NUMBER_DIGITS}d} {name}"


def turn_of(order: Order) -> str:
    on = platform_day(order.effective_at)
    return turn(order.type, on, order.request_id, by_calendar=order.type is OrderType.BILLING)


def turn_of_reading(reading: Reading, changed_on: date) -> str:
    """Also of what is no order (yet): by the date that it names, else by the day on which it last changed."""
    match reading:
        case Order():
            return turn_of(reading)
        case NoOrder(stated=Stated(effective_at=at)) | NotYet(until=datetime() as at):
            changed_on = platform_day(at)
    by_calendar = reading.type is OrderType.BILLING
    return turn(reading.type, changed_on, RequestId(reading.key), by_calendar=by_calendar)
