"""Where the charges of a proposal go, a draft that they fit or an invoice of their own, and whether a lock holds it."""

from __future__ import annotations

from dataclasses import replace

from connect_ext.books.documents.update import InvoiceChange
from connect_ext.books.facts.proposal import Facts, Proposal
from connect_ext.books.facts.targets import Wanted, append
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


def _appended(proposal: Proposal, facts: Facts) -> InvoiceChange | None:
    """Not on a draft that the same order reduces: a draft is changed once at a time. Not on one of a month that is
    closed."""
    if proposal.invoice is None or facts.held_contact is None:
        return None
    if is_closed(proposal.invoice.date, facts.settings, facts.today):
        return None
    wanted = Wanted(
        contact=facts.held_contact.id,
        invoice=proposal.invoice,
        target=facts.settings.invoice_target,
        organisation=facts.organisation,
    )
    reduced = {change.before.id for change in proposal.changes}
    draft = wanted.finds(draft for draft in facts.drafts if draft.now.id not in reduced)
    return append(proposal.invoice, draft) if draft else None
