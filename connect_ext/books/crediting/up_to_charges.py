"""In *quantity only* mode the decrease of a plan switch pays for its increase, and for no more (money §1).

What is left over stays covered, like every seat that is given up in this mode, until its period ends. So a part of a
seat may be given back: the rest of it is what the customer goes on having paid for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

from connect_ext.books.crediting.take_back import Piece
from connect_ext.books.money import Amount, quantum
from connect_ext.books.periods.proration import exact_amount

PLACES = Decimal("1E-12")
"""Of a quantity that is cut: what is lost of a price below a thousand millions is less than half a cent."""


def up_to(charged: Amount | None, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Of these pieces, in order, what comes to no more than the charges; nothing in another currency."""
    if charged is None:
        return ()
    fitting = [one for one in pieces if one.stretch.rate and one.stretch.rate.currency == charged.currency]
    rounded_apart = len({one.stretch.line for one in fitting})
    # Each line is rounded by itself: half a cent less for each further one, and their sum stays below the charges.
    left = Fraction(charged.value) - Fraction(quantum(charged.currency)) * max(0, rounded_apart - 1) / 2
    found = list[Piece]()
    for piece in fitting:
        taken = _cut(piece, left)
        if taken is not None:
            found.append(taken)
            left -= _value(taken)
    return tuple(found)


def _cut(piece: Piece, left: Fraction) -> Piece | None:
    value = _value(piece)
    if value <= left:
        return piece
    with localcontext(prec=60):
        exact = Fraction(piece.stretch.quantity) * left / value
        part = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(PLACES, rounding=ROUND_DOWN)
    return replace(piece, stretch=replace(piece.stretch, quantity=part.normalize())) if part > 0 else None


def _value(piece: Piece) -> Fraction:
    assert piece.stretch.rate is not None
    return exact_amount(piece.stretch.part, piece.stretch.rate)
