"""What is covered although no line bills it, and what is given up although none credits it: it costs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from connect_ext.books.coverage.stretch import CoverageState, LineKey, Stretch
from connect_ext.books.crediting.given_back import GivenBack
from connect_ext.books.ids import DocumentKey
from connect_ext.books.proposing.lines import LeftOut, LinesOutcome, PricedLines


def written_with(
    document: DocumentKey, outcomes: Sequence[LinesOutcome], back: GivenBack, today: date
) -> tuple[Stretch, ...]:
    """As of this document, the first of the order: coverage is written with the link of what it belongs to."""
    billed = (replace(one, line=replace(one.line, document=document)) for one in _waived(outcomes))
    given_up = (one.credited_by(LineKey(document=document, mark=one.line.mark), today) for one in back.for_nothing)
    return (*billed, *(replace(one, state=CoverageState.WAIVED) for one in given_up))


def _waived(outcomes: Sequence[LinesOutcome]) -> Iterator[Stretch]:
    for outcome in outcomes:
        if isinstance(outcome, PricedLines):
            yield from outcome.waived
        elif isinstance(outcome, LeftOut):
            yield from outcome.covers
