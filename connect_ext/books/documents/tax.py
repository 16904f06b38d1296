"""The tax of one line, and prices with and without it (money §11, §12). Rates are percentages."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import assert_never

from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.money import plain

CENT = Decimal("0.01")
PLACES = 12
"""So far behind the comma no rounding of a line can see what is cut off."""
SPARE = 3
"""More of them where a price is divided: multiplied again, it is the price that it was."""


def tax_of(amount: Decimal, rate: Decimal, kind: LineAmountTypes) -> Decimal:
    """The tax on, or in, the amount of a line, unrounded."""
    match kind:
        case LineAmountTypes.EXCLUSIVE:
            return amount * rate / 100
        case LineAmountTypes.INCLUSIVE:
            return amount * rate / (100 + rate)
        case LineAmountTypes.NO_TAX:
            return Decimal(0)
        case _:
            assert_never(kind)


def tax_inside(amount: Decimal, rate: Decimal, kind: LineAmountTypes) -> Decimal:
    """What Xero takes out of the amount of a line to show its document before tax: cents in every currency
    (https://developer.xero.com/documentation/guides/how-to-guides/rounding-in-xero)."""
    if kind is not LineAmountTypes.INCLUSIVE:
        return Decimal(0)
    with localcontext(prec=50):
        return tax_of(amount, rate, kind).quantize(CENT, rounding=ROUND_HALF_UP)


def with_tax(price: Decimal, rate: Decimal) -> Decimal:
    with localcontext(prec=50):
        return _kept(price * (100 + rate) / 100, PLACES)


def without_tax(price: Decimal, rate: Decimal) -> Decimal:
    with localcontext(prec=50):
        return _kept(price * 100 / (100 + rate), PLACES + SPARE)


def _kept(price: Decimal, places: int) -> Decimal:
    return Decimal(plain(price.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)))
