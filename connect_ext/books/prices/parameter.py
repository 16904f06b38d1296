"""The price that a parameter of the order states (money §3): of the item itself, or else of its asset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from connect_ext.books.money import Currency
from connect_ext.books.orders.order import Fee, Order, Parameter
from connect_ext.books.prices.price import NoPrice, Price, Quote
from connect_ext.books.settings.settings import PriceSource, Settings

WRITTEN = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)(?: ?([A-Za-z]{3}))?", re.ASCII)
"""`12.50` or `12.50 USD`. A comma may part decimals or thousands: what has one is asked of a person."""

LONGEST_SHOWN = 40


def quote_from_parameter(fee: Fee, order: Order, settings: Settings, base: Currency) -> Quote:
    """Its value is the price of one unit for one period, in `base` currency unless it names another.

    A parameter that is not there, or empty, leaves the price to the next source. One that says anything but a price
    ends the search: whoever wrote it meant something, and another source's price would hide that.
    """
    name = settings.price_parameters.get(order.product_id) or settings.price_parameter
    if not name:
        return _none(f"no parameter is chosen for {order.product_id}")
    value = _value(name, fee.parameters) or _value(name, order.parameters)
    if not value:
        return _none(f"parameter {name} of {order.asset_id} is empty or missing")
    found = WRITTEN.fullmatch(value)
    if found is None:
        said = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
        return _none(f"parameter {name} of {order.asset_id} says “{said}”, which is no price", is_final=True)
    return Price(
        amount=Decimal(found[1]),
        currency=Currency(found[2].upper()) if found[2] else base,
        source=PriceSource.PARAMETER,
        evidence=f"parameter {name} of {order.asset_id}",
    )


def _value(name: str, parameters: Iterable[Parameter]) -> str:
    wanted = name.casefold()
    return next((one.value for one in parameters if one.id.casefold() == wanted and one.value), "")


def _none(why: str, *, is_final: bool = False) -> NoPrice:
    return NoPrice(source=PriceSource.PARAMETER, why=why, is_final=is_final)
