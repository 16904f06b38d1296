"""Changes of invoices that Xero holds: each is read once more before it goes, since the last writer wins there.

https://developer.xero.com/documentation/api/accounting/invoices#post-invoices
"""

from __future__ import annotations

from collections.abc import Sequence

from connect_ext.books.documents.changed import IntendedChange, not_as_meant
from connect_ext.books.documents.edited import edited
from connect_ext.books.documents.held import HeldInvoice, Link
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.planning.plan import UpdateInvoice
from connect_ext.books.problems.problem import Code, problem
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind, Piece
from connect_ext.sync.sending.kinds.refusals import refusal, subject
from connect_ext.sync.sending.results import Result, needs_person, or_lost
from connect_ext.work.failure import Failure, FailureKind, WorldFailed
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.outcome import Failed, NeedsPerson, NotReached, Outcome, Synced
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.decode import invoice
from connect_ext.xero.encode import updates_body
from connect_ext.xero.intended import intended_changes
from connect_ext.xero.kept import kept_invoice
from connect_ext.xero.pictured import picture_of

NOT_OPEN_TO_CHANGES = ("status", "cannot be edited")
"""“Invoice not of valid status for modification”, or it “cannot be edited as it has a payment or credit note
allocated to it”: words of Xero's."""


def _updates(pieces: Sequence[Piece]) -> list[UpdateInvoice]:
    return [piece.change for piece in pieces if isinstance(piece.change, UpdateInvoice)]


def _body(pieces: Sequence[Piece]) -> str:
    return updates_body([update.change.guarded for update in _updates(pieces)])


def _part(piece: Piece) -> IntentPart:
    [update] = _updates([piece])
    before = update.change.before
    return IntentPart(key=piece.key, task_ids=piece.task_ids, target=before.id, before=picture_of(before))


def _look(desk: Desk, pieces: Sequence[Piece]) -> dict[DocumentKey, Result]:  # noqa: ARG001
    """Lines with our marks stand on the invoice already: a send without an answer has added them."""
    meant = intended_changes(_body(pieces))
    return {
        update.key: _found(update.key, one, update.change.before)
        for update, one in zip(_updates(pieces), meant, strict=True)
        if one.new_marks & {mark_of(line.description) for line in update.change.before.lines}
    }


def _may_go(desk: Desk, draft: IntentDraft) -> bool:
    meant = intended_changes(draft.body)
    held = _held(desk, meant)
    return all(
        (now := held.get(one.invoice_id)) is not None
        and (not_as_meant(one, now) is None or _untouched(part, now))
        for part, one in zip(draft.parts, meant, strict=True)
    )  # fmt: skip


def _held(desk: Desk, meant: Sequence[IntendedChange]) -> dict[XeroId, HeldInvoice]:
    found = desk.access.organisation.invoices_by_id([one.invoice_id for one in meant])
    return {one.id: one for one in found}


def _untouched(part: IntentPart, now: HeldInvoice) -> bool:
    before = None if part.before is None else kept_invoice(part.before)
    return before is not None and edited(before, now) is None


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:  # noqa: ARG001
    found = {}
    for part, element, meant in zip(draft.parts, elements, intended_changes(draft.body), strict=True):
        match element:
            case Accepted():
                found[part.key] = _changed(part.key, element, meant)
            case Refused(messages=messages):
                found[part.key] = _refused(part, messages)
    return found


def _changed(key: DocumentKey, element: Accepted, meant: IntendedChange) -> Result:
    link = Link(key=key, xero_id=meant.invoice_id, number=element.number)
    outcome = _compared(element, meant, element.number or element.xero_id)
    return Result(outcome=outcome, link=link, picture=element.picture, deed=meant.deed, renews=True)


def _compared(element: Accepted, meant: IntendedChange, name: str) -> Outcome:
    warned = tuple(problem(Code.XERO_WARNS, subject=name, message=message) for message in element.warnings)
    try:
        differs = not_as_meant(meant, invoice(element.answered, "Invoice"))
    except WorldFailed as unclear:
        return NeedsPerson(problems=(problem(Code.ANSWER_UNCLEAR, subject=name, evidence=unclear.failure.evidence),))
    if differs is None:
        return Synced(warnings=warned)
    return NeedsPerson(problems=(problem(Code.AMOUNT_DIFFERS, subject=name, difference=differs),))


def _refused(part: IntentPart, messages: tuple[str, ...]) -> Result:
    """One that is no draft any more is never forced: it is read again, and what is right for it then is planned."""
    message = " ".join(messages)
    if not any(word in message.lower() for word in NOT_OPEN_TO_CHANGES):
        return needs_person(refusal(part.key, messages))
    evidence = f"Xero did not change the invoice, since its status has changed meanwhile: {message}"
    return Result(outcome=Failed(failure=Failure(kind=FailureKind.RETRY, code="status_changed", evidence=evidence)))


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    meant = intended_changes(intent.draft.body)
    held = _held(desk, meant)
    found = {}
    for part, one in zip(intent.draft.parts, meant, strict=True):
        now = held.get(one.invoice_id)
        if now is None:
            found[part.key] = _differs(part.key, "the invoice is not there any more")
        elif not_as_meant(one, now) is not None and _untouched(part, now):
            found[part.key] = or_lost(Result(outcome=NotReached()))
        else:
            found[part.key] = _found(part.key, one, now)
    return found


def _found(key: DocumentKey, meant: IntendedChange, now: HeldInvoice) -> Result:
    if differs := not_as_meant(meant, now):
        return _differs(key, f"{now.name} was to be changed; {differs}")
    link = Link(key=key, xero_id=now.id, number=now.number)
    return Result(outcome=Synced(), link=link, picture=picture_of(now), deed=meant.deed, renews=True)


def _differs(key: DocumentKey, difference: str) -> Result:
    return needs_person(problem(Code.DOCUMENT_DIFFERS, subject=subject(key), difference=difference))


CHANGES = Kind(
    call=Call.UPDATE_INVOICES,
    send=lambda organisation, draft: organisation.change(draft.call, draft.body, draft.idempotency_key),
    answered=_answered,
    read=_read,
    body=_body,
    part=_part,
    look=_look,
    may_go=_may_go,
)
