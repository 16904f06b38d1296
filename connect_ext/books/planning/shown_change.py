"""A changed draft as a person reads it: which line was what, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.documents.changed import IntendedChange, IntendedChangedLine
from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import HeldInvoice, HeldLine
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.money import Currency
from connect_ext.books.planning.shown import ShownLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChangedLine:
    """`before` None: it is added. `after` None: it is removed."""

    description: str
    before: ShownLine | None
    after: ShownLine | None
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """Only the lines that change. `difference` is by how much the lines come to more than before."""

    number: str | None
    currency: Currency
    does: Deed
    difference: Decimal
    lines: tuple[ShownChangedLine, ...]


def shown_change(before: HeldInvoice, meant: IntendedChange, explanations: Mapping[str, str]) -> ShownChange:
    """`explanations` are by line mark."""
    lines = tuple(_lines(before, meant, explanations))
    return ShownChange(
        number=before.number,
        currency=before.currency,
        does=meant.deed,
        difference=_sum(one.after for one in lines) - _sum(one.before for one in lines),
        lines=lines,
    )


def _sum(lines: Iterable[ShownLine | None]) -> Decimal:
    return sum((line.line_amount or Decimal(0) for line in lines if line), Decimal(0))


def _lines(before: HeldInvoice, meant: IntendedChange, explanations: Mapping[str, str]) -> Iterator[ShownChangedLine]:
    after = [] if meant.deed is Deed.DELETED else list(meant.lines or ())
    kept = {line.id: line for line in after if line.id is not None}
    untouched = meant.lines is None and meant.deed is not Deed.DELETED
    for line in before.lines:
        new = kept.get(line.id) if line.id is not None else None
        if not untouched and not (new and _same(line, new)):
            yield _changed(line, new, explanations)
    yield from (_changed(None, line, explanations) for line in after if line.id is None)


def _same(line: HeldLine, new: IntendedChangedLine) -> bool:
    return (line.quantity, line.unit_amount, line.line_amount) == (
        new.quantity,
        new.unit_amount,
        line.line_amount if new.line_amount is None else new.line_amount,
    )


def _changed(
    line: HeldLine | None, new: IntendedChangedLine | None, explanations: Mapping[str, str]
) -> ShownChangedLine:
    description = line.description if line else new.description if new else ""
    return ShownChangedLine(
        description=description,
        before=_shown(line) if line else None,
        after=_shown(new) if new else None,
        explanation=explanations.get(mark_of(description) or "", ""),
    )


def _shown(line: HeldLine | IntendedChangedLine) -> ShownLine:
    return ShownLine(
        description=line.description,
        quantity=line.quantity,
        unit_amount=line.unit_amount,
        line_amount=line.line_amount,
        account_code=line.account_code,
        tax_type=line.tax_type,
    )
