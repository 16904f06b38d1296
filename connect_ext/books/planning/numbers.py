"""Numbers that are ours are looked at before anything is sent: no two documents may have one (money §10).

Where two orders of a batch would have the same number, neither takes it: which of them came first would be chance. What
bears our own marks in Xero is no collision, but this very document: whoever sends it finds that out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from connect_ext.books.documents.document import CreditNote, Invoice
from connect_ext.books.documents.held import HeldDocument
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.plan import Change, CreateCreditNote, CreateInvoice
from connect_ext.books.problems.problem import Code, Problem, problem

Numbered = Invoice | CreditNote

REUSABLE = "DELETED"
"""Only a draft can be deleted, and it leaves its number: whether Xero gives that out again, it says itself."""


def numbered_invoices(changes: Iterable[Change]) -> Iterator[Invoice]:
    """Those that are to be made with a number of ours."""
    yield from (one.invoice for one in changes if isinstance(one, CreateInvoice) and one.invoice.number)


def numbered_notes(changes: Iterable[Change]) -> Iterator[CreditNote]:
    yield from (one.note for one in changes if isinstance(one, CreateCreditNote) and one.note.number)


def taken(documents: Sequence[tuple[str, Numbered]], held: Iterable[HeldDocument]) -> dict[DocumentKey, Problem]:
    """`documents` are all of one kind that are to be made, each with the order that people know it by; `held` are
    those of Xero, of the same kind, that have one of their numbers."""
    there = {one.number: one for one in held if one.status != REUSABLE}
    by_number = defaultdict[str | None, list[tuple[str, Numbered]]](list)
    for subject, document in documents:
        by_number[document.number].append((subject, document))
    found: dict[DocumentKey, Problem] = {}
    for number, sharing in by_number.items():
        for subject, document in sharing:
            twin = there.get(number)
            if twin is not None and not _is_it(document, twin):
                said = f"{number} is in Xero already ({twin.status.lower()})."
                found[document.key] = problem(Code.NUMBER_TAKEN, subject=subject, message=said)
            elif len(sharing) > 1:
                others = ", ".join(other for other, one in sharing if one.key != document.key)
                said = f"{others} would have {number} as well."
                found[document.key] = problem(Code.NUMBER_TAKEN, subject=subject, message=said)
    return found


def _is_it(document: Numbered, held: HeldDocument) -> bool:
    marks = {line.mark for line in document.lines}
    return any(mark_of(line.description) in marks for line in held.lines)
