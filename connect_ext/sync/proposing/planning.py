"""One order's documents: what is kept of them before anything is sent, what is still to be made, or why nothing is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time

from connect_ext.books.documents.organisation import Organisation
from connect_ext.books.facts.proposal import NothingToInvoice, Proposal, Waits
from connect_ext.books.ids import DocumentKey, XeroId, invoice_key
from connect_ext.books.orders.order import Order
from connect_ext.books.planning.plan import Change, plan
from connect_ext.books.planning.whole import whole_of
from connect_ext.books.prices.price import frozen as chosen_prices
from connect_ext.books.problems.problem import Problem
from connect_ext.storage import proposed
from connect_ext.sync.gathering.gather import Gathered
from connect_ext.sync.proposing.already import already
from connect_ext.sync.proposing.proposals import Proposed, amount_of
from connect_ext.sync.sending.pieces import Planned
from connect_ext.work.outcome import NeedsPerson, Outcome, Parked, Synced
from connect_ext.work.task import SyncTask
from connect_ext.xero.encode import contacts_body, credit_notes_body, invoices_body, updates_body
from connect_ext.xero.items import items_body


def frozen_of(order: Order, wanted: Proposed, gathered: Gathered, task: SyncTask) -> proposed.Frozen | None:
    """What the proposal leaves with the task before anything is sent. None leaves what is known: as long as there are
    problems, nothing new is, and where all is made, nothing more."""
    if isinstance(wanted, tuple):
        return None
    made = gathered.held.made_of(order.key)
    if made and _missing(wanted, made) == ():
        return None
    whole = whole_of(wanted, [key for key in task.whole.keys if key in made])
    match wanted:
        case Proposal():
            return proposed.Frozen(
                prices=chosen_prices(order.fees, gathered.facts[order.key].quotes),
                amount=amount_of(wanted),
                explanations=wanted.explanations,
                covers=wanted.covers,
                usage=wanted.usage,
                whole=whole,
            )
        case NothingToInvoice(covers=covers, records=records):
            # Also where it covers nothing: an earlier proposal may have.
            usage = {invoice_key(order.key): records}
            return proposed.Frozen(prices=task.prices, covers=covers, usage=usage, whole=whole)


def _missing(wanted: Proposal | NothingToInvoice, made: Collection[DocumentKey]) -> tuple[DocumentKey, ...]:
    """The documents that are still to be made."""
    return () if isinstance(wanted, NothingToInvoice) else tuple(key for key in wanted.keys if key not in made)


def plan_or_end(
    order: Order, wanted: Proposed, gathered: Gathered, organisation: Organisation, name: str
) -> Planned | Outcome:
    """What is still to be made, if all that was made before is as it was meant. `name` is the organisation's."""
    if isinstance(wanted, tuple):
        return NeedsPerson(problems=wanted)
    made = gathered.held.made_of(order.key)
    if made:
        outcome = already(wanted, made, gathered.held.documents, organisation)
        if not isinstance(outcome, Synced) or not _missing(wanted, made):
            return outcome
    match wanted:
        case NothingToInvoice(reason=reason):
            return Synced(remark=reason)
        case Proposal(waits=Waits(until=until, why=why)):
            return Parked(until=datetime.combine(until, time.min, organisation.timezone).astimezone(UTC), why=why)
        case Proposal():
            return _planned(wanted, plan(wanted, gathered.held, name))


def _planned(proposal: Proposal, changes: Sequence[Change] | Sequence[Problem]) -> Planned | Outcome:
    problems = tuple(found for found in changes if isinstance(found, Problem))
    if problems:
        return NeedsPerson(problems=problems)
    if not proposal.keys:
        return Synced(remark=" ".join(proposal.remarks), warnings=proposal.warnings)
    _must_be_encodable(proposal)
    return Planned(proposal=proposal, changes=tuple(c for c in changes if not isinstance(c, Problem)))


def _must_be_encodable(proposal: Proposal) -> None:
    """Here a document that cannot be written spoils its own task; in the call it would spoil fifty."""
    contacts_body([proposal.contact]).encode()
    items_body(proposal.items).encode()
    invoices_body([(proposal.invoice, XeroId(""))] if proposal.invoice else []).encode()
    credit_notes_body([(note, XeroId("")) for note in proposal.credit_notes]).encode()
    updates_body([change.guarded for change in proposal.changes]).encode()
