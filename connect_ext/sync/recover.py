"""Open intents that nobody is working on: sent again while Xero remembers the key, read first once it may not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connect_ext.books.compare import IntendedInvoice, difference, is_marked_as
from connect_ext.books.held import HeldInvoice, Link
from connect_ext.books.ids import DocumentKey, InstallationId
from connect_ext.books.problem import Code, problem
from connect_ext.storage import intents
from connect_ext.sync.posting import STOPS_EVERYTHING, Poster
from connect_ext.sync.results import Result
from connect_ext.sync.runtime import LEASE
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intent import Call, Intent, NextStep, next_step
from connect_ext.work.outcome import NeedsPerson, NotReached, Synced
from connect_ext.xero.intended import intended_invoices
from connect_ext.xero.organisation import XeroOrganisation

INTENTS_AT_ONCE = 20
CLOCKS_MAY_DIFFER = timedelta(minutes=5)
"""Taken off an intent's time when asking what changed in Xero since, for Xero stamps with a clock of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """How many intents were resolved, and what kept others from it. One that cannot be read blocks no other."""

    resolved: int
    failure: Failure | None


def recover(poster: Poster, installation_id: InstallationId) -> Recovered:
    """Resolves what earlier runs left open, as far as that goes."""
    runtime = poster.runtime
    now = runtime.clock()
    with runtime.database.transaction() as tx:
        found = intents.claim_open(
            tx, installation_id, owner=poster.worker, now=now, until=now + LEASE, limit=INTENTS_AT_ONCE
        )
    resolved, last = 0, None
    for intent in found:
        failure = _resolve(poster, intent)
        if failure is None:
            resolved += 1
            continue
        last = failure
        if failure.kind in STOPS_EVERYTHING:
            break
    return Recovered(resolved=resolved, failure=last)


def _resolve(poster: Poster, intent: Intent) -> Failure | None:
    if next_step(intent, poster.runtime.clock()) is NextStep.SEND:
        sent = poster.send(intent, contacts_go_on=False)
        return sent if isinstance(sent, Failure) else None
    try:
        results = READERS[intent.draft.call](poster.access.organisation, intent)
    except WorldFailed as failed:
        poster.leave(intent, failed.failure)
        return failed.failure
    poster.settle(intent, results, contacts_go_on=False, end=intents.READ)
    return None


def _read_contacts(organisation: XeroOrganisation, intent: Intent) -> dict[DocumentKey, Result]:
    numbers = {part.key: part.key.partition(":")[2] for part in intent.draft.parts}
    held = {found.number: found for found in organisation.contacts_by_number(list(numbers.values()))}
    results = {}
    for key, number in numbers.items():
        contact = held.get(number)
        link = Link(key=key, xero_id=contact.id, number=number) if contact else None
        results[key] = Result(outcome=NotReached(), link=link)
    return results


def _read_invoices(organisation: XeroOrganisation, intent: Intent) -> dict[DocumentKey, Result]:
    intended = intended_invoices(intent.draft.body)
    held = candidates(organisation, intended, intent.written_at)
    return {part.key: judge(part.key, meant, held) for part, meant in zip(intent.draft.parts, intended, strict=True)}


def candidates(
    organisation: XeroOrganisation, intended: Sequence[IntendedInvoice], sent_at: datetime
) -> tuple[HeldInvoice, ...]:
    """The invoices of Xero among which ours must be if a send since then has made it. Raises `WorldFailed`."""
    numbers = [meant.number for meant in intended if meant.number]
    if len(numbers) == len(intended):
        return organisation.invoices_by_number(numbers)
    contacts = list(dict.fromkeys(meant.contact_id for meant in intended))
    return organisation.invoices_of_contacts(contacts, sent_at - CLOCKS_MAY_DIFFER)


def judge(key: DocumentKey, intended: IntendedInvoice, held: Sequence[HeldInvoice]) -> Result:
    """Adopts the one invoice that is ours and equal; sends again only when there is none; never guesses."""
    ours = [invoice for invoice in held if is_marked_as(intended, invoice)]
    if not ours:
        return Result(outcome=NotReached())
    subject = key.partition(":")[2]
    if len(ours) > 1:
        names = ", ".join(invoice.number or invoice.id for invoice in ours)
        found = problem(Code.DOCUMENT_DIFFERS, subject=subject, difference=f"there are several: {names}")
        return Result(outcome=NeedsPerson(problems=(found,)))
    differs = difference(intended, ours[0])
    if differs is not None:
        found = problem(Code.DOCUMENT_DIFFERS, subject=subject, difference=differs)
        return Result(outcome=NeedsPerson(problems=(found,)))
    link = Link(key=key, xero_id=ours[0].id, number=ours[0].number)
    remark = f"Invoice {ours[0].number} was already in Xero from a send whose answer was lost; it is linked."
    return Result(outcome=Synced(remark=remark), link=link)


READERS: dict[Call, Callable[[XeroOrganisation, Intent], dict[DocumentKey, Result]]] = {
    Call.CREATE_CONTACTS: _read_contacts,
    Call.CREATE_INVOICES: _read_invoices,
}
