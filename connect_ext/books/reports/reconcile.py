"""What should be in Xero beside what is: by customer, currency and the month of the documents (money §17).

Before tax, net of credit notes. Drafts stand in a column of their own, and count towards what is there: they say the
same once they are approved. What was voided or deleted is left out. Amounts of two currencies are never added up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.money import Currency
from connect_ext.books.periods.months import month_of

NOTHING = Decimal(0)
IN_THE_BOOKS = frozenset({"AUTHORISED", "PAID"})
NOT_YET = frozenset({"DRAFT", "SUBMITTED"})


class Verdict(StrEnum):
    MATCHED = "matched"
    """To the cent."""
    DIFFERS = "differs"
    ONLY_HERE = "only here"
    """Nothing is in Xero yet, and orders of the customer wait to be sent."""
    ONLY_IN_XERO = "only in Xero"
    """No order asks for it: a person made it there, or it pays for what another month has."""
    LEAK = "leak"
    """Nothing is in Xero, and nothing waits that would bring it there."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """Whom a sum is about; months are named by their first day."""

    customer: str
    currency: Currency
    month: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InXero:
    """What the documents of one cell say."""

    approved: Decimal = NOTHING
    drafts: Decimal = NOTHING
    """Those that wait for approval, too."""

    def plus(self, other: InXero) -> InXero:
        return InXero(approved=self.approved + other.approved, drafts=self.drafts + other.drafts)


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


def cell_of(customer: str, held: HeldDocument) -> Cell | None:
    """Where a document counts; None where it does not: it was voided or deleted, or has no date."""
    if held.date is None or held.status not in IN_THE_BOOKS | NOT_YET:
        return None
    return Cell(customer=customer, currency=held.currency, month=month_of(held.date))


def said_by(held: HeldDocument, *, credit: bool) -> InXero:
    """What it adds there: Xero's own total before tax; of a credit note, what it takes away."""
    amount = -held.subtotal if credit else held.subtotal
    return InXero(drafts=amount) if held.status in NOT_YET else InXero(approved=amount)


def in_cells(documents: Iterable[tuple[Cell, InXero]]) -> Mapping[Cell, InXero]:
    sums: defaultdict[Cell, InXero] = defaultdict(InXero)
    for cell, one in documents:
        sums[cell] = sums[cell].plus(one)
    return dict(sums)


def reconciled(
    expected: Mapping[Cell, Decimal], in_xero: Mapping[Cell, InXero], waiting: Iterable[tuple[str, Currency]]
) -> tuple[Row, ...]:
    """In order. `waiting` names customers, each with a currency, of whom orders are still to be sent. Where nothing is
    expected and Xero's documents come to nothing, there is no row."""
    open_ = frozenset(waiting)
    rows = (_row(cell, expected.get(cell, NOTHING), in_xero.get(cell), open_) for cell in {*expected, *in_xero})
    found = (row for row in rows if row.expected or row.in_xero.approved or row.in_xero.drafts)
    return tuple(sorted(found, key=lambda row: row.cell))


def _row(cell: Cell, expected: Decimal, there: InXero | None, open_: frozenset[tuple[str, Currency]]) -> Row:
    in_xero = there or InXero()
    if expected == in_xero.approved + in_xero.drafts:
        verdict = Verdict.MATCHED
    elif there is None:
        verdict = Verdict.ONLY_HERE if (cell.customer, cell.currency) in open_ else Verdict.LEAK
    else:
        verdict = Verdict.DIFFERS if expected else Verdict.ONLY_IN_XERO
    return Row(cell=cell, expected=expected, in_xero=in_xero, verdict=verdict)
