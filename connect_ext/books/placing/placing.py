"""Where the charges of a proposal go, a draft that they fit or an invoice of their own, and whether a lock holds it."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.documents.policies import InvoiceTarget
from connect_ext.books.documents.update import InvoiceChange
from connect_ext.books.facts.proposal import Facts, Proposal
from connect_ext.books.facts.targets import NEW, Draft, Wanted, append
from connect_ext.books.placing.closing import is_closed
from connect_ext.books.placing.locks import waits_for


def placed(proposal: Proposal, facts: Facts) -> Proposal:
    """The same charges and credits, in their place (money §9), with the reason to wait where there is one (§13)."""
    appended = _appended(proposal, facts)
    if appended is not None:
        proposal = replace(proposal, invoice=None, changes=(appended, *proposal.changes))
    waits = waits_for(proposal, facts)
    if waits is None:
        return proposal
    return replace(proposal, waits=waits, remarks=(*proposal.remarks, waits.why))


def fitting(proposal: Proposal, facts: Facts) -> tuple[Draft, ...]:
    """The drafts that a person may choose for an order whose proposal has an invoice of its own: one billing cycle,
    one currency, one customer."""
    wanted = _wanted(proposal, facts, InvoiceTarget.LATEST_DRAFT)
    return wanted.fitting(_unreduced(proposal, facts)) if wanted else ()


def _appended(proposal: Proposal, facts: Facts) -> InvoiceChange | None:
    """Not on a draft that the same order reduces: a draft is changed once at a time. Not on one of a month that is
    closed, unless a person chose it."""
    if proposal.invoice is None or facts.target == NEW:
        return None
    if facts.target is not None:
        draft = next((one for one in fitting(proposal, facts) if one.now.id == facts.target), None)
        return append(proposal.invoice, draft) if draft else None
    if is_closed(proposal.invoice.date, facts.settings, facts.today):
        return None
    wanted = _wanted(proposal, facts, facts.settings.invoice_target)
    draft = wanted.finds(_unreduced(proposal, facts)) if wanted else None
    return append(proposal.invoice, draft) if draft else None


def _wanted(proposal: Proposal, facts: Facts, target: InvoiceTarget) -> Wanted | None:
    if proposal.invoice is None or facts.held_contact is None:
        return None
    return Wanted(
        contact=facts.held_contact.id, invoice=proposal.invoice, target=target, organisation=facts.organisation
    )


def _unreduced(proposal: Proposal, facts: Facts) -> tuple[Draft, ...]:
    reduced = {change.before.id for change in proposal.changes}
    return tuple(draft for draft in facts.drafts if draft.now.id not in reduced)
