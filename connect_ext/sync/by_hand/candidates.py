"""Which invoices of Xero may be the one that somebody wrote by hand for an order."""

from __future__ import annotations

from dataclasses import dataclass

from connect_ext.books.documents.held import HeldInvoice
from connect_ext.books.documents.reference import mark_of
from connect_ext.books.money import written
from connect_ext.sync.by_hand.ends import Known, NotEnded, known_of
from connect_ext.sync.proposing.proposals import Proposer
from connect_ext.work.task import SyncTask

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`why` is a sentence about what speaks for it."""

    invoice: HeldInvoice
    why: str


def candidates_for(proposer: Proposer, task: SyncTask) -> tuple[Candidate, ...] | NotEnded:
    """Invoices of the customer's contact that name the order in their reference, or come to the same before tax; the
    newest first. None where the contact is not known. Raises `WorldFailed`."""
    known = known_of(proposer, task)
    if isinstance(known, NotEnded):
        return known
    if known.contact is None:
        return ()
    theirs = proposer.access.organisation.invoices_of_contact(known.contact)
    by_hand = [one for one in theirs if one.alive and not any(mark_of(line.description) for line in one.lines)]
    found = [Candidate(invoice=one, why=why) for one in by_hand if (why := _why(one, known))]
    newest = sorted(found, key=lambda one: (str(one.invoice.date), one.invoice.name), reverse=True)
    return tuple(newest[:MOST])


def _why(held: HeldInvoice, known: Known) -> str:
    if known.order.request_id in (held.reference or ""):
        return "Its reference names the order."
    total = known.total
    if total is not None and (held.subtotal, held.currency) == (total.value, total.currency):
        return f"It comes to the same: {written(total.value, total.currency)} {total.currency} before tax."
    return ""
