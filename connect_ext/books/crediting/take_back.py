"""From days that are given back to what each line that billed them gives back: all so far, less what it gave before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.crediting.credit_lines import TakeBack
from connect_ext.books.crediting.refunds import OPEN, Billed
from connect_ext.books.days import Days
from connect_ext.books.documents.document import LineAmountTypes
from connect_ext.books.documents.organisation import TaxRate
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import DocumentKey, is_change
from connect_ext.books.money import plain
from connect_ext.books.orders.quantities import Part
from connect_ext.books.periods.proration import Rate, arithmetic, cut_off, exact_amount, rounded
from connect_ext.books.problems.problem import Code, Problem, problem
from connect_ext.books.subscription.asset import AssetFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """So much of a billed line, and why: “reduced from 10 to 7”."""

    stretch: Stretch
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What the invoices are to give back, and which days of which line that is."""

    billed: tuple[Billed, ...]
    """Of documents that stand on one draft, the first stands for all."""
    pieces: Mapping[LineKey, tuple[Piece, ...]]

    def line(self, mark: str) -> LineKey:
        """No two lines of ours have the same mark, whichever document they are of."""
        return next(line for line in self.pieces if line.mark == mark)


def taken_back(
    pieces: Sequence[Piece], asset: AssetFacts, subject: str, rates: Sequence[TaxRate] = ()
) -> TakenBack | tuple[Problem, ...]:
    """`pieces` are of days that Xero bills, whose price is known. `rates` are the organisation's."""
    lines: dict[LineKey, tuple[Piece, ...]] = {}
    for piece in pieces:
        lines[piece.stretch.line] = (*lines.get(piece.stretch.line, ()), piece)
    found = {line: _take(line, own, asset, subject, rates) for line, own in lines.items()}
    problems = tuple(one for one in found.values() if isinstance(one, Problem))
    if problems:
        return problems
    takes = {line: take for line, take in found.items() if isinstance(take, TakeBack)}
    return TakenBack(billed=tuple(_billed(takes, asset)), pieces=lines)


def _billed(takes: Mapping[LineKey, TakeBack], asset: AssetFacts) -> Iterator[Billed]:
    """One for each invoice that is changed as a whole: several orders may have lines on one draft (money §9)."""
    groups: dict[str, dict[DocumentKey, None]] = {}
    for line in takes:
        held = asset.standing.invoices.get(line.document)
        shared = held.id if held is not None and held.status in OPEN else line.document
        groups.setdefault(shared, {})[line.document] = None
    for documents in groups.values():
        first = next(iter(documents))
        yield Billed(
            document=first,
            held=asset.standing.invoices.get(first),
            picture=asset.standing.pictures.get(first),
            takes=tuple(take for line, take in takes.items() if line.document in documents),
        )


def _take(
    line: LineKey, pieces: tuple[Piece, ...], asset: AssetFacts, subject: str, rates: Sequence[TaxRate]
) -> TakeBack | Problem:
    shown = _with_its_tax(line, asset, rates)
    before = [one for one in asset.coverage.stretches if one.is_credit and one.credits == line]
    on_notes = {one.line for one in before if one.state is CoverageState.BILLED and not is_change(one.line.document)}
    credited = Decimal(0)
    for credit in sorted(on_notes):
        amount = _amount(credit, asset)
        if amount is None:
            return _unclear(credit, asset, subject)
        credited += amount
    days = [piece.stretch.days for piece in pieces]
    return TakeBack(
        mark=line.mark,
        creditable=cut_off((_exact(before) + _exact(piece.stretch for piece in pieces)) * shown),
        days=Days(start=min(one.start for one in days), end=max(one.end for one in days)),
        reason=f"{', '.join(dict.fromkeys(piece.reason for piece in pieces))} ({_arithmetic(pieces)})",
        credited=credited,
        quantity=_units(pieces),
        reduced=_reduced(before, shown),
    )


def _arithmetic(pieces: Iterable[Piece]) -> str:
    """As the line that billed them has it: `3 x 12.5 AUD x 20/30 of a month`."""
    return " + ".join(_of_one(piece.stretch.part, piece.stretch.rate) for piece in pieces if piece.stretch.rate)


def _units(pieces: Iterable[Piece]) -> Decimal:
    found = tuple(piece.stretch for piece in pieces)
    full = all(one.rate is not None and arithmetic(one.days, one.rate) is None for one in found)
    return sum((one.quantity for one in found), Decimal(0)) if full else Decimal(0)


def _of_one(part: Part, rate: Rate) -> str:
    each = f"{plain(part.quantity)} x {plain(rate.unit_price)} {rate.currency}"
    share = arithmetic(part.days, rate)
    return f"{each} x {share}" if share else each


def _amount(credit: LineKey, asset: AssetFacts) -> Decimal | None:
    """What Xero holds of a line that credits: on a credit note, or below zero on an invoice."""
    document = asset.standing.document(credit.document)
    lines = document.lines if document else ()
    found = [line.line_amount for line in lines if mark_of(line.description) == credit.mark]
    return abs(found[0]) if len(found) == 1 else None


def _unclear(credit: LineKey, asset: AssetFacts, subject: str) -> Problem:
    document = asset.standing.document(credit.document)
    why = f"it has no one line marked {credit.mark}" if document else "it cannot be found in Xero"
    return problem(
        Code.REFUND_UNCLEAR, subject=subject, invoice=document.name if document else credit.document, why=why
    )


def _with_its_tax(line: LineKey, asset: AssetFacts, rates: Sequence[TaxRate]) -> Fraction:
    """How many times the price without tax the amount of a line is: days are covered at prices without."""
    invoice = asset.standing.invoices.get(line.document)
    if invoice is None or invoice.line_amount_types != LineAmountTypes.INCLUSIVE:
        return Fraction(1)
    types = {one.tax_type for one in invoice.lines if mark_of(one.description) == line.mark}
    return next((1 + Fraction(rate.effective_rate) / 100 for rate in rates if rate.tax_type in types), Fraction(1))


def _reduced(before: Iterable[Stretch], shown: Fraction) -> Decimal:
    """What our own changes took off a draft: they were made one after the other, each up to the total so far."""
    changed = [one for one in before if is_change(one.line.document) and one.state is CoverageState.BILLED]
    rates = [one.rate for one in changed if one.rate is not None]
    return rounded(_exact(changed) * shown, rates[0].currency) if rates else Decimal(0)


def _exact(stretches: Iterable[Stretch]) -> Fraction:
    return sum((exact_amount(one.part, one.rate) for one in stretches if one.rate is not None), Fraction(0))
