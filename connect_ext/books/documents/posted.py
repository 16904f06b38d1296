"""Whether Xero made of a document what was sent: every line, the total before tax and the tax (money §12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

from connect_ext.books.documents.compare import IntendedDocument, other_lines
from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.documents.organisation import TaxRate
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.documents.tax import tax_of
from connect_ext.books.money import plain, quantum
from connect_ext.books.problems.problem import Code, Problem, problem

ONE_CENT = Decimal("0.01")
ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN)
"""Xero rounds the tax of each line, and does not say how it rounds the tie
(https://developer.xero.com/documentation/guides/how-to-guides/rounding-in-xero)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """To the cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A cent here or there: told, and no reason to stop."""

    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`words` end a sentence."""

    words: str
    cents_only: bool


def posted(
    intended: IntendedDocument, held: HeldDocument, rates: Sequence[TaxRate] | None, name: str
) -> Equal | Remark | Problem:
    """Xero adds up by itself: a cent on a line or on the tax is told, more needs a person.

    The tax is not compared while the organisation's rates are unknown. `name` is the document in the sentences.
    """
    found = [*_in_lines(intended, held), *_in_tax(intended, held, rates)]
    if not found:
        return Equal()
    differs = problem(Code.AMOUNT_DIFFERS, subject=name, difference="; ".join(one.words for one in found))
    return Remark(problem=differs) if all(one.cents_only for one in found) else differs


def _in_lines(intended: IntendedDocument, held: HeldDocument) -> Iterator[Difference]:
    if held.currency != intended.currency:
        yield Difference(words=f"its currency is {held.currency}, not {intended.currency}", cents_only=False)
    if held.line_amount_types != intended.line_amount_types:
        words = f"its amounts are {held.line_amount_types}, not {intended.line_amount_types}"
        yield Difference(words=words, cents_only=False)
    if sorted(str(mark_of(line.description)) for line in held.lines) != sorted(intended.lines):
        yield Difference(words=other_lines(intended, held), cents_only=False)
        return
    for line in held.lines:
        mark = str(mark_of(line.description))
        yield from _unequal(f"line {mark}", line.line_amount, intended.lines[mark].amount, ONE_CENT)
    # Each line may be a cent off, and then so may the sum for each of them.
    what = f"the total {'with' if intended.with_tax else 'before'} tax"
    yield from _unequal(what, intended.sum_in(held), intended.sum, ONE_CENT * len(held.lines))


def _in_tax(intended: IntendedDocument, held: HeldDocument, rates: Sequence[TaxRate] | None) -> Iterator[Difference]:
    known = {rate.tax_type: rate.effective_rate for rate in rates or ()}
    lines = intended.lines.values()
    if held.total_tax is None or any(line.tax_type not in known for line in lines):
        return
    with localcontext(prec=50):
        taxes = [tax_of(line.amount, known[line.tax_type], intended.line_amount_types) for line in lines]
    # Whole units, or cents, where the currency has none: Xero shows two decimals in every currency.
    places = (quantum(intended.currency), ONE_CENT)
    possible = [sum((tax.quantize(place, mode) for tax in taxes), Decimal(0)) for place in places for mode in ROUNDINGS]
    nearest = min(possible, key=lambda tax: abs(tax - (held.total_tax or 0)))
    yield from _unequal("the tax", held.total_tax, nearest, ONE_CENT)


def _unequal(what: str, held: Decimal, meant: Decimal, tolerance: Decimal) -> Iterator[Difference]:
    if held != meant:
        words = f"{what} is {plain(held)}, not {plain(meant)}"
        yield Difference(words=words, cents_only=abs(held - meant) <= tolerance)
