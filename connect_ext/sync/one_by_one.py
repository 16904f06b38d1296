"""Which orders of a batch wait for the next one: where they share an invoice, each adds to what the last made."""

from __future__ import annotations

from connect_ext.books.ids import DocumentKey, invoice_key
from connect_ext.books.money import Currency
from connect_ext.books.policies import InvoiceTarget
from connect_ext.books.proposal import Proposal
from connect_ext.sync.proposals import Proposals
from connect_ext.work.task import TaskId


def have_to_wait(found: Proposals) -> frozenset[TaskId]:
    """Of several orders of a batch for one customer and currency only the first is sent: the next is then proposed
    anew, and finds what that one has made."""
    taken, later = set[tuple[DocumentKey, Currency]](), set[TaskId]()
    for task_id, wanted in found.proposed.items():
        facts = found.gathered.facts[found.orders[task_id].key]
        apart = facts.settings.invoice_target is InvoiceTarget.PER_ORDER
        if apart or not isinstance(wanted, Proposal) or wanted.waits is not None:
            continue
        currency = _charged_in(wanted)
        if currency is None or invoice_key(wanted.order.key) in found.gathered.held.links:
            continue
        place = (wanted.contact.key, currency)
        if place in taken:
            later.add(task_id)
        taken.add(place)
    return frozenset(later)


def _charged_in(proposal: Proposal) -> Currency | None:
    """None for an order that only gives back."""
    if proposal.invoice is not None:
        return proposal.invoice.currency
    added = [change for change in proposal.changes if change.added]
    return added[0].before.currency if added else None
