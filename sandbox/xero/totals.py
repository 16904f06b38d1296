"""The sums of a document as Xero makes them: half up to the cent, tax rounded per line and then added.

https://developer.xero.com/documentation/guides/how-to-guides/rounding-in-xero
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sandbox.xero.state import Line, LineAmountTypes

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    sub_total: Decimal
    total_tax: Decimal
    total: Decimal


def rounded(amount: Decimal, places: int = 2) -> Decimal:
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def line_amount(
    quantity: Decimal, unit: Decimal, discount_rate: Decimal | None = None, discount_amount: Decimal | None = None
) -> Decimal:
    gross = quantity * unit
    if discount_rate is not None:
        gross -= gross * discount_rate / _HUNDRED
    return rounded(gross - (discount_amount or 0))


def tax_of(amount: Decimal, rate: Decimal, kind: LineAmountTypes) -> Decimal:
    """`rate` in percent. Of an inclusive amount, the tax that is inside it."""
    match kind:
        case LineAmountTypes.EXCLUSIVE:
            return rounded(amount * rate / _HUNDRED)
        case LineAmountTypes.INCLUSIVE:
            return rounded(amount * rate / (_HUNDRED + rate))
        case LineAmountTypes.NO_TAX:
            return Decimal("0.00")


def totals_of(lines: Sequence[Line], kind: LineAmountTypes) -> Totals:
    amounts = sum((line.line_amount for line in lines), Decimal("0.00"))
    tax = sum((line.tax_amount for line in lines), Decimal("0.00"))
    if kind is LineAmountTypes.INCLUSIVE:
        return Totals(sub_total=amounts - tax, total_tax=tax, total=amounts)
    return Totals(sub_total=amounts, total_tax=tax, total=amounts + tax)
