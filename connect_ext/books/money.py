"""Exact amounts: how a quantity times a price becomes a line that Xero adds up to the same cent (money §12)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NewType

Currency = NewType("Currency", str)
"""ISO 4217 alphabetic code."""

WITHOUT_MINOR_UNIT = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
"""Currencies counted in whole units, https://www.iso.org/iso-4217-currency-codes.html."""

UNIT_PLACES = 4
"""Xero keeps four decimals of a unit amount when asked with `unitdp=4`
(https://developer.xero.com/documentation/api-guides/rounding-in-xero)."""

HALF_A_CENT = Decimal("0.005")

EXACT_BELOW = Decimal(10) ** 11
"""Smaller numbers of four decimals survive as the doubles that JSON libraries make of them."""


def quantum(currency: Currency) -> Decimal:
    """The smallest amount of a currency in the books: Xero keeps two decimals at most, even where ISO has three."""
    return Decimal(1) if currency in WITHOUT_MINOR_UNIT else Decimal("0.01")


def round_amount(amount: Decimal, currency: Currency) -> Decimal:
    """Rounds half up, away from zero, to the currency's smallest amount."""
    with localcontext(prec=50):
        return amount.quantize(quantum(currency), rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """So much money of one currency; amounts of two currencies are never added up."""

    value: Decimal
    currency: Currency


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFigures:
    """Quantity and unit amount whose product Xero rounds to exactly `amount`."""

    quantity: Decimal
    unit_amount: Decimal
    amount: Decimal
    arithmetic: str | None
    """What the description must say because quantity and price could not be kept, else None."""


def line_figures(quantity: Decimal, price: Decimal, currency: Currency) -> LineFigures:
    """The line for `quantity` at `price` each, in one currency.

    The quantity is kept when a unit amount of four decimals gives the amount, and never on the tie, where we would
    depend on Xero's undocumented rounding mode. Otherwise the line is one times the amount.
    """
    with localcontext(prec=50):
        amount = round_amount(quantity * price, currency)
        unit = price.quantize(Decimal(1).scaleb(-UNIT_PLACES), rounding=ROUND_HALF_UP)
        fits = abs(quantity * unit - amount) < HALF_A_CENT and _leaves_exactly(quantity) and _leaves_exactly(unit)
    if fits:
        return LineFigures(quantity=quantity, unit_amount=unit, amount=amount, arithmetic=None)
    return LineFigures(
        quantity=Decimal(1),
        unit_amount=amount,
        amount=amount,
        arithmetic=f"{plain(quantity)} x {plain(price)} {currency}",
    )


def amount_figures(quantity: Decimal | None, amount: Decimal, currency: Currency) -> LineFigures:
    """The line for an amount that is given and not worked out: the quantity at a unit of four decimals that comes to
    exactly it, else one times the amount. Whatever the signs are, the quantity is positive and the unit has that of
    the amount."""
    rounded, counted = round_amount(amount, currency), abs(quantity or Decimal(0))
    with localcontext(prec=50):
        # Not where the unit would be beyond all that is kept: of next to nothing.
        if counted and abs(rounded) < EXACT_BELOW * counted:
            unit = (rounded / counted).quantize(Decimal(1).scaleb(-UNIT_PLACES), rounding=ROUND_HALF_UP)
            if abs(counted * unit - rounded) < HALF_A_CENT and _leaves_exactly(counted):
                return LineFigures(quantity=counted, unit_amount=unit, amount=rounded, arithmetic=None)
    return LineFigures(quantity=Decimal(1), unit_amount=rounded, amount=rounded, arithmetic=None)


def _leaves_exactly(number: Decimal) -> bool:
    return abs(number) < EXACT_BELOW and has_places(number, UNIT_PLACES)


def has_places(number: Decimal, places: int) -> bool:
    """Whether a number needs at most `places` decimals."""
    exponent = number.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= places


def plain(number: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(number: Decimal, currency: Currency) -> str:
    """An amount as invoices show it: the currency's decimals, and further ones only where they are not zero."""
    places = -int(quantum(currency).as_tuple().exponent)
    whole, _, decimals = plain(number).partition(".")
    decimals = decimals.ljust(places, "0")
    return f"{whole}.{decimals}" if decimals else whole
