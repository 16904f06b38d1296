"""What an order gives back, as parts of its proposal (money §8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from connect_ext.books.coverage.stretch import Stretch
from connect_ext.books.documents.allocations import ExpectedSetOff
from connect_ext.books.documents.document import CreditNote, LineItem
from connect_ext.books.documents.update import InvoiceChange
from connect_ext.books.ids import DocumentKey
from connect_ext.books.problems.problem import Problem
from connect_ext.books.settings.one_order import Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """`lines` are below zero and stand on the order's own invoice."""

    notes: tuple[CreditNote, ...] = ()
    lines: tuple[LineItem, ...] = ()
    changes: tuple[InvoiceChange, ...] = ()
    released: frozenset[DocumentKey] = frozenset()
    for_nothing: tuple[Stretch, ...] = ()
    """Credits of days for which no money is given back."""
    remarks: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = ()
    amounts: tuple[Decimal, ...] = field(default=())
    """What each line that is credited or reduced gives back."""

    follow_ups: tuple[ExpectedSetOff, ...] = ()

    @property
    def makes_documents(self) -> bool:
        return bool(self.notes or self.changes or self.lines)


NOTHING_GIVEN = GivenBack()


def together(parts: Iterable[GivenBack]) -> GivenBack:
    found = tuple(parts)
    return GivenBack(
        notes=tuple(one for part in found for one in part.notes),
        lines=tuple(one for part in found for one in part.lines),
        changes=tuple(one for part in found for one in part.changes),
        released=frozenset(one for part in found for one in part.released),
        for_nothing=tuple(one for part in found for one in part.for_nothing),
        remarks=tuple(one for part in found for one in part.remarks),
        warnings=tuple(one for part in found for one in part.warnings),
        amounts=tuple(one for part in found for one in part.amounts),
        follow_ups=tuple(one for part in found for one in part.follow_ups),
    )


def chosen_by(chosen: Chosen | None, given: GivenBack) -> GivenBack:
    """With who chose it, as a remark and in the explanation of everything that it makes."""
    if chosen is None:
        return given
    said = chosen.sentence
    return replace(
        given,
        notes=tuple(replace(one, lines=_explained(one.lines, said)) for one in given.notes),
        lines=_explained(given.lines, said),
        changes=tuple(replace(one, explanation=f"{one.explanation} {said}") for one in given.changes),
        remarks=(*given.remarks, said.rstrip(".")),
    )


def _explained(lines: Iterable[LineItem], said: str) -> tuple[LineItem, ...]:
    return tuple(replace(line, explanation=f"{line.explanation} {said}") for line in lines)
