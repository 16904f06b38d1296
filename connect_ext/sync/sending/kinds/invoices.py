"""New invoices: found again by our number, else among those that our app has made since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from connect_ext.books.documents.compare import IntendedDocument, intended
from connect_ext.books.documents.document import Invoice
from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.planning.plan import CreateInvoice
from connect_ext.sync.connection.tokens import always_through_this_app
from connect_ext.sync.sending.kinds import documents
from connect_ext.sync.sending.kinds.kind import Desk, Kind, Piece
from connect_ext.sync.sending.results import Result
from connect_ext.work.intent import Call
from connect_ext.xero.decode import invoice
from connect_ext.xero.encode import invoices_body
from connect_ext.xero.intended import intended_invoices

CLOCKS_MAY_DIFFER = timedelta(minutes=5)
"""Taken off an intent's time when asking what changed in Xero since, for Xero stamps with a clock of its own."""


def _candidates(desk: Desk, meant: Sequence[IntendedDocument], sent_at: datetime) -> list[HeldInvoice]:
    """Whatever contact or number a person has given it meanwhile."""
    organisation = desk.access.organisation
    numbered = organisation.invoices_by_number([one.number for one in meant if one.number])
    ours = always_through_this_app(desk.runtime, desk.access)
    return [*numbered, *organisation.invoices_since(sent_at - CLOCKS_MAY_DIFFER, ours=ours)]


READING = documents.Reading(intended=intended_invoices, decode=invoice, candidates=_candidates)


def _addressed(pieces: Sequence[Piece]) -> list[tuple[Invoice, XeroId]]:
    return [
        (piece.change.invoice, piece.contact) for piece in pieces
        if isinstance(piece.change, CreateInvoice) and piece.contact is not None
    ]  # fmt: skip


def _look(desk: Desk, pieces: Sequence[Piece]) -> dict[DocumentKey, Result]:
    meant = {one.key: intended(one, contact) for one, contact in _addressed(pieces)}
    return documents.look(READING, desk, pieces, meant)


INVOICES = Kind(
    call=Call.CREATE_INVOICES,
    send=lambda organisation, draft: organisation.create(draft.call, draft.body, draft.idempotency_key),
    answered=lambda desk, draft, elements: documents.answered(READING, desk, draft, elements),
    read=lambda desk, intent: documents.read(READING, desk, intent),
    body=lambda pieces: invoices_body(_addressed(pieces)),
    look=_look,
)
