"""What Xero's answer to a call means for each document in it, and for the tasks that wait for the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.problems.problem import Problem
from connect_ext.work.outcome import Failed, Lost, NeedsPerson, NotReached, Outcome, Synced


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`link` is set when the document is in Xero; `outcome` is what its tasks come to, if the rest goes well."""

    outcome: Outcome
    link: Link | None = None
    picture: Mapping[str, object] | None = None
    """The document as Xero showed it, to tell later whether a person has edited it."""
    deed: Deed | None = None
    renews: bool = False
    """The picture is that of an invoice on which other documents of ours may stand."""


Results = Mapping[DocumentKey, Result]


def needs_person(*problems: Problem) -> Result:
    """Nothing of it is in Xero."""
    return Result(outcome=NeedsPerson(problems=problems))


def or_lost(result: Result) -> Result:
    """Of a call whose answer was lost: nothing of the document is there."""
    gone = result.link is None and isinstance(result.outcome, NotReached)
    return Result(outcome=Lost()) if gone else result


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """What a task comes to whose documents of one call came to these: the worst of them."""
    found = list(outcomes)
    problems = tuple(one for outcome in found if isinstance(outcome, NeedsPerson) for one in outcome.problems)
    if problems:
        return NeedsPerson(problems=problems)
    for worst in (Failed, Lost, NotReached):
        bad = next((outcome for outcome in found if isinstance(outcome, worst)), None)
        if bad is not None:
            return bad
    warnings = (one for outcome in found if isinstance(outcome, Synced) for one in outcome.warnings)
    return Synced(warnings=tuple(warnings))
