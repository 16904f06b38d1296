"""What Xero's answer to a call means for each document in it, and for the tasks that wait for the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connect_ext.books.compare import IntendedInvoice
from connect_ext.books.held import Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.organisation import TaxRate
from connect_ext.books.posted import Equal, Remark, posted
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.work.failure import WorldFailed
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.outcome import NeedsPerson, NotReached, Outcome, Synced
from connect_ext.xero.created import Accepted, Element, Refused
from connect_ext.xero.decode import invoice as held_invoice
from connect_ext.xero.intended import intended_invoices


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`link` is set when the document is in Xero; `outcome` is what its tasks come to."""

    outcome: Outcome
    link: Link | None = None
    picture: Mapping[str, object] | None = None
    """The document as Xero answered it, to tell later whether a person has edited it."""


Results = Mapping[DocumentKey, Result]


def read_answer(
    draft: IntentDraft, elements: tuple[Element, ...], organisation: str, rates: Sequence[TaxRate] | None
) -> Results:
    """One result per document; the answer's order is the request's. The tax is compared where `rates` are known."""
    intended: tuple[IntendedInvoice | None, ...] = (None,) * len(draft.parts)
    if draft.call is Call.CREATE_INVOICES:
        intended = intended_invoices(draft.body)
    return {
        part.key: _result(draft.call, part, element, _outcome(element, meant, organisation, rates))
        for part, element, meant in zip(draft.parts, elements, intended, strict=True)
    }


def _result(call: Call, part: IntentPart, element: Element, outcome: Outcome) -> Result:
    match element:
        case Refused(messages=messages):
            return Result(outcome=NeedsPerson(problems=(refusal(call, part.key, messages),)))
        case Accepted():
            link = Link(key=part.key, xero_id=element.xero_id, number=element.number)
            return Result(outcome=outcome, link=link, picture=element.picture)


def refusal(call: Call, key: DocumentKey, messages: tuple[str, ...]) -> Problem:
    """Xero's validation errors as a problem; a taken contact name is one that a person can settle here."""
    message = " ".join(messages)
    subject = key.partition(":")[2]
    if call is Call.CREATE_CONTACTS and "already assigned to another contact" in message:
        name = message.partition("contact name ")[2].partition(" is already")[0]
        return problem(Code.CONTACT_NAME_TAKEN, name=name, subject=subject)
    if call is Call.CREATE_INVOICES and "# must be unique" in message:
        return problem(Code.NUMBER_TAKEN, subject=subject, message=message)
    if "lock date" in message:
        # Somebody has closed the period between our look at the organisation and the call.
        return problem(Code.DATE_LOCKED, subject=subject, message=message)
    return problem(Code.REFUSED_BY_XERO, subject=subject, message=message)


def _outcome(
    element: Element, intended: IntendedInvoice | None, organisation: str, rates: Sequence[TaxRate] | None
) -> Outcome:
    """What an accepted element comes to. A contact is only the way to its invoice."""
    if not isinstance(element, Accepted) or intended is None:
        return NotReached()
    name = element.number or element.xero_id
    remark = f"Draft invoice {name} created in {organisation}."
    warned = tuple(problem(Code.XERO_WARNS, subject=name, message=message) for message in element.warnings)
    try:
        found = posted(intended, held_invoice(element.answered, "Invoice"), rates, name)
    except WorldFailed as unclear:
        # The invoice is there and linked; what it says is read again when a person presses Sync.
        return NeedsPerson(problems=(problem(Code.ANSWER_UNCLEAR, subject=name, evidence=unclear.failure.evidence),))
    match found:
        case Equal():
            return Synced(remark=remark, warnings=warned)
        case Remark(problem=differs):
            return Synced(remark=remark, warnings=(*warned, differs))
        case _:
            return NeedsPerson(problems=(found,))
