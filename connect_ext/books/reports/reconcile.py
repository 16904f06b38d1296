"""What should be in Xero for a month beside what is, subscription by subscription, net of credit notes (money §17).

Before tax. Drafts stand in a column of their own, and count towards what is there: they say the same once they are
approved. What was voided or deleted is left out. Amounts of two currencies are never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.documents.held import HeldDocument, HeldLine
from connect_ext.books.ids import AssetId, XeroId
from connect_ext.books.money import Currency

NOTHING = Decimal(0)
NO_ASSET = AssetId("")
NO_DOCUMENT = XeroId("")
IN_THE_BOOKS = frozenset({"AUTHORISED", "PAID"})
NOT_YET = frozenset({"DRAFT", "SUBMITTED"})


class Verdict(StrEnum):
    MATCHED = "matched"
    """To the cent."""
    DIFFERS = "differs"
    ONLY_HERE = "only here"
    """Nothing is in Xero yet, and orders of the subscription wait to be sent."""
    ONLY_IN_XERO = "only in Xero"
    """No order asks for it: a person made it there, or it pays for what another month has."""
    LEAK = "leak"
    """Something should have been billed, and nothing waits that would bring it to Xero."""
    NOT_KNOWN = "not known"
    """What is expected cannot be said: a price or a decision is missing."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """Whom and what a sum is about: a subscription, or a document that bills none that is known."""

    customer: str
    currency: Currency
    asset: AssetId = NO_ASSET
    document: XeroId = NO_DOCUMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class InXero:
    """What the documents of one cell say."""

    approved: Decimal = NOTHING
    drafts: Decimal = NOTHING
    """Those that wait for approval, too."""

    def plus(self, other: InXero) -> InXero:
        return InXero(approved=self.approved + other.approved, drafts=self.drafts + other.drafts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a cell besides its sums."""

    waits: bool = False
    """An order of it is still to be sent."""
    unbilled: bool = False
    """Days of the month are in force, and nothing bills them (money §5)."""
    doubtful: bool = False
    """What is expected cannot be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    cell: Cell
    expected: Decimal
    in_xero: InXero
    verdict: Verdict

    @property
    def difference(self) -> Decimal:
        """What Xero lacks; negative where it has too much."""
        return self.expected - self.in_xero.approved - self.in_xero.drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Of some rows in one currency."""

    currency: Currency
    expected: Decimal
    in_xero: InXero
    rows: int
    matched: int

    @property
    def difference(self) -> Decimal:
        return self.expected - self.in_xero.approved - self.in_xero.drafts


def counts(held: HeldDocument) -> bool:
    """Not what was voided or deleted, or has no date."""
    return held.date is not None and held.status in IN_THE_BOOKS | NOT_YET


def shares(held: HeldDocument, whose: Callable[[HeldLine], AssetId | None]) -> Mapping[AssetId | None, Decimal]:
    """Xero's own total before tax, by the subscription that each line bills; None for those of none that is known.

    What rounding leaves between the lines and their total goes to the first of them.
    """
    sums: defaultdict[AssetId | None, Decimal] = defaultdict(Decimal)
    for line in held.lines:
        sums[whose(line)] += _net(line, held)
    first = next(iter(sums), None)
    sums[first] += held.subtotal - sum(sums.values(), NOTHING)
    known = {asset: amount for asset, amount in sums.items() if amount or asset is not None}
    return known or {None: held.subtotal}


def said_by(held: HeldDocument, amount: Decimal, *, credit: bool) -> InXero:
    """What so much of a document adds there; of a credit note, what it takes away."""
    signed = -amount if credit else amount
    return InXero(drafts=signed) if held.status in NOT_YET else InXero(approved=signed)


def in_cells(documents: Iterable[tuple[Cell, InXero]]) -> Mapping[Cell, InXero]:
    sums: defaultdict[Cell, InXero] = defaultdict(InXero)
    for cell, one in documents:
        sums[cell] = sums[cell].plus(one)
    return dict(sums)


def reconciled(
    expected: Mapping[Cell, Decimal], in_xero: Mapping[Cell, InXero], known: Mapping[Cell, Known]
) -> tuple[Row, ...]:
    """In order. A cell of which nothing is expected, in Xero, in doubt or unbilled has no row."""
    cells = {*expected, *in_xero, *known}
    rows = (_row(cell, expected.get(cell, NOTHING), in_xero.get(cell), known.get(cell, Known())) for cell in cells)
    return tuple(sorted((row for row in rows if row is not None), key=lambda row: row.cell))


def totals(rows: Iterable[Row]) -> tuple[Total, ...]:
    """By currency, in order."""
    by_currency: defaultdict[Currency, list[Row]] = defaultdict(list)
    for row in rows:
        by_currency[row.cell.currency].append(row)
    return tuple(_total(currency, own) for currency, own in sorted(by_currency.items()))


def _total(currency: Currency, rows: list[Row]) -> Total:
    in_xero = InXero()
    for row in rows:
        in_xero = in_xero.plus(row.in_xero)
    return Total(
        currency=currency,
        expected=sum((row.expected for row in rows), NOTHING),
        in_xero=in_xero,
        rows=len(rows),
        matched=sum(row.verdict is Verdict.MATCHED for row in rows),
    )


def _net(line: HeldLine, held: HeldDocument) -> Decimal:
    inside = (line.tax_amount or NOTHING) if held.line_amount_types == "Inclusive" else NOTHING
    return line.line_amount - inside


def _row(cell: Cell, expected: Decimal, there: InXero | None, known: Known) -> Row | None:
    in_xero = there or InXero()
    matched = expected == in_xero.approved + in_xero.drafts
    if known.doubtful:
        verdict = Verdict.NOT_KNOWN
    elif matched and known.unbilled:
        verdict = Verdict.ONLY_HERE if known.waits else Verdict.LEAK
    elif matched and not (expected or in_xero.approved or in_xero.drafts):
        return None
    elif matched:
        verdict = Verdict.MATCHED
    else:
        verdict = _of_difference(expected, there, known)
    return Row(cell=cell, expected=expected, in_xero=in_xero, verdict=verdict)


def _of_difference(expected: Decimal, there: InXero | None, known: Known) -> Verdict:
    if not expected:
        return Verdict.ONLY_IN_XERO
    if there is None and known.waits:
        return Verdict.ONLY_HERE
    lacking = expected > 0 if there is None else known.unbilled and expected > there.approved + there.drafts
    return Verdict.LEAK if lacking and not known.waits else Verdict.DIFFERS
