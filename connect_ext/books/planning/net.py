"""What an order comes to with all of its documents: charges less credits, and what it changes on drafts."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from connect_ext.books.documents.document import LineItem
from connect_ext.books.documents.update import InvoiceChange, KeptLine, NewStatus
from connect_ext.books.facts.proposal import Proposal
from connect_ext.books.money import Amount, Currency


def net(proposal: Proposal) -> tuple[Amount, ...]:
    """One amount for each currency, by its code. New charges count before tax, what is given back as its lines say it.
    Below zero where the order gives back more than it charges."""
    found = defaultdict[Currency, Decimal](Decimal)
    if proposal.invoice is not None:
        found[proposal.invoice.currency] += proposal.invoice.subtotal
    for note in proposal.credit_notes:
        found[note.currency] -= note.subtotal
    for change in proposal.changes:
        found[change.before.currency] += difference_of(change)
    return tuple(Amount(value=value, currency=currency) for currency, value in sorted(found.items()))


def difference_of(change: InvoiceChange) -> Decimal:
    """By how much the lines of the draft come to more than before."""
    before = sum((line.line_amount for line in change.before.lines), Decimal(0))
    if change.update.status in (NewStatus.DELETED, NewStatus.VOIDED):
        return -before
    if change.update.lines is None:
        return Decimal(0)
    return sum((_amount(line) for line in change.update.lines), Decimal(0)) - before


def _amount(line: KeptLine | LineItem) -> Decimal:
    if isinstance(line, LineItem):
        return line.line_amount - line.tax_inside
    return line.line.line_amount if line.figures is None else line.figures.amount
