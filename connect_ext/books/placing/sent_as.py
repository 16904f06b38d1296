"""The status that the documents of a proposal are made with (money §18, "document status"), and what is fixed of its
credit notes (money §2, §10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from connect_ext.books.documents.document import CreditNote, Invoice, LineItem
from connect_ext.books.documents.policies import InvoiceTarget, SentAs
from connect_ext.books.documents.reference import credit_number
from connect_ext.books.facts.proposal import NEVER_SENT, Facts, Proposal
from connect_ext.books.orders.order import Order
from connect_ext.books.placing.closing import closes_at, is_closed
from connect_ext.books.settings.settings import NumberSource

Anything = TypeVar("Anything")


def with_status(wanted: Proposal | Anything, facts: Facts) -> Proposal | Anything:
    """An invoice that later orders are to join stays a draft until it is closed (money §9); a credit note is joined by
    none."""
    if not isinstance(wanted, Proposal):
        return wanted
    notes = tuple(_noted(note, number, wanted.order, facts) for number, note in enumerate(wanted.credit_notes, start=1))
    return replace(wanted, invoice=wanted.invoice and _placed(wanted.invoice, facts), credit_notes=notes)


def _noted(note: CreditNote, position: int, order: Order, facts: Facts) -> CreditNote:
    """With the date that an earlier send of it said, unless that was locked meanwhile, and our number where ours are
    wanted."""
    settings, known = facts.settings, facts.notes.get(note.key, NEVER_SENT)
    numbered = settings.invoice_number_from is NumberSource.MARKETPLACE
    made = replace(
        note,
        sent_as=settings.sent_as,
        number=credit_number(settings.credit_number_template, order, position, known.reissue) if numbered else None,
    )
    if known.fixed_date is None or facts.organisation.is_locked(known.fixed_date):
        return made
    return replace(made, date=known.fixed_date, lines=tuple(_dated(line, known.fixed_date) for line in made.lines))


def _dated(line: LineItem, day: date) -> LineItem:
    return replace(line, covers=tuple(replace(stretch, dated=day) for stretch in line.covers))


def _placed(invoice: Invoice, facts: Facts) -> Invoice:
    """Whoever comes late for a month that is closed has an invoice of its own."""
    settings = facts.settings
    emailed = settings.email_invoices and settings.sent_as is SentAs.AUTHORISED
    if settings.invoice_target is InvoiceTarget.PER_ORDER or is_closed(invoice.date, settings, facts.today):
        return replace(invoice, sent_as=settings.sent_as, emailed=emailed)
    if settings.invoice_target is InvoiceTarget.LATEST_DRAFT:
        return replace(invoice, shared=True)
    return replace(invoice, shared=True, closes_at=closes_at(invoice.date, settings, facts.organisation))
