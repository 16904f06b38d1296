"""What of the planned changes goes out in one call, and what has to wait for the next batch."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.planning.plan import Change, CreateCreditNote, CreateInvoice, CreateItem, UpdateInvoice
from connect_ext.sync.sending.kinds.kind import Ids, Piece
from connect_ext.work.intent import Place
from connect_ext.work.task import TaskId

DOCUMENTS_AT_ONCE = 50
"""Xero advises about 50 documents in a call (https://developer.xero.com/documentation/guides/oauth2/limits)."""

AT_ONCE_AFTER_LOSSES = (DOCUMENTS_AT_ONCE, 10, 1)
"""Documents in a call, by how often their sends were lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    proposal: Proposal
    changes: tuple[Change, ...]
    begins: tuple[Place, ...] = ()
    """Where its invoice is one that others join."""


Work = Mapping[TaskId, Planned]


def pieces_of(carried: type[Change], work: Work, ids: Ids) -> list[Piece]:
    """The changes of one kind. A contact is made once, however many orders of the batch wait for it."""
    found: dict[DocumentKey, Piece] = {}
    for task_id, planned in work.items():
        for change in planned.changes:
            if not isinstance(change, carried) or not _addressed(change, planned, ids):
                continue
            waiting = found[change.key].task_ids if change.key in found else ()
            begins = planned.begins if isinstance(change, CreateInvoice) else ()
            contact = _contact(change, ids)
            piece = Piece(change=change, task_ids=(*waiting, task_id), contact=contact, begins=begins)
            found[change.key] = piece
    return list(found.values())


def too_early(pieces: Sequence[Piece]) -> frozenset[TaskId]:
    """Tasks that change an invoice which a task before them changes too: what is right for them is planned when that
    is done, for each change sends the invoice as a whole."""
    taken, later = dict[XeroId, DocumentKey](), set[TaskId]()
    for piece in pieces:
        if isinstance(piece.change, UpdateInvoice):
            first = taken.setdefault(piece.change.change.before.id, piece.key)
            later.update(piece.task_ids if first != piece.key else ())
    return frozenset(later)


def only_of(pieces: Sequence[Piece], tasks: Collection[TaskId]) -> list[Piece]:
    """Those that one of the tasks waits for."""
    wanted = (replace(one, task_ids=tuple(task for task in one.task_ids if task in tasks)) for one in pieces)
    return [piece for piece in wanted if piece.task_ids]


def calls(pieces: Sequence[Piece], lost: Mapping[DocumentKey, int]) -> Iterator[Sequence[Piece]]:
    """`lost` is how often the answer for a document did not come: one that Xero cannot digest would keep all fifty
    from the books, so what was lost goes out in smaller company, and in the end alone."""
    for times, most in enumerate(AT_ONCE_AFTER_LOSSES):
        last = times == len(AT_ONCE_AFTER_LOSSES) - 1
        some = [one for one in pieces if (seen := lost.get(one.key, 0)) == times or (last and seen > times)]
        yield from (some[at : at + most] for at in range(0, len(some), most))


def tasks_of(pieces: Sequence[Piece]) -> list[TaskId]:
    return list(dict.fromkeys(task_id for piece in pieces for task_id in piece.task_ids))


def _addressed(change: Change, planned: Planned, ids: Ids) -> bool:
    """Whether it is known whom the document goes to, if that must be known, and what its lines name is there."""
    items = [one.key for one in planned.changes if isinstance(one, CreateItem)]
    match change:
        case CreateInvoice() | CreateCreditNote():
            return _contact(change, ids) is not None and all(key in ids for key in items)
        case UpdateInvoice():
            return all(key in ids for key in items)
        case _:
            return True


def _contact(change: Change, ids: Ids) -> XeroId | None:
    match change:
        case CreateInvoice(invoice=invoice):
            return ids.get(invoice.contact)
        case CreateCreditNote(note=note):
            return note.contact_id or ids.get(note.contact)
        case _:
            return None
