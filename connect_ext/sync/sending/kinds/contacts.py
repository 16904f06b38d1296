"""Contacts: made by number, found again by number; only the way to the documents that name them."""

from __future__ import annotations

from collections.abc import Sequence

from connect_ext.books.documents.held import Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.plan import CreateContact
from connect_ext.books.problems.problem import Code, problem
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Kind, Piece
from connect_ext.sync.sending.kinds.refusals import refusal
from connect_ext.sync.sending.results import Result, needs_person, or_lost
from connect_ext.work.intent import Call, Intent, IntentDraft
from connect_ext.work.outcome import NotReached
from connect_ext.xero.created import Accepted, Refused
from connect_ext.xero.encode import contacts_body
from connect_ext.xero.kept import kept_contact


def _body(pieces: Sequence[Piece]) -> str:
    return contacts_body([piece.change.contact for piece in pieces if isinstance(piece.change, CreateContact)])


def _answered(desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:
    """What was made just now need not be read by the batches that follow."""
    made = [kept_contact(element.picture) for element in elements if isinstance(element, Accepted)]
    known = [contact for contact in made if contact is not None]
    desk.runtime.contacts.remember(desk.access.authorisation.id, known, desk.runtime.clock())
    found = {}
    for part, element in zip(draft.parts, elements, strict=True):
        match element:
            case Accepted(xero_id=xero_id, number=number):
                link = Link(key=part.key, xero_id=xero_id, number=number)
                found[part.key] = Result(outcome=NotReached(), link=link, picture=element.picture)
            case Refused(messages=messages):
                found[part.key] = _refused(part.key, messages)
    return found


def _refused(key: DocumentKey, messages: tuple[str, ...]) -> Result:
    """A taken name is one that a person can settle here."""
    message = " ".join(messages)
    if "already assigned to another contact" not in message:
        return needs_person(refusal(key, messages))
    name = message.partition("contact name ")[2].partition(" is already")[0]
    return needs_person(problem(Code.CONTACT_NAME_TAKEN, name=name, subject=key.partition(":")[2]))


def _read(desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    numbers = {part.key: part.key.partition(":")[2] for part in intent.draft.parts}
    held = {found.number: found for found in desk.access.organisation.contacts_by_number(list(numbers.values()))}
    results = {}
    for key, number in numbers.items():
        contact = held.get(number)
        link = Link(key=key, xero_id=contact.id, number=number) if contact else None
        results[key] = or_lost(Result(outcome=NotReached(), link=link))
    return results


CONTACTS = Kind(
    call=Call.CREATE_CONTACTS,
    send=lambda organisation, draft: organisation.create(draft.call, draft.body, draft.idempotency_key),
    answered=_answered,
    read=_read,
    body=_body,
)
