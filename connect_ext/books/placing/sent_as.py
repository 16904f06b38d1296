"""The status that the documents of a proposal are made with (money §18, "document status")."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from connect_ext.books.documents.document import Invoice
from connect_ext.books.documents.policies import InvoiceTarget, SentAs
from connect_ext.books.facts.proposal import Facts, Proposal
from connect_ext.books.placing.closing import closes_at, is_closed

Anything = TypeVar("Anything")


def with_status(wanted: Proposal | Anything, facts: Facts) -> Proposal | Anything:
    """An invoice that later orders are to join stays a draft until it is closed (money §9); a credit note is joined by
    none."""
    if not isinstance(wanted, Proposal):
        return wanted
    notes = tuple(replace(note, sent_as=facts.settings.sent_as) for note in wanted.credit_notes)
    return replace(wanted, invoice=wanted.invoice and _placed(wanted.invoice, facts), credit_notes=notes)


def _placed(invoice: Invoice, facts: Facts) -> Invoice:
    """Whoever comes late for a month that is closed has an invoice of its own."""
    settings = facts.settings
    emailed = settings.email_invoices and settings.sent_as is SentAs.AUTHORISED
    if settings.invoice_target is InvoiceTarget.PER_ORDER or is_closed(invoice.date, settings, facts.today):
        return replace(invoice, sent_as=settings.sent_as, emailed=emailed)
    if settings.invoice_target is InvoiceTarget.LATEST_DRAFT:
        return replace(invoice, shared=True)
    return replace(invoice, shared=True, closes_at=closes_at(invoice.date, settings, facts.organisation))
