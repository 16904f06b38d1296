"""What invoices and credit notes have in common: their answers are compared, their lost ones recognised by marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from connect_ext.books.documents.compare import IntendedDocument
from connect_ext.books.documents.deeds import created_as
from connect_ext.books.documents.held import HeldCreditNote, HeldInvoice, Link
from connect_ext.books.documents.posted import Equal, Remark, posted
from connect_ext.books.ids import DocumentKey
from connect_ext.books.planning.recognise import recognise
from connect_ext.books.problems.problem import Code, problem
from connect_ext.storage import earlier_sends, set_aside, system
from connect_ext.sync.sending.kinds.kind import Answered, Desk, Piece
from connect_ext.sync.sending.kinds.refusals import refusal
from connect_ext.sync.sending.recognised import found_in_xero
from connect_ext.sync.sending.results import Result, needs_person, or_lost
from connect_ext.work.failure import WorldFailed
from connect_ext.work.intent import Intent, IntentDraft
from connect_ext.work.outcome import NeedsPerson, NotReached, Outcome, Synced
from connect_ext.xero.created import Accepted, Refused

Held = HeldInvoice | HeldCreditNote
Doc = TypeVar("Doc", HeldInvoice, HeldCreditNote)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one of the two kinds is read."""

    intended: Callable[[str], tuple[IntendedDocument, ...]]
    """What a stored body meant."""
    decode: Callable[[Mapping[str, Any], str], Held]
    candidates: Callable[[Desk, Sequence[IntendedDocument], datetime], Sequence[Held]]
    """The documents of Xero among which ours must be if a send since then has made it; of any installation."""


def answered(reading: Reading, desk: Desk, draft: IntentDraft, elements: Answered) -> dict[DocumentKey, Result]:
    found = {}
    for part, element, meant in zip(draft.parts, elements, reading.intended(draft.body), strict=True):
        match element:
            case Accepted():
                found[part.key] = _made(reading, desk, part.key, element, meant)
            case Refused(messages=messages):
                found[part.key] = needs_person(refusal(part.key, messages))
    return found


def _made(reading: Reading, desk: Desk, key: DocumentKey, element: Accepted, meant: IntendedDocument) -> Result:
    """What is there is linked, whatever it says: what it says is read again when a person presses Sync."""
    name = element.number or element.xero_id
    link = Link(key=key, xero_id=element.xero_id, number=element.number)
    deed = created_as(str(element.answered.get("Status")))
    return Result(outcome=_compared(reading, desk, element, meant, name), link=link, picture=element.picture, deed=deed)


def _compared(reading: Reading, desk: Desk, element: Accepted, meant: IntendedDocument, name: str) -> Outcome:
    warned = tuple(problem(Code.XERO_WARNS, subject=name, message=message) for message in element.warnings)
    try:
        found = posted(meant, reading.decode(element.answered, "Document"), desk.tax_rates, name)
    except WorldFailed as unclear:
        return NeedsPerson(problems=(problem(Code.ANSWER_UNCLEAR, subject=name, evidence=unclear.failure.evidence),))
    match found:
        case Equal():
            return Synced(warnings=warned)
        case Remark(problem=differs):
            return Synced(warnings=(*warned, differs))
        case _:
            return NeedsPerson(problems=(found,))


def read(reading: Reading, desk: Desk, intent: Intent) -> dict[DocumentKey, Result]:
    meant = reading.intended(intent.draft.body)
    held = _ours(desk, reading.candidates(desk, meant, intent.written_at), [part.key for part in intent.draft.parts])
    return {
        part.key: or_lost(found_in_xero(part.key, recognise(one, held), ended_goes_out=False))
        for part, one in zip(intent.draft.parts, meant, strict=True)
    }


def look(
    reading: Reading, desk: Desk, pieces: Sequence[Piece], meant: Mapping[DocumentKey, IntendedDocument]
) -> dict[DocumentKey, Result]:
    """A document that once had a send without an answer is looked for again before it is sent again.

    What is there is never made a second time. What a person has voided or deleted goes out again: reading the lost
    send has left such an order to a person, and somebody has asked for it since.
    """
    keys = [piece.key for piece in pieces]
    with desk.runtime.database.transaction() as tx:
        since = earlier_sends.once_read(tx, desk.installation_id, desk.access.tenant_id, keys)
    if not since:
        return {}
    doubtful = {key: meant[key] for key in keys if key in since}
    held = _ours(desk, reading.candidates(desk, list(doubtful.values()), min(since.values())), keys)
    found = {key: found_in_xero(key, recognise(one, held), ended_goes_out=True) for key, one in doubtful.items()}
    return {key: result for key, result in found.items() if not isinstance(result.outcome, NotReached)}


def _ours(desk: Desk, held: Sequence[Held], keys: Sequence[DocumentKey]) -> list[Held]:
    """Each once, none that another installation has made, and none that a person has undone."""
    made = {found.id: found for found in held}
    with desk.runtime.database.transaction() as tx:
        theirs = system.linked_elsewhere(tx, desk.access.tenant_id, list(made), desk.installation_id)
        former = set_aside.of(tx, desk.installation_id, desk.access.tenant_id, keys)
    undone = {xero_id for one in former.values() for xero_id in one.xero_ids}
    return [found for found in made.values() if found.id not in theirs and found.id not in undone]
