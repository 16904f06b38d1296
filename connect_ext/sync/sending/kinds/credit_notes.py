"""Credit notes: found again by our number, and by our marks among all that changed since they were sent.

Xero does not tell which app made a credit note, and a person may have given a lost one to another contact: it is found
all the same, differs from what was meant, and is left to a person. A second one is never made.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from connect_ext.books.documents.compare import IntendedDocument, intended
from connect_ext.books.documents.document import CreditNote
from connect_ext.books.documents.held import HeldCreditNote
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.planning.plan import CreateCreditNote
from connect_ext.sync.sending.kinds import documents
from connect_ext.sync.sending.kinds.invoices import CLOCKS_MAY_DIFFER
from connect_ext.sync.sending.kinds.kind import Desk, Kind, Piece
from connect_ext.sync.sending.results import Result
from connect_ext.work.intent import Call
from connect_ext.xero.documents import credit_note
from connect_ext.xero.encode import credit_notes_body
from connect_ext.xero.intended import intended_credit_notes


def _candidates(desk: Desk, meant: Sequence[IntendedDocument], sent_at: datetime) -> list[HeldCreditNote]:
    organisation = desk.access.organisation
    numbered = organisation.credit_notes_by_number([one.number for one in meant if one.number])
    return [*numbered, *organisation.credit_notes_since(sent_at - CLOCKS_MAY_DIFFER)]


READING = documents.Reading(intended=intended_credit_notes, decode=credit_note, candidates=_candidates)


def _addressed(pieces: Sequence[Piece]) -> list[tuple[CreditNote, XeroId]]:
    return [
        (piece.change.note, piece.contact) for piece in pieces
        if isinstance(piece.change, CreateCreditNote) and piece.contact is not None
    ]  # fmt: skip


def _look(desk: Desk, pieces: Sequence[Piece]) -> dict[DocumentKey, Result]:
    meant = {one.key: intended(one, contact) for one, contact in _addressed(pieces)}
    return documents.look(READING, desk, pieces, meant)


CREDIT_NOTES = Kind(
    call=Call.CREATE_CREDIT_NOTES,
    send=lambda organisation, draft: organisation.create(draft.call, draft.body, draft.idempotency_key),
    answered=lambda desk, draft, elements: documents.answered(READING, desk, draft, elements),
    read=lambda desk, intent: documents.read(READING, desk, intent),
    body=lambda pieces: credit_notes_body(_addressed(pieces)),
    look=_look,
)
