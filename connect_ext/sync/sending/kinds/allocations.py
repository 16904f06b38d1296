"""Setting a credit note off: no task waits for it, and what it came to is read from the note (`follow_ups`)."""

from __future__ import annotations

from connect_ext.books.ids import DocumentKey
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind
from connect_ext.sync.sending.kinds.refusals import refusal
from connect_ext.sync.sending.results import Result, needs_person
from connect_ext.work.intent import Call, Intent, IntentDraft
from connect_ext.work.outcome import NotReached
from connect_ext.xero.created import Refused
from connect_ext.xero.organisation import XeroOrganisation


def _send(organisation: XeroOrganisation, draft: IntentDraft) -> Answered:
    [part] = draft.parts
    if part.target is None:
        raise ValueError("an allocation names its credit note")
    return organisation.allocate(part.target, draft.body, draft.idempotency_key)


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:  # noqa: ARG001
    [part] = draft.parts
    messages = tuple(one for element in elements if isinstance(element, Refused) for one in element.messages)
    return {part.key: needs_person(refusal(part.key, messages)) if messages else Result(outcome=NotReached())}


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:  # noqa: ARG001
    """Nothing is decided here: the follow-up reads note and invoices as they are now, and Xero applies no more of a
    note than is left of it."""
    return {part.key: Result(outcome=NotReached()) for part in intent.draft.parts}


ALLOCATIONS = Kind(call=Call.ALLOCATE, send=_send, answered=_answered, read=_read)
