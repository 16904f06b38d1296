"""Open intents that nobody is working on: sent again while Xero remembers the key, read first once it may not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from connect_ext.books.compare import IntendedInvoice
from connect_ext.books.held import HeldInvoice, Link
from connect_ext.books.ids import DocumentKey, InstallationId
from connect_ext.books.recognise import recognise
from connect_ext.storage import intents, system
from connect_ext.sync.posting import STOPS_EVERYTHING, Poster
from connect_ext.sync.recognised import found_in_xero
from connect_ext.sync.results import Result
from connect_ext.sync.runtime import LEASE
from connect_ext.work.failure import Failure, WorldFailed
from connect_ext.work.intent import Call, Intent, IntentEnd, NextStep, next_step
from connect_ext.work.outcome import NotReached
from connect_ext.xero.intended import intended_invoices

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
            tx,
            installation_id,
            poster.access.tenant_id,
            owner=poster.worker,
            now=now,
            until=now + LEASE,
            limit=INTENTS_AT_ONCE,
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
        results = READERS[intent.draft.call](poster, intent)
    except WorldFailed as failed:
        poster.leave(intent, failed.failure)
        return failed.failure
    poster.settle(intent, results, contacts_go_on=False, end=IntentEnd.READ)
    return None


def _read_contacts(poster: Poster, intent: Intent) -> dict[DocumentKey, Result]:
    numbers = {part.key: part.key.partition(":")[2] for part in intent.draft.parts}
    held = {found.number: found for found in poster.access.organisation.contacts_by_number(list(numbers.values()))}
    results = {}
    for key, number in numbers.items():
        contact = held.get(number)
        link = Link(key=key, xero_id=contact.id, number=number) if contact else None
        results[key] = Result(outcome=NotReached(), link=link)
    return results


def _read_invoices(poster: Poster, intent: Intent) -> dict[DocumentKey, Result]:
    intended = intended_invoices(intent.draft.body)
    held = candidates(poster, intent.draft.installation_id, intended, intent.written_at)
    return {
        part.key: found_in_xero(part.key, recognise(meant, held), ended_goes_out=False)
        for part, meant in zip(intent.draft.parts, intended, strict=True)
    }


def candidates(
    poster: Poster, installation_id: InstallationId, intended: Sequence[IntendedInvoice], sent_at: datetime
) -> tuple[HeldInvoice, ...]:
    """The invoices of Xero among which ours must be if a send since then has made it, whatever contact or number a
    person has given it meanwhile; not those that another installation has made. Raises `WorldFailed`."""
    organisation = poster.access.organisation
    numbered = organisation.invoices_by_number([meant.number for meant in intended if meant.number])
    made = {found.id: found for found in (*numbered, *organisation.invoices_of_our_app(sent_at - CLOCKS_MAY_DIFFER))}
    with poster.runtime.database.transaction() as tx:
        theirs = system.linked_elsewhere(tx, poster.access.tenant_id, list(made), installation_id)
    return tuple(found for found in made.values() if found.id not in theirs)


READERS: dict[Call, Callable[[Poster, Intent], dict[DocumentKey, Result]]] = {
    Call.CREATE_CONTACTS: _read_contacts,
    Call.CREATE_INVOICES: _read_invoices,
}
