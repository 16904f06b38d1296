"""What Xero's answer to a call means for each document in it, and for the tasks that wait for the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from connect_ext.books.compare import IntendedInvoice
from connect_ext.books.held import Link
from connect_ext.books.ids import DocumentKey
from connect_ext.books.money import plain
from connect_ext.books.problem import Code, Problem, problem
from connect_ext.work.intent import Call, IntentDraft, IntentPart
from connect_ext.work.outcome import NeedsPerson, NotReached, Outcome, Synced
from connect_ext.xero.created import Accepted, Element, Refused
from connect_ext.xero.intended import held_subtotal, intended_invoices

ONE_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`link` is set when the document is in Xero; `outcome` is what its tasks come to."""

    outcome: Outcome
    link: Link | None = None
    picture: Mapping[str, object] | None = None
    """The document as Xero answered it, to tell later whether a person has edited it."""


Results = Mapping[DocumentKey, Result]


def read_answer(draft: IntentDraft, elements: tuple[Element, ...], organisation: str) -> Results:
    """One result per document; the answer's order is the request's."""
    intended: tuple[IntendedInvoice | None, ...] = (None,) * len(draft.parts)
    if draft.call is Call.CREATE_INVOICES:
        intended = intended_invoices(draft.body)
    return {
        part.key: _result(draft.call, part, element, meant, organisation)
        for part, element, meant in zip(draft.parts, elements, intended, strict=True)
    }


def _result(
    call: Call, part: IntentPart, element: Element, intended: IntendedInvoice | None, organisation: str
) -> Result:
    match element:
        case Refused(messages=messages):
            return Result(outcome=NeedsPerson(problems=(refusal(call, part.key, messages),)))
        case Accepted():
            link = Link(key=part.key, xero_id=element.xero_id, number=element.number)
            outcome = NotReached() if intended is None else _posted(element, intended, organisation)
            return Result(outcome=outcome, link=link, picture=element.picture)


def refusal(call: Call, key: DocumentKey, messages: tuple[str, ...]) -> Problem:
    """Xero's validation errors as a problem; a taken contact name is one that a person can settle here."""
    message = " ".join(messages)
    subject = key.partition(":")[2]
    if call is Call.CREATE_CONTACTS and "already assigned to another contact" in message:
        name = message.partition("contact name ")[2].partition(" is already")[0]
        return problem(Code.CONTACT_NAME_TAKEN, name=name, subject=subject)
    return problem(Code.REFUSED_BY_XERO, subject=subject, message=message)


def _posted(element: Accepted, intended: IntendedInvoice, organisation: str) -> Outcome:
    """Xero adds up by itself: a difference of a cent is told, a larger one needs a person (money §12)."""
    name = element.number or element.xero_id
    remark = " ".join([f"Draft invoice {name} created in {organisation}.", *element.warnings])
    held = held_subtotal(element.picture)
    if held is None or held == intended.subtotal:
        return Synced(remark=remark)
    differs = problem(Code.AMOUNT_DIFFERS, subject=name, held=plain(held), intended=plain(intended.subtotal))
    if abs(held - intended.subtotal) <= ONE_CENT:
        return Synced(remark=f"{remark} {differs.sentence}")
    return NeedsPerson(problems=(differs,))
