"""Credit notes that an undo deletes or voids: only while they are as the person saw them (money §15).

https://developer.xero.com/documentation/api/accounting/creditnotes#post-creditnotes
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from connect_ext.books.documents.deeds import Deed
from connect_ext.books.documents.held import HeldCreditNote, Link
from connect_ext.books.ids import DocumentKey, XeroId
from connect_ext.books.problems.problem import Code, problem
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind
from connect_ext.sync.sending.kinds.refusals import refusal, subject
from connect_ext.sync.sending.results import Result, needs_person
from connect_ext.work.intent import Call, Intent, IntentDraft, IntentPart
from connect_ext.work.outcome import NotReached, Synced
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.intended import intended_note_ends
from connect_ext.xero.kept import kept_credit_note
from connect_ext.xero.pictured import picture_of


def _held(desk: Desk, body: str) -> Mapping[XeroId, HeldCreditNote]:
    notes = desk.access.organisation.credit_notes_by_id([note for note, _ in intended_note_ends(body)])
    return {one.id: one for one in notes}


def _may_go(desk: Desk, draft: IntentDraft) -> bool:
    held = _held(desk, draft.body)
    return all(
        (now := held.get(note)) is not None and (now.status == status or _untouched(part, now))
        for part, (note, status) in zip(draft.parts, intended_note_ends(draft.body), strict=True)
    )  # fmt: skip


def _untouched(part: IntentPart, now: HeldCreditNote) -> bool:
    before = None if part.before is None else kept_credit_note(part.before)
    # Whether it was e-mailed is in no stored picture: it was looked at when the undo was shown.
    return before is not None and replace(before, sent_to_contact=now.sent_to_contact) == now


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:  # noqa: ARG001
    found = {}
    for part, element in zip(draft.parts, elements, strict=True):
        match element:
            case Accepted(number=number, xero_id=xero_id):
                link = Link(key=part.key, xero_id=xero_id, number=number)
                found[part.key] = Result(outcome=Synced(), link=link, picture=element.picture, deed=Deed.DELETED)
            case Refused(messages=messages):
                found[part.key] = needs_person(refusal(part.key, messages))
    return found


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    held = _held(desk, intent.draft.body)
    found = {}
    for part, (note, status) in zip(intent.draft.parts, intended_note_ends(intent.draft.body), strict=True):
        now = held.get(note)
        if now is not None and now.status == status:
            link = Link(key=part.key, xero_id=now.id, number=now.number)
            found[part.key] = Result(outcome=Synced(), link=link, picture=picture_of(now), deed=Deed.DELETED)
        elif now is not None and _untouched(part, now):
            found[part.key] = Result(outcome=NotReached())
        else:
            told = f"{now.name} is {now.status.lower()}" if now else "the credit note is not there any more"
            found[part.key] = needs_person(problem(Code.DOCUMENT_DIFFERS, subject=subject(part.key), difference=told))
    return found


NOTE_ENDS = Kind(
    call=Call.END_CREDIT_NOTES,
    send=lambda organisation, draft: organisation.change(draft.call, draft.body, draft.idempotency_key),
    answered=_answered,
    read=_read,
    may_go=_may_go,
)
