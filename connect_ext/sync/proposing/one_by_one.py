"""Which orders of a batch wait for another one: where they share an invoice, each adds to what the last has made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.ids import DocumentKey, XeroId, invoice_key
from connect_ext.books.money import Currency
from connect_ext.sync.proposing.proposals import Proposals
from connect_ext.work.intent import Call, Intent
from connect_ext.work.outcome import NotReached
from connect_ext.work.task import TaskId
from connect_ext.xero.intended import intended_invoices
from connect_ext.xero.kept import kept_invoice

Place = tuple[DocumentKey | XeroId, Currency]
"""A customer and a currency: what shares an invoice has both in common."""

UNTIL_IT_IS_KNOWN = timedelta(minutes=1)
"""How long to leave a customer alone whose invoice is on its way, or has had no answer."""


def have_to_wait(found: Proposals, under_way: Callable[[], Iterable[Intent]]) -> Mapping[TaskId, NotReached]:
    """Of several orders for one customer and currency only the first is sent: the next is then proposed anew, and
    finds what that one has made. None is sent while it is not known what became of the last; `under_way` is asked
    only where orders share invoices at all."""
    sharing = {
        task_id: wanted
        for task_id, wanted in found.proposed.items()
        if isinstance(wanted, Proposal) and _shares(wanted)
    }
    taken, later = set[Place](), dict[TaskId, NotReached]()
    busy = set(_busy(under_way())) if sharing else set()
    for task_id, wanted in sharing.items():
        facts, currency = found.gathered.facts[found.orders[task_id].key], _charged_in(wanted)
        if currency is None or invoice_key(wanted.order.key) in found.gathered.held.links:
            continue
        if facts.held_contact and (facts.held_contact.id, currency) in busy:
            later[task_id] = NotReached(wait=UNTIL_IT_IS_KNOWN)
        elif (wanted.contact.key, currency) in taken:
            later[task_id] = NotReached()
        taken.add((wanted.contact.key, currency))
    return later


def _shares(proposal: Proposal) -> bool:
    joins = any(change.added for change in proposal.changes)
    return proposal.waits is None and (joins or (proposal.invoice is not None and proposal.invoice.shared))


def _charged_in(proposal: Proposal) -> Currency | None:
    """None for an order that only gives back."""
    if proposal.invoice is not None:
        return proposal.invoice.currency
    added = [change for change in proposal.changes if change.added]
    return added[0].before.currency if added else None


def _busy(under_way: Iterable[Intent]) -> Iterator[Place]:
    for intent in under_way:
        if intent.draft.call is Call.CREATE_INVOICES:
            yield from ((one.contact_id, one.currency) for one in intended_invoices(intent.draft.body))
        for part in intent.draft.parts:
            before = kept_invoice(part.before) if part.before else None
            if before is not None:
                yield before.contact_id, before.currency
