"""An order whose invoice was made before: what the invoice says now decides whether the order is done."""

from __future__ import annotations

from connect_ext.books.compare import intended
from connect_ext.books.held import HeldInvoice, Link
from connect_ext.books.organisation import Organisation
from connect_ext.books.posted import Equal, Remark, posted
from connect_ext.books.problem import Code, problem
from connect_ext.books.proposal import NothingToInvoice, Proposal
from connect_ext.work.outcome import NeedsPerson, Outcome, Synced


def already(
    proposed: Proposal | NothingToInvoice, link: Link, held: HeldInvoice | None, organisation: Organisation
) -> Outcome:
    """`held` is the linked invoice. Nothing is sent, whatever this comes to: an invoice that a person has voided or
    deleted is never made again by itself (money §5)."""
    if held is None:
        return _differs(link, f"{_name(link)} is not in {organisation.name} any more")
    match proposed:
        case NothingToInvoice(reason=reason):
            return _differs(link, "the order asks for no invoice any more") if held.alive else Synced(remark=reason)
        case Proposal():
            return _compared(proposed, link, held, organisation)


def _compared(proposal: Proposal, link: Link, held: HeldInvoice, organisation: Organisation) -> Outcome:
    if not held.alive:
        return _differs(link, f"it is {held.status.lower()}")
    # Whom it is billed to by now is a person's choice, in Xero or here; the amounts are ours.
    if proposal.invoice is None:
        return _differs(link, "the order asks for no invoice any more")
    meant = intended(proposal.invoice, held.contact_id)
    name = held.number or held.id
    found = posted(meant, held, organisation.tax_rates, name)
    match found:
        case Equal():
            return Synced(remark=f"Invoice {name} is in Xero already.")
        case Remark(problem=differs):
            return Synced(remark=f"Invoice {name} is in Xero already.", warnings=(differs,))
        case _:
            return NeedsPerson(problems=(found,))


def _differs(link: Link, difference: str) -> Outcome:
    found = problem(Code.DOCUMENT_DIFFERS, subject=link.key.partition(":")[2], difference=difference)
    return NeedsPerson(problems=(found,))


def _name(link: Link) -> str:
    return link.number or link.xero_id
